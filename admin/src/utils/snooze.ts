/** Until when a case is put off, as it is offered: real times in the zone of whoever chooses. */

export type SnoozePreset = 'later' | 'tomorrow' | 'monday';

const HOURS_LATER = 3;
const MORNING = 8;

/** That morning, so many days from a day; days around a change of the clock are shorter or longer. */
function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

const MONDAY = 1;

/** Days until the next Monday, which is never today. */
const daysToMonday = (now: Date): number => (MONDAY + 7 - now.getDay()) % 7 || 7;

/** In the order of time; a Sunday's Monday is its tomorrow, and offered once; late hours have no "later today". */
export function snoozePresets(now: Date): readonly { readonly preset: SnoozePreset; readonly until: Date }[] {
  const later = new Date(now);
  later.setHours(now.getHours() + HOURS_LATER, now.getMinutes(), 0, 0);
  const days = daysToMonday(now);
  return [
    ...(later.getDate() === now.getDate() ? [{ preset: 'later' as const, until: later }] : []),
    ...(days === 1 ? [] : [{ preset: 'tomorrow' as const, until: morning(now, 1) }]),
    { preset: 'monday', until: morning(now, days) },
  ];
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as `<input type="datetime-local">` wants it, in the reader's zone. */
export const toLocalInput = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

/** What was typed into such a field; null: no moment, or one that has passed. */
export function fromLocalInput(typed: string, now: Date): Date | null {
  const at = new Date(typed);
  return typed === '' || Number.isNaN(at.getTime()) || at <= now ? null : at;
}
