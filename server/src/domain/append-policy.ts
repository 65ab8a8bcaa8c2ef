/**
 * Who may append to a case (peers R17), as one table. What a mail shows is evidence; who wrote it, and whether that is
 * believable, decides what the evidence is worth. Nothing here reads a mail.
 */

export type Evidence =
  /** our signature, or the id of a mail that we sent: only who was written to can have it */
  | 'proof'
  /** the id of a mail that came in, or of an ancestor of one: whoever saw any copy of it knows it */
  | 'known'
  /** a number or a subject: anybody can guess it */
  | 'hint';

/** Where the sender stands to the case: a participant, a record linked to it, or one of our users; or none of these. */
export type Standing = 'participant' | 'linked' | 'user' | 'stranger';

export type Admission =
  | 'append'
  /** appended, and shown as written by somebody new */
  | 'append-new-person'
  /** appended, but its sender may be forged: it changes nothing of the case (R18) */
  | 'append-unverified'
  /** opens its own case, which names the other one */
  | 'suggest';

/**
 * @param trusted false where authentication says that the sender is forged. A server that states nothing proves no forgery
 */
export function admission(evidence: Evidence, standing: Standing, trusted: boolean): Admission {
  if (evidence === 'proof') {
    if (!trusted) return 'append-unverified';
    return standing === 'stranger' ? 'append-new-person' : 'append';
  }
  return trusted && standing !== 'stranger' ? 'append' : 'suggest';
}
