/**
 * Mail about the notifications that we mail to our users: copies of them, what machines answer to them, and answers to
 * those about several cases. None of it may become a case or news, or news would breed news (peers R14, R19). Pure.
 */
import { isAnswerOfMachine, type Classified } from '../domain/classification';
import type { IntakeContext } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import { scopeOfMessageId } from '../domain/reply-token';
import { signedIdOf, threadIds } from '../domain/threading';

type Known = Pick<IntakeContext, 'tokenKeys' | 'emailsByMessageId'>;

/** One of our notifications itself, as it comes back into a mailbox that we watch. */
export function isOwnNotification(message: ParsedMessage, { tokenKeys }: Pick<Known, 'tokenKeys'>): boolean {
  return [message.messageId, signedIdOf(message, tokenKeys)].some(
    (id) => id !== null && scopeOfMessageId(tokenKeys, id)?.kind === 'internal',
  );
}

/** What the mail says about one of our notifications: that it did not arrive, or that its reader is away. */
export function isMachineOnNotification(
  message: ParsedMessage,
  { kind }: Pick<Classified, 'kind'>,
  known: Known,
): boolean {
  return isAnswerOfMachine(kind) && namesNotification(message, known);
}

/** Whether it answers or reports on one of our notifications, by its own id or the one that a relay gave it. */
export function namesNotification(message: ParsedMessage, { tokenKeys, emailsByMessageId }: Known): boolean {
  const ids = threadIds(message, tokenKeys);
  const known = ids.flatMap((id) =>
    (emailsByMessageId.get(id) ?? [])
      .filter(({ direction }) => direction === 'out')
      .map(({ messageId }) => messageId),
  );
  return [...ids, ...known].some((id) => scopeOfMessageId(tokenKeys, id)?.kind === 'internal');
}
