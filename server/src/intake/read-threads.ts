/** Reads, once for a batch, the stored mails and cases that its mails may refer to. */
import type { Transaction } from '../data/database';
import { emailsByMessageId } from '../data/intake-reads';
import { caseIdsByNumber, emailsByAlias, referringEmails, similarEmails } from '../data/message-references';
import type { IntakeAccount, IntakeContext, SimilarEmail, StoredEmail } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import type { TokenKeys } from '../domain/reply-token';
import { caseNumbersIn, subjectHashOf } from '../domain/subject';
import { signedCaseNumbers, threadIds } from '../domain/threading';
import { foreignIdsOf } from './thread-ids';

type KnownThreads = Pick<
  IntakeContext,
  'emailsByMessageId' | 'emailsAnswering' | 'similarEmails' | 'caseIdsByNumber'
>;

interface Reading {
  readonly account: IntakeAccount;
  readonly tokenKeys: TokenKeys;
  /** that code of the app names */
  readonly caseNumbers: readonly number[];
  readonly now: Date;
}

/** @returns what is known, and the ids of all cases that it leads to */
export async function readThreads(
  transaction: Transaction,
  messages: readonly ParsedMessage[],
  { account, tokenKeys, caseNumbers, now }: Reading,
): Promise<{ readonly known: KnownThreads; readonly caseIds: readonly number[] }> {
  const ids = messages.flatMap((message) => [
    ...(message.messageId === null ? [] : [message.messageId]),
    ...threadIds(message, tokenKeys),
  ]);
  const foreign = messages.flatMap((message) => foreignIdsOf(message, account));
  const byMessageId = joined(
    await emailsByMessageId(transaction, ids),
    await emailsByAlias(transaction, ids),
  );
  const answering = await referringEmails(transaction, [...ids, ...foreign]);
  const similar = await readSimilar(transaction, messages, account, now);
  const numbers = await caseIdsByNumber(transaction, [
    ...caseNumbers,
    ...messages.flatMap((message) => [
      ...signedCaseNumbers(message, tokenKeys),
      ...(account.kind === 'group' ? caseNumbersIn(message.subject, account.threading.subjectTag) : []),
    ]),
  ]);
  const mails = [...[...byMessageId.values()].flat(), ...[...answering.values()].flat(), ...similar];
  return {
    known: {
      emailsByMessageId: byMessageId,
      emailsAnswering: answering,
      similarEmails: similar,
      caseIdsByNumber: numbers,
    },
    caseIds: [...mails.flatMap(({ caseId }) => caseId ?? []), ...numbers.values()],
  };
}

type ById = ReadonlyMap<string, readonly StoredEmail[]>;

const joined = (left: ById, right: ById): ById =>
  right.size === 0
    ? left
    : new Map(
        [...left.keys(), ...right.keys()].map((id) => [
          id,
          [...(left.get(id) ?? []), ...(right.get(id) ?? [])],
        ]),
      );

const DAY = 24 * 60 * 60 * 1000;

async function readSimilar(
  transaction: Transaction,
  messages: readonly ParsedMessage[],
  account: IntakeAccount,
  now: Date,
): Promise<readonly SimilarEmail[]> {
  const days = account.kind === 'group' ? account.threading.sameSubjectDays : null;
  if (days === null) return [];
  return similarEmails(
    transaction,
    { groupAccountId: account.id, since: new Date(now.getTime() - days * DAY) },
    messages.flatMap((message) => subjectHashOf(message) ?? []),
  );
}
