/**
 * What every mail that an agent writes has in common: its parts are checked, its files and bytes are kept. Where it belongs
 * and what that means is queue-mail's.
 */
import { createReadStream } from 'node:fs';
import { isSendable, uniqueAddresses } from '../domain/addresses';
import { fileName } from '../domain/file-name';
import { typeOfFile } from '../domain/file-type';
import type { Address } from '../domain/message';
import { singleLine, storableText, truncate } from '../domain/text';
import type { GroupAccount } from '../data/accounts';
import type { OutgoingAttachment } from '../data/outbox';
import type { BlobStore } from '../platform/blob-store';
import { composeMessage, withSignature, type OutgoingFile, type OutgoingMessage } from './compose';
import { signatureText } from './signature';

/** A file of a request; `path`: where it lies until the request is answered. */
export interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

/** Thrown when a mail cannot be sent as it is; `field` says where, the message what to do. */
export class MailInvalid extends Error {
  constructor(
    readonly field: 'text' | 'to' | 'cc' | 'bcc' | 'subject' | 'files' | 'from',
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
export function checkedAddresses(
  field: 'to' | 'cc' | 'bcc',
  addresses: readonly string[],
): readonly Address[] {
  const trimmed = addresses.map((address) => address.trim()).filter((address) => address !== '');
  const wrong = trimmed.find((address) => !isSendable(address));
  if (wrong !== undefined) throw new MailInvalid(field, `"${truncate(wrong, 80)}" is not an e-mail address.`);
  return uniqueAddresses(trimmed.map((address) => ({ name: '', address })));
}

/** The same with names as they are written. @throws MailInvalid naming what is no address */
export function checkedPeople(field: 'to' | 'cc' | 'bcc', people: readonly Address[]): readonly Address[] {
  const names = new Map(people.map(({ name, address }) => [address.trim(), singleLine(name)]));
  return checkedAddresses(
    field,
    people.map(({ address }) => address),
  ).map(({ address }) => ({ address, name: names.get(address) ?? '' }));
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

export const signedText = (text: string, account: GroupAccount): string =>
  withSignature(text, signatureText(account.signature));

/** Keeps the bytes of a finished mail, before anything is stored of it. */
export async function keepSource(
  blobs: BlobStore,
  message: Omit<OutgoingMessage, 'attachments'>,
  files: readonly OutgoingAttachment[],
): Promise<{ readonly sourceHash: string; readonly size: number }> {
  const source = await blobs.putSourceStream(
    composeMessage({ ...message, attachments: await openFiles(blobs, files) }),
  );
  return { sourceHash: source.sha256, size: source.size };
}

/** Keeps the bytes of files, before anything is stored of them. */
export async function keepFiles(
  blobs: BlobStore,
  files: readonly GivenFile[],
): Promise<readonly OutgoingAttachment[]> {
  const kept: OutgoingAttachment[] = [];
  for (const { name, type, path } of files) {
    const stored = await blobs.putStream(createReadStream(path));
    const kind = typeOfFile(type, await blobs.readStart(stored.sha256));
    kept.push({ ...stored, type: kind, name: fileName(name), contentId: null, inline: false });
  }
  return kept;
}

const openFiles = (
  blobs: BlobStore,
  files: readonly OutgoingAttachment[],
): Promise<readonly OutgoingFile[]> =>
  Promise.all(
    files.map(async ({ name, type, contentId, sha256 }) => ({
      name,
      type,
      contentId,
      content: await blobs.open(sha256),
    })),
  );
