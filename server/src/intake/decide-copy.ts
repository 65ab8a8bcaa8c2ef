/**
 * What another copy of a stored mail may add to cases: a request is never lost because a mailbox that opens none saw it
 * first, and what two teams have got is the work of both (EspoCRM I25). Pure; who reads the mail is decided elsewhere.
 */
import { isAnswerOfMachine, type Classification } from '../domain/classification';
import type { IntakeContext, StoredEmail } from '../domain/intake-plan';

export type CopyAdds =
  | { readonly kind: 'nothing' }
  /** the mail belongs to no case, and is placed as if this copy had come first */
  | { readonly kind: 'placement'; readonly emailId: number }
  /** the mail has a case, on which the teams of this copy's account work too */
  | { readonly kind: 'teams'; readonly caseId: number };

export const NOTHING: CopyAdds = { kind: 'nothing' };

/**
 * Only a group account adds anything, and only the first time that its mailbox gets the mail: an agent who moves a mail
 * into another folder of the server asks for nothing. Out of the folder for spam it is new.
 */
export function addsToCase(
  { id, direction, caseId }: StoredEmail,
  { account, handling, sent, hadBefore }: Pick<IntakeContext, 'account' | 'handling' | 'sent' | 'hadBefore'>,
): CopyAdds {
  if (account.kind !== 'group' || sent || direction !== 'in' || hadBefore.has(id)) return NOTHING;
  if (handling.kind === 'history' && !handling.opensCases) return NOTHING;
  return caseId === null ? { kind: 'placement', emailId: id } : { kind: 'teams', caseId };
}

/** The case that is shared with the teams of the copy's account: spam and answers of machines are nobody's request. */
export const sharedCaseOf = (adds: CopyAdds, classification: Classification): number | null =>
  adds.kind !== 'teams' || classification === 'spam' || isAnswerOfMachine(classification)
    ? null
    : adds.caseId;
