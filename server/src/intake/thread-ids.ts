/** Numbers of other systems, as ids by which mails are looked up like Message-IDs. Pure, and the same for stored mails. */
import { foreignNumbersOf } from '../domain/foreign-reference';
import type { IntakeAccount } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';

/**
 * Ids that no mail can name, one for each number of another system that the account's admin lets count. They are kept with the
 * references of a mail, since they are used in the same way.
 */
export function foreignIdsOf(message: ParsedMessage, account: IntakeAccount): readonly string[] {
  return foreignNumbers(message, account).map((number) => foreignId(number, account));
}

export const foreignNumbers = (message: ParsedMessage, account: IntakeAccount): readonly string[] =>
  account.kind === 'group' ? foreignNumbersOf(message, account.threading.foreignReferences) : [];

export const foreignId = (number: string, account: IntakeAccount): string =>
  `foreign ${account.kind} ${account.id} ${number}`;
