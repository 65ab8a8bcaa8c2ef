/** The addresses that Mailroom has met, as administrators see them. */

/** GET /mailroom/correspondents?search=&mark=&cursor=&limit=, those met last first; `mark` names one of the notes. */
export interface CorrespondentView {
  readonly id: string;
  readonly address: string;
  readonly name: string;
  /** language tag; empty where it is not known */
  readonly language: string;
  /** gets no automatic answers */
  readonly blocked: boolean;
  /** mail does not reach it: who writes to it is warned */
  readonly suppressed: boolean;
  /** why not, in the words of a mail server or of who has noted it */
  readonly suppressedReason: string;
  /** a machine writes from it: it gets no automatic answers */
  readonly robot: boolean;
  /** images of its mails are shown without asking */
  readonly remoteImages: boolean;
}
export type CorrespondentMark = 'blocked' | 'suppressed' | 'robot' | 'remoteImages';

/**
 * PUT /mailroom/correspondents/:id; what is absent stays. `reason` goes to the audit trail, and is needed to note that mail
 * does not reach the address: whoever writes to it is told.
 */
export interface CorrespondentInput {
  readonly blocked?: boolean;
  readonly suppressed?: boolean;
  readonly robot?: boolean;
  readonly remoteImages?: boolean;
  readonly reason?: string;
}
