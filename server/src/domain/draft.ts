/** Mail that is being written, and when it is kept from going out although its time has come. Stores and sends nothing. */

export const DRAFT_KINDS = ['reply', 'reply-all', 'forward', 'new'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

export const DRAFT_STATES = ['draft', 'scheduled', 'held'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** An entry of a stream that may concern who is about to answer. */
export interface StreamNews {
  readonly id: number;
  readonly kind: string;
  /** null: nobody of ours, or somebody in another program */
  readonly actorId: number | null;
  /** address that mail is from; empty for anything else */
  readonly sender: string;
  /** of mail: written by a machine, as automatic answers are */
  readonly automatic: boolean;
}

/** Longer ahead than this the author looks away, and what the customer writes meanwhile may change the answer. */
const SOON = 60_000;

/** Whether a mail goes out so late that its author will not see what comes before. */
export const isSentLater = (sendAt: Date, now: Date): boolean => sendAt.getTime() - now.getTime() > SOON;

const BY_COLLEAGUES: readonly string[] = ['email-sent', 'post', 'note'];

/**
 * Of what is in the stream since a mail was begun, that for which it is held: a colleague's answer, post or note always,
 * a customer's mail where sending was put off. What the author did, and what machines wrote, holds nothing.
 *
 * @param later sending was put off, see `isSentLater`
 */
export function newsThatHolds<News extends StreamNews>(
  news: readonly News[],
  authorId: number,
  later: boolean,
): readonly News[] {
  return news.filter(({ kind, actorId, automatic }) => {
    if (automatic) return false;
    if (BY_COLLEAGUES.includes(kind)) return actorId !== authorId;
    return kind === 'email-received' && later;
  });
}
