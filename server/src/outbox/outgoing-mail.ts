/**
 * What every mail that an agent writes has in common: its parts are checked, its headers carry our tokens, its bytes are
 * composed once and kept. Whether it answers a case or begins one is said by queue-reply and start-case.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { domainOf, isSendable, uniqueAddresses } from '../domain/addresses';
import { MESSAGE_LIMITS, type Address } from '../domain/message';
import { replyAddress, signedMessageId, type TokenKeys } from '../domain/reply-token';
import { withCaseNumber } from '../domain/subject';
import { singleLine, storableText, truncate } from '../domain/text';
import type { GroupAccount } from '../data/accounts';
import type { OutgoingAttachment } from '../data/outbox';
import type { BlobStore } from '../platform/blob-store';
import { composeMessage, withSignature, type OutgoingFile, type OutgoingMessage } from './compose';

/** A file of a request; `path`: where it lies until the request is answered. */
export interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

/** Thrown when a mail cannot be sent as it is; `field` says where, the message what to do. */
export class MailInvalid extends Error {
  constructor(
    readonly field: 'text' | 'to' | 'cc' | 'subject',
    message: string,
  ) {
    super(message);
    this.name = 'MailInvalid';
  }
}

/** @throws MailInvalid when nothing is written */
export function checkedText(written: string): string {
  const text = storableText(written).trim();
  if (text === '') throw new MailInvalid('text', 'Write something before sending.');
  return text;
}

/** @throws MailInvalid naming what is no address */
export function checkedAddresses(field: 'to' | 'cc', addresses: readonly string[]): readonly Address[] {
  const trimmed = addresses.map((address) => address.trim()).filter((address) => address !== '');
  const wrong = trimmed.find((address) => !isSendable(address));
  if (wrong !== undefined) throw new MailInvalid(field, `"${truncate(wrong, 80)}" is not an e-mail address.`);
  return uniqueAddresses(trimmed.map((address) => ({ name: '', address })));
}

/** @throws MailInvalid */
export function checkedRecipients<Recipients extends readonly Address[]>(to: Recipients): Recipients {
  if (to.length === 0) throw new MailInvalid('to', 'Add at least one recipient.');
  return to;
}

/** The group account's address with the name that customers see; without one, the address alone. */
export function senderOf(account: GroupAccount): Address {
  return { name: singleLine(account.fromName), address: account.mailbox.address };
}

/** Headers by which what comes back finds its case: the signed Message-ID, and where the account has them, Reply-To and number. */
export function tokenHeaders(account: GroupAccount, keys: TokenKeys, caseNumber: number, subject: string) {
  const from = senderOf(account);
  const { plusAddressing, subjectTag } = account.threading;
  const scope = { kind: 'case', caseNumber } as const;
  return {
    messageId: signedMessageId(keys, scope, randomBytes(20).toString('hex'), domainOf(from.address)),
    date: new Date(),
    from,
    replyTo: [plusAddressing ? { ...from, address: replyAddress(keys, scope, from.address) } : from],
    subject: withCaseNumber(subject, subjectTag, caseNumber),
  };
}

export const signedText = (text: string, account: GroupAccount): string =>
  withSignature(text, account.signature);

/** Puts files and the finished bytes into the blob store, before anything is stored of the mail. */
export async function keepMail(
  blobs: BlobStore,
  message: Omit<OutgoingMessage, 'attachments'>,
  files: readonly GivenFile[],
): Promise<{
  readonly attachments: readonly OutgoingAttachment[];
  readonly sourceHash: string;
  readonly size: number;
}> {
  const attachments = await keepFiles(blobs, files);
  const source = await blobs.putSourceStream(
    composeMessage({ ...message, attachments: await openFiles(blobs, attachments) }),
  );
  return { attachments, sourceHash: source.sha256, size: source.size };
}

async function keepFiles(
  blobs: BlobStore,
  files: readonly GivenFile[],
): Promise<readonly OutgoingAttachment[]> {
  const kept: OutgoingAttachment[] = [];
  for (const { name, type, path } of files) {
    const stored = await blobs.putStream(createReadStream(path));
    kept.push({ ...stored, type, name: truncate(singleLine(name), MESSAGE_LIMITS.fileName) });
  }
  return kept;
}

const openFiles = (
  blobs: BlobStore,
  files: readonly OutgoingAttachment[],
): Promise<readonly OutgoingFile[]> =>
  Promise.all(
    files.map(async ({ name, type, sha256 }) => ({ name, type, content: await blobs.open(sha256) })),
  );
