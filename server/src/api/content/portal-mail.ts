/**
 * What requesters write in the portal becomes mail of theirs to the group account and goes the way of all mail: filters,
 * distribution and automatic answers mind it. What continues a case is addressed with our signature for it, so that it gets
 * there whatever the requester's address proves.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { GroupAccount } from '../../data/accounts';
import type { CaseRecord } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { findEmail, type EmailRecord } from '../../data/emails';
import { domainOf } from '../../domain/addresses';
import { fileName } from '../../domain/file-name';
import { messageIdHash } from '../../domain/identity';
import type { Requester } from '../../domain/portal';
import { replyAddress } from '../../domain/reply-token';
import { replySubject } from '../../domain/subject';
import { singleLine, storableText } from '../../domain/text';
import { referencesForReply } from '../../domain/threading';
import { composeMessage } from '../../outbox/compose';
import { tokenKeysOf } from '../../platform/token-keys';
import type { uploads } from '../http';
import type { KeyedRequest } from './idempotent';
import { fileWritten } from './posted';

export interface PortalMail {
  readonly requester: Requester;
  readonly account: GroupAccount;
  readonly subject: string;
  readonly text: string;
  readonly files: ReturnType<typeof uploads>;
  /** the case that it continues, and the newest mail there, which its readers' programs thread by; null: it opens one */
  readonly continues: { readonly record: CaseRecord; readonly newest: EmailRecord | null } | null;
}

/**
 * Files it, once for one request.
 *
 * @returns the mail; null where the account's filters have put it aside
 * @throws DataError (unavailable); then nothing is stored
 */
export async function filePortalMail(
  strapi: Strapi,
  mail: PortalMail,
  { workKey, startedAt }: Pick<KeyedRequest, 'workKey' | 'startedAt'>,
): Promise<EmailRecord | null> {
  const { account } = mail;
  const messageId = `<${workKey.slice(0, 40)}@${domainOf(account.mailbox.address)}>`;
  // An earlier try may have filed it, and died before it could say so.
  const earlier = await findEmail(strapi, {
    messageIdHash: messageIdHash(messageId),
    groupAccount: account.id,
  });
  if (earlier !== null) return earlier;
  const { emailId } = await fileWritten(strapi, account.mailbox.id, (file) =>
    pipeline(
      composeMessage({ ...headersOf(strapi, mail), messageId, date: startedAt }),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    ),
  );
  return emailId === null ? null : findEmail(strapi, { id: emailId });
}

function headersOf(strapi: Strapi, { requester, account, subject, text, files, continues }: PortalMail) {
  const { address } = account.mailbox;
  const record = continues?.record ?? null;
  const newest = continues?.newest ?? null;
  const scope = record === null ? null : ({ kind: 'case', caseNumber: record.number } as const);
  return {
    from: { name: singleLine(requester.name), address: requester.address },
    replyTo: [],
    to: [{ name: '', address: scope === null ? address : replyAddress(tokenKeysOf(strapi), scope, address) }],
    cc: [],
    subject: record === null ? singleLine(subject) : replySubject(newest?.subject ?? record.subject),
    text: storableText(text),
    inReplyTo: newest?.messageId ?? null,
    references: newest === null ? [] : referencesForReply(newest),
    attachments: files.map(({ name, type, path }) => ({
      name: fileName(name) || 'file',
      type,
      content: createReadStream(path),
    })),
  };
}
