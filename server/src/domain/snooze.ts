/** Whether a case may be put off, and until when. What wakes it is decided where mail comes in and by the clock. Pure. */
import { isOpen, type CaseStatus } from './case-state';

/** Milliseconds: nobody means a year that they will not see. */
const LONGEST = 2 * 366 * 24 * 60 * 60 * 1000;

export type SnoozeRefusal = 'not-open' | 'past' | 'too-far';

/** @param until null: until the customer writes. @returns null when it may */
export function snoozeRefusal(status: CaseStatus, until: Date | null, now: Date): SnoozeRefusal | null {
  if (!isOpen(status)) return 'not-open';
  if (until === null) return null;
  if (until <= now) return 'past';
  return until.getTime() - now.getTime() > LONGEST ? 'too-far' : null;
}
