/** What the card of an invitation shows: from when to when, which marks and which answers. Words are the card's. */
import type { Invitation } from '../../../server/src/api/contracts';

export type EventSpan =
  /** the object says no time that can be read */
  | { readonly kind: 'unknown' }
  /** whole days, in no time zone: moments at midnight UTC, the last day included */
  | { readonly kind: 'days'; readonly first: string; readonly last: string }
  /** `end` is null when there is none after the start; `floating`: the clock's time wherever the reader is */
  | {
      readonly kind: 'times';
      readonly start: string;
      readonly end: string | null;
      readonly floating: boolean;
    };

const DAY = 24 * 60 * 60 * 1000;

type Times = Pick<Invitation, 'start' | 'end' | 'allDay' | 'timeZone'>;

/** The end of whole days is the day after the last (RFC 5545 §3.6.1). */
export function eventSpan({ start, end, allDay, timeZone }: Times): EventSpan {
  if (start === null || Number.isNaN(Date.parse(start))) return { kind: 'unknown' };
  const later = end !== null && Date.parse(end) > Date.parse(start) ? end : null;
  if (!allDay) return { kind: 'times', start, end: later, floating: timeZone === null };
  const last = later === null ? Date.parse(start) : Math.max(Date.parse(start), Date.parse(later) - DAY);
  return { kind: 'days', first: start, last: new Date(last).toISOString() };
}

/** Whether times can be told in a zone of this name; calendars write names of their own, too. */
export function isKnownZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export type InvitationKind = 'invitation' | 'answer' | 'event';

export const invitationKind = ({ method }: Pick<Invitation, 'method'>): InvitationKind =>
  method === 'request' ? 'invitation' : method === 'reply' ? 'answer' : 'event';

/** A cancelled event, or a newer version of one that was sent before (RFC 5546 §2.1.4). */
export function invitationMark({
  method,
  sequence,
}: Pick<Invitation, 'method' | 'sequence'>): 'cancelled' | 'updated' | null {
  if (method === 'cancel') return 'cancelled';
  return method === 'request' && sequence > 0 ? 'updated' : null;
}

const ANSWERS = ['accepted', 'declined', 'tentative', 'needs-action', 'delegated'] as const;

/** The answer of somebody invited (RFC 5545 §3.2.12); null: none, or one of a kind of its own. */
export const knownAnswer = (answer: string): (typeof ANSWERS)[number] | null =>
  ANSWERS.find((one) => one === answer) ?? null;
