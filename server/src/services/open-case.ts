/** Opens a case from the app's own code: what was asked becomes a mail of the requester's, filed like mail that was fetched. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from '@strapi/utils';
import { fileMail } from '../api/content/posted';
import { parse } from '../api/http';
import { changeCase } from '../cases/change-case';
import { setTags } from '../cases/tag-case';
import type { GroupAccount } from '../data/accounts';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import { findEmail } from '../data/emails';
import { domainOf, isSendable } from '../domain/addresses';
import { CASE_PRIORITIES, CASE_TYPES, type CasePriority, type CaseType } from '../domain/case-state';
import { hashOf } from '../domain/identity';
import { MESSAGE_LIMITS } from '../domain/message';
import { singleLine, storableText } from '../domain/text';
import { composeMessage } from '../outbox/compose';
import { groupAccountOf } from './accounts';
import { actingAs, actor, serviceCase, type ActingOptions, type ServiceCase } from './common';

export interface OpenCaseOptions extends ActingOptions {
  /** address of a group account that opens cases, or its documentId */
  readonly account: string;
  readonly requester: { readonly address: string; readonly name?: string };
  readonly subject: string;
  readonly text: string;
  readonly priority?: CasePriority;
  readonly type?: CaseType;
  readonly tags?: readonly string[];
  /** the second call with it opens nothing, and returns the first case; absent: every call opens one */
  readonly key?: string;
}

const opening = z.strictObject({
  account: z.string().min(1, 'Say which group account.').max(320),
  requester: z.strictObject({
    address: z.string().trim().max(320).refine(isSendable, 'This is not an e-mail address.'),
    name: z.string().max(200).default(''),
  }),
  subject: z.string().trim().min(1, 'Write a subject.').max(MESSAGE_LIMITS.subject),
  text: z.string().trim().min(1, 'Write what it is about.').max(500_000),
  priority: z.enum(CASE_PRIORITIES).optional(),
  type: z.enum(CASE_TYPES).optional(),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  key: z.string().min(8, 'At least 8 characters.').max(100).optional(),
  actor,
});

type Opening = z.infer<typeof opening>;

/** @throws Error when an input is wrong, or the mail opens no case; its message says why */
export async function openCase(strapi: Strapi, options: OpenCaseOptions): Promise<ServiceCase> {
  const given = parse(opening, options);
  const by = await actingAs(strapi, given.actor);
  const account = await groupAccountOf(strapi, given.account);
  if (!account.createCase)
    throw new Error(`${account.mailbox.address} opens no cases; switch that on in its settings.`);
  const { emailId, outcome, reason } = await fileMail(strapi, account.mailbox.id, written(account, given));
  const email = emailId === null ? null : await findEmail(strapi, { id: emailId });
  const record = email?.caseId == null ? null : await findCase(strapi, { id: email.caseId });
  if (record === null) throw new Error(`What was asked opened no case: ${reason}.`);
  const { priority, type, tags } = given;
  // A second call changes nothing of what agents have made of the case since.
  if (outcome !== 'filed' || !reason.startsWith('case.')) return serviceCase(record);
  const wishes = { ...(priority && { priority }), ...(type && { type }) };
  await changeCase(strapi, record.id, wishes, by.actorId, by.because);
  if (tags !== undefined) await setTags(strapi, record.id, tags, by.actorId, by.because);
  return serviceCase((await findCase(strapi, { id: record.id })) ?? record);
}

const written =
  ({ id, mailbox }: GroupAccount, { requester, subject, text, key }: Opening) =>
  (file: string): Promise<void> =>
    pipeline(
      composeMessage({
        messageId: `<${hashOf('service', String(id), key ?? randomUUID()).slice(0, 40)}@${domainOf(mailbox.address)}>`,
        date: new Date(),
        from: { name: singleLine(requester.name), address: requester.address },
        replyTo: [],
        to: [{ name: '', address: mailbox.address }],
        cc: [],
        subject: singleLine(subject),
        text: storableText(text),
        inReplyTo: null,
        references: [],
        attachments: [],
      }),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );
