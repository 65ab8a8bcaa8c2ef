/** A calendar object in a mail (RFC 5545, RFC 6047), as it is shown on a card. It is never executed or answered by itself. */
import type { Address } from './message';

export interface Invitation {
  readonly method: 'request' | 'reply' | 'cancel' | 'publish' | 'other';
  readonly uid: string;
  readonly sequence: number;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  /** UTC; null when the object has no readable start */
  readonly start: string | null;
  readonly end: string | null;
  readonly allDay: boolean;
  /** of the start, as written (`UTC` too); null: of whoever reads it (RFC 5545 §3.3.5), and `start` is the clock's time */
  readonly timeZone: string | null;
  readonly organizer: Address | null;
  readonly attendees: readonly (Address & { readonly answer: string })[];
  /** the rule as written; null for a single event */
  readonly recurrence: string | null;
}
