/**
 * Fetches one file of a mail that was too large to be fetched whole, when somebody asks for it, into the blob store. Whoever
 * asks at the same time waits for the same download.
 */
import type { ImapFlow } from 'imapflow';
import type { AttachmentRecord } from '../data/emails';
import type { Strapi } from '../data/database';
import { findMailbox } from '../data/mailboxes';
import { placesOnServers, storeFetchedFile, type RemotePlace } from '../data/remote-files';
import type { BlobStore, StoredStream } from '../platform/blob-store';
import { imapSettingsOf, withImapSession } from './imap-session';
import { asMailboxError, MailboxError } from './mailbox-error';

/** Why a file cannot be had; the message is in words for whoever asked. */
export class FileUnavailable extends Error {
  constructor(
    /** `gone`: for good; `away`: perhaps later */
    readonly kind: 'gone' | 'away' | 'too-large',
    message: string,
  ) {
    super(message);
    this.name = 'FileUnavailable';
  }
}

/** Bytes of one partial FETCH: each costs a round trip, and lies in memory (sync-engine §2.2). */
const CHUNK = 1024 * 1024;

const underWay = new WeakMap<Strapi, Map<string, Promise<StoredStream>>>();

/**
 * The file's blob; fetched from the server if it is not here.
 *
 * @param largest bytes of the whole mail, beyond which nothing is fetched
 * @throws FileUnavailable
 */
export async function fetchFile(
  strapi: Strapi,
  blobs: BlobStore,
  attachment: Pick<AttachmentRecord, 'documentId' | 'emailId' | 'sha256' | 'size' | 'part'>,
  largest: number,
): Promise<StoredStream> {
  const { documentId, sha256, size, part } = attachment;
  if (sha256 !== null) return { sha256, size };
  if (part === null)
    throw new FileUnavailable(
      'gone',
      'This file is not kept any more: it was deleted here, or never stored.',
    );
  const running = underWay.get(strapi) ?? new Map<string, Promise<StoredStream>>();
  underWay.set(strapi, running);
  const fetching =
    running.get(documentId) ??
    fetchFromAnyPlace(strapi, blobs, { ...attachment, part }, largest).finally(() =>
      running.delete(documentId),
    );
  running.set(documentId, fetching);
  return fetching;
}

async function fetchFromAnyPlace(
  strapi: Strapi,
  blobs: BlobStore,
  { documentId, emailId, part }: { documentId: string; emailId: number; part: string },
  largest: number,
): Promise<StoredStream> {
  let failure: MailboxError | null = null;
  for (const place of await placesOnServers(strapi, emailId)) {
    try {
      const stored = await fetchFrom(strapi, blobs, place, part, largest);
      if (stored === null) continue;
      await storeFetchedFile(strapi, documentId, stored);
      return stored;
    } catch (error) {
      if (error instanceof FileUnavailable) throw error;
      failure = asMailboxError(error, 'fetch');
    }
  }
  if (failure === null)
    throw new FileUnavailable(
      'gone',
      'The mail is no longer on the mail server, and this file was too large to be fetched with it.',
    );
  throw new FileUnavailable(
    'away',
    `The file is still on the mail server, which cannot be reached now (${failure.message}). Try again later.`,
  );
}

/** @returns null when the mail is not at this place any more */
async function fetchFrom(
  strapi: Strapi,
  blobs: BlobStore,
  place: RemotePlace,
  part: string,
  largest: number,
): Promise<StoredStream | null> {
  const mailbox = await findMailbox(strapi, place.mailboxId);
  if (mailbox === null || mailbox.imap === null) return null;
  const settings = await imapSettingsOf(strapi, mailbox);
  return withImapSession(settings, { largestMessage: 8 * CHUNK }, async (client) => {
    const lock = await client
      .getMailboxLock(place.folder, { readOnly: true })
      .catch((error: unknown) => Promise.reject(asMailboxError(error, 'folder')));
    try {
      return await download(client, blobs, place, part, largest);
    } finally {
      lock.release();
    }
  }).catch((error: unknown) => {
    // A folder that was deleted holds the mail no more than one from which it was expunged.
    if (error instanceof MailboxError && error.problem.code === 'folder-missing') return null;
    throw error;
  });
}

async function download(
  client: ImapFlow,
  blobs: BlobStore,
  { uidValidity, uid }: RemotePlace,
  part: string,
  largest: number,
): Promise<StoredStream | null> {
  if (!client.mailbox || Number(client.mailbox.uidValidity) !== uidValidity) return null;
  const { content, meta } = await client.download(String(uid), part, { uid: true, chunkSize: CHUNK });
  if (content === undefined) return null;
  if ((meta?.expectedSize ?? 0) > largest) {
    content.destroy();
    throw new FileUnavailable('too-large', `The mail is larger than the ${largest} bytes that are fetched.`);
  }
  return blobs.putStream(content);
}
