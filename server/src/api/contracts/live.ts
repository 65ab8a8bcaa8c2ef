/** What a panel hears while it is open, and says of the case that it shows. */
import type { LiveHint, PresentAgent } from '../../domain/live/hints';
import type { Doing } from '../../domain/live/presence';

/** An event of GET /mailroom/live (text/event-stream). */
export type LiveEvent = LiveHint;

/** Somebody else who has a case open. */
export type Presence = PresentAgent;

/** POST /mailroom/presence: repeated while it lasts, at least every 30 seconds. */
export interface PresenceInput {
  /** documentId */
  readonly caseId: string;
  /** made up by the page, so that one of two pages can leave */
  readonly page: string;
  /** null: it shows the case no more */
  readonly doing: Doing | null;
}

/** Its answer: who else is there. */
export interface PresentAgents {
  readonly data: readonly Presence[];
}
