/** The kinds of mail, by what wrote it and why, and what follows from a kind. How a kind is told is not here. */

export const CLASSIFICATIONS = [
  'human',
  /** out-of-office answers and other answers of machines */
  'auto-reply',
  /** written by a machine, in answer to nothing */
  'notification',
  'list',
  'bulk',
  /** a final failure for at least one recipient */
  'bounce',
  /** a delivery report that is no final failure: delayed, relayed, delivered */
  'delivery-notice',
  /** a read receipt (RFC 8098) */
  'receipt',
  /** a feedback report (RFC 5965) */
  'complaint',
  'spam',
  'own',
] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

export interface Classified {
  readonly kind: Classification;
  /** what decided, each as `Name: value`: header lines, words of the subject or the text */
  readonly signals: readonly string[];
}

/** Answers of machines never open a case, never change its state and are never answered (invariant 5, peers R10). */
export function isAnswerOfMachine(kind: Classification): boolean {
  return ['auto-reply', 'bounce', 'delivery-notice', 'receipt', 'complaint'].includes(kind);
}
