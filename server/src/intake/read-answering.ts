/** Reads, once for a batch, what automatic answers are decided by; nothing for accounts that give none. */
import { randomBytes } from 'node:crypto';
import { findGroupAccounts } from '../data/accounts';
import { answeredEmails, answersOfCases, knownRecipients, recentAnswers } from '../data/automatic-answers';
import type { Strapi, Transaction } from '../data/database';
import { findTemplates } from '../data/templates';
import { findUsers } from '../data/users';
import type { AnsweringContext, IntakeAccount, StoredCase } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import { isEmptyVersion } from '../domain/template';
import { singleLine } from '../domain/text';

/** Longest time that is looked back for the limits of an account as a whole. */
const HOUR = 60 * 60 * 1000;

interface Batch {
  readonly messages: readonly ParsedMessage[];
  /** stored mails of which copies may be in the batch */
  readonly emailIds: readonly number[];
  readonly cases: readonly StoredCase[];
  readonly now: Date;
}

/** @returns null for accounts that answer nothing by themselves */
export async function readAnswering(
  strapi: Strapi,
  transaction: Transaction,
  account: IntakeAccount,
  { messages, emailIds, cases, now }: Batch,
): Promise<AnsweringContext | null> {
  if (account.kind !== 'group') return null;
  const [found] = await findGroupAccounts(strapi, { id: account.id, autoReply: true });
  if (found === undefined) return null;
  const { autoReply, mailbox, fromName, name } = found;
  const [template] =
    autoReply.template === null ? [] : await findTemplates(strapi, { id: autoReply.template.id });
  const versions = (template?.versions ?? []).filter((version) => !isEmptyVersion(version));
  const people = messages.flatMap(({ from, replyTo }) => [...(from === null ? [] : [from]), ...replyTo]);
  return {
    account: {
      id: account.id,
      createCase: account.createCase,
      canSend: mailbox.smtp !== null && mailbox.active,
      hasTemplate: versions.length > 0,
      limits: autoReply.limits,
    },
    versions,
    from: { name: singleLine(fromName), address: mailbox.address },
    accountName: fromName || name,
    recipients: await knownRecipients(
      transaction,
      people.map(({ address }) => address),
    ),
    answeredAt: await recentAnswers(transaction, account.id, new Date(now.getTime() - HOUR)),
    answeredEmails: await answeredEmails(transaction, emailIds),
    caseAnswers: await answersOfCases(
      transaction,
      cases.map(({ id }) => id),
    ),
    agents: await namesOf(strapi, account, cases),
    seed: randomBytes(20).toString('hex'),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

async function namesOf(
  strapi: Strapi,
  { targetTeam, directAssignee }: Extract<IntakeAccount, { kind: 'group' }>,
  cases: readonly StoredCase[],
): Promise<ReadonlyMap<number, string>> {
  const members = [...(targetTeam?.members ?? []), ...(directAssignee === null ? [] : [directAssignee])];
  const assignees = cases.flatMap(({ assigneeId }) => assigneeId ?? []);
  const found = await findUsers(strapi, assignees);
  return new Map([
    ...[...found].map(([id, agent]) => [id, agent.name] as const),
    ...members.map(({ userId, name }) => [userId, name] as const),
  ]);
}
