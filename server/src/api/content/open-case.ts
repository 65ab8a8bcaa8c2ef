/**
 * An app opens a case in the name of somebody who has asked for something, as with a contact form. What was asked becomes a
 * mail of theirs to the group account and goes the way of all mail: filters, duplicates, distribution and automatic answers
 * mind it, and the answer goes to them.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { errors } from '@strapi/utils';
import { changeCase } from '../../cases/change-case';
import { setTags } from '../../cases/tag-case';
import { findGroupAccounts, type GroupAccount } from '../../data/accounts';
import { findCase } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { findEmail } from '../../data/emails';
import { domainOf } from '../../domain/addresses';
import { messageIdHash } from '../../domain/identity';
import type { Reason } from '../../domain/reason';
import type { PostedOutcome } from '../../intake/post-message';
import { composeMessage } from '../../outbox/compose';
import type { KeyedRequest } from './idempotent';
import { fileWritten } from './posted';
import type { Opening } from './schemas/requests';

interface By {
  /** null: an app, which has no user */
  readonly actorId: number | null;
  readonly because: Reason | null;
}

/**
 * Does it once for one request: what an earlier try of it has stored is found by the mail's Message-ID.
 *
 * @param limit called before anything is stored; what it throws ends the request
 * @throws NotFoundError, ValidationError
 */
export async function openCase(
  strapi: Strapi,
  opening: Opening,
  { workKey, startedAt }: Pick<KeyedRequest, 'workKey' | 'startedAt'>,
  { limit, ...by }: By & { readonly limit: () => void },
): Promise<PostedOutcome> {
  const account = await accountOf(strapi, opening);
  const messageId = `<${workKey.slice(0, 40)}@${domainOf(account.mailbox.address)}>`;
  const earlier = await filedBefore(strapi, account, messageId);
  if (earlier === null) limit();
  const outcome =
    earlier ??
    (await fileWritten(strapi, account.mailbox.id, writer(account, opening, { messageId, date: startedAt })));
  await applyWishes(strapi, opening, outcome, by);
  return outcome;
}

async function accountOf(strapi: Strapi, { groupAccount }: Opening): Promise<GroupAccount> {
  const [account] = await findGroupAccounts(strapi, { documentId: groupAccount });
  if (account === undefined) throw new errors.NotFoundError('There is no group account with this id.');
  if (!account.createCase)
    throw new errors.ValidationError('This group account opens no cases; switch that on in its settings.');
  return account;
}

/** What a try came to that was not answered. */
async function filedBefore(
  strapi: Strapi,
  account: GroupAccount,
  messageId: string,
): Promise<PostedOutcome | null> {
  const email = await findEmail(strapi, {
    messageIdHash: messageIdHash(messageId),
    groupAccount: account.id,
  });
  return email === null
    ? null
    : { outcome: 'filed', emailId: email.id, reason: email.reason?.code ?? 'duplicate.identity' };
}

/** The same bytes at every try, so that the intake knows them again. */
const writer =
  (
    { mailbox }: GroupAccount,
    { requester, subject, text }: Opening,
    identity: { readonly messageId: string; readonly date: Date },
  ) =>
  (file: string): Promise<void> =>
    pipeline(
      composeMessage({
        ...identity,
        from: requester,
        replyTo: [],
        to: [{ name: '', address: mailbox.address }],
        cc: [],
        subject,
        text,
        inReplyTo: null,
        references: [],
        attachments: [],
      }),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );

/** Why a mail opened a case begins with this; others continue one, whose state is its agents'. */
const OPENED = 'case.';

async function applyWishes(
  strapi: Strapi,
  { priority, type, tags }: Opening,
  { outcome, emailId, reason }: PostedOutcome,
  { actorId, because }: By,
): Promise<void> {
  const wishes = { ...(priority && { priority }), ...(type && { type }) };
  const wished = Object.keys(wishes).length > 0 || tags !== undefined;
  if (!wished || outcome !== 'filed' || emailId === null || !reason.startsWith(OPENED)) return;
  const caseId = (await findEmail(strapi, { id: emailId }))?.caseId ?? null;
  const record = caseId === null ? null : await findCase(strapi, { id: caseId });
  if (record === null) return;
  await changeCase(strapi, record.id, wishes, actorId, because);
  if (tags !== undefined) await setTags(strapi, record.id, tags, actorId, because);
}
