/**
 * What is left to do in an account's Sent folder: copies of sent mail are put there, and mail whose fate is unknown is looked
 * for there. A step of its own after sending: whatever happens here, nothing is sent again (sync-engine §6).
 */
import type { ImapFlow } from 'imapflow';
import { findMailbox, type Mailbox } from '../data/mailboxes';
import { confirmSent, pendingCopies, storeCopyState, type PendingCopy } from '../data/sent-copies';
import type { Strapi } from '../data/database';
import { imapSettingsOf, withImapSession } from '../mailboxes/imap-session';
import { asMailboxError, MailboxError } from '../mailboxes/mailbox-error';
import { applyPendingFlags } from '../mailboxes/pending-flags';
import { openSentFolder, type SentFolder } from '../mailboxes/sent-folder';
import type { BlobStore } from '../platform/blob-store';
import { StorageUnavailable } from '../platform/store/storage-errors';
import { nextAttempt } from './retry-schedule';

const BATCH = 20;
/** Bytes. Nothing but uids and answers is read here. */
const LARGEST_LITERAL = 1024 * 1024;
/** A provider that files sent mail has done so within an hour: 0, 1, 6, 21 and 81 minutes after. */
const LOOKS = 5;

interface Work {
  readonly strapi: Strapi;
  readonly blobs: BlobStore;
  readonly mailbox: Mailbox;
  readonly signal: AbortSignal;
}

/** Does what is due in one account's Sent folder. The caller holds the lease for it. Problems are kept with the mails. */
export async function settleCopies(
  strapi: Strapi,
  blobs: BlobStore,
  mailboxId: number,
  signal: AbortSignal,
): Promise<void> {
  const mailbox = await findMailbox(strapi, mailboxId);
  if (mailbox === null) return;
  for (;;) {
    const due = await pendingCopies(strapi, mailboxId, new Date(), BATCH);
    if (due.length === 0 || signal.aborted) return;
    await settleBatch({ strapi, blobs, mailbox, signal }, due);
  }
}

async function settleBatch(work: Work, due: readonly PendingCopy[]): Promise<void> {
  const { strapi, mailbox, signal } = work;
  const wanted = due.filter((copy) => isWanted(copy, mailbox));
  for (const copy of due) if (!wanted.includes(copy)) await storeCopyState(strapi, copy, { kind: 'none' });
  if (wanted.length === 0) return;
  const left = new Set(wanted);
  try {
    const options = { largestMessage: LARGEST_LITERAL, signal };
    await withImapSession(await imapSettingsOf(strapi, mailbox), options, async (client) => {
      const stores = wanted.some(({ state }) => state === 'sent');
      const folder = await openSentFolder(client, mailbox.sent.folder, stores);
      for (const copy of wanted) {
        if (signal.aborted) return;
        await settleOne(work, client, folder, copy);
        left.delete(copy);
      }
      await applyPendingFlags(client, strapi, mailbox.id);
    });
  } catch (error) {
    if (signal.aborted) return;
    const problem = problemOf(error);
    for (const copy of left) await storeCopyState(strapi, copy, afterFailure(copy, problem, new Date()));
  }
}

/** Settings may have changed since the mail was sent; mail of unknown fate is looked for whatever they say. */
const isWanted = ({ state }: PendingCopy, { imap, sent }: Mailbox): boolean =>
  imap !== null && (state === 'uncertain' || sent.store);

async function settleOne(
  work: Work,
  client: ImapFlow,
  folder: SentFolder | null,
  copy: PendingCopy,
): Promise<void> {
  const { strapi, blobs, mailbox } = work;
  const now = new Date();
  // First of all: a process may have died between storing a copy and noting it.
  const there = folder !== null && (await folder.find(copy.messageId)) !== null;
  if (copy.state === 'uncertain') {
    if (there) return confirmSent(strapi, copy, mailbox.id, folder.path, now);
    return storeCopyState(strapi, copy, notFound(copy, now));
  }
  if (folder === null) throw new MailboxError({ step: 'folder', code: 'folder-missing', detail: '' });
  if (there) return storeCopyState(strapi, copy, { kind: 'stored' });
  const message = await blobs.readSource(copy.sourceHash).catch((error: unknown) => {
    // A store that is away is everybody's problem, too.
    if (error instanceof StorageUnavailable) throw error;
    return null;
  });
  try {
    if (message === null) throw new MailboxError(SOURCE_MISSING);
    await folder.store(message, copy.sentAt);
  } catch (error) {
    // A server that refuses this one may take the next; a connection that is gone is everybody's problem.
    if (!client.usable) throw error;
    return storeCopyState(strapi, copy, afterFailure(copy, problemOf(error), now));
  }
  return storeCopyState(strapi, copy, { kind: 'stored' });
}

const SOURCE_MISSING = {
  step: 'folder',
  code: 'protocol',
  detail: 'The stored mail cannot be read',
} as const;

function problemOf(error: unknown): string {
  const { problem } = asMailboxError(error, 'folder');
  return problem.detail === '' ? `${problem.step}: ${problem.code}` : problem.detail;
}

type Next = Parameters<typeof storeCopyState>[2];

function notFound(copy: PendingCopy, now: Date): Next {
  const nextAt = copy.tries + 1 < LOOKS ? nextAttempt(copy.tries + 1, now, now) : null;
  return nextAt === null ? { kind: 'none' } : { kind: 'pending', nextAt, problem: '' };
}

/** On the schedule of sending; a look for a mail of unknown fate that could not be had is made again as well. */
function afterFailure(copy: PendingCopy, problem: string, now: Date): Next {
  const nextAt = nextAttempt(copy.tries + 1, copy.sentAt, now);
  if (nextAt !== null) return { kind: 'pending', nextAt, problem };
  return copy.state === 'sent' ? { kind: 'failed', problem } : { kind: 'none' };
}
