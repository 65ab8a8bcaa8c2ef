/**
 * The `fetch` task: every mailbox that is due, each under its own lease and with its own back-off. One that fails or
 * hangs never delays another (invariant 3).
 */
import limitConcurrency from 'p-limit';
import { DataError } from '../data/errors';
import { createCursor, findCursor, LeaseLost, restartCursor, type FolderCursor } from '../data/ledger';
import { findMailbox, mailboxesDue, storeHealth, type Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { AccountGone } from '../intake/context';
import { fileBatch } from '../intake/file-batch';
import { afterFailure, failuresBefore } from '../mailboxes/health';
import { imapSettingsOf, withImapSession } from '../mailboxes/imap-session';
import { asMailboxError, MailboxError } from '../mailboxes/mailbox-error';
import { syncFolder, type FolderSink, type FolderSnapshot } from '../mailboxes/sync-folder';
import type { Runtime } from '../runtime';
import type { RunContext } from './job-runner';

/** Fetches every mailbox that is due. */
export async function fetchDueMailboxes(strapi: Strapi, runtime: Runtime): Promise<void> {
  const due = await mailboxesDue(strapi, new Date());
  const limit = limitConcurrency(runtime.config.fetch.concurrency);
  await Promise.all(due.map((mailbox) => limit(() => fetchMailbox(strapi, runtime, mailbox))));
}

/** Fetches one mailbox now, whatever its back-off says. Never throws: what went wrong is stored as its health. */
export async function fetchMailboxNow(strapi: Strapi, runtime: Runtime, mailboxId: number): Promise<void> {
  const mailbox = await findMailbox(strapi, mailboxId);
  if (mailbox !== null && mailbox.active && mailbox.imap !== null)
    await fetchMailbox(strapi, runtime, mailbox);
}

async function fetchMailbox(strapi: Strapi, runtime: Runtime, mailbox: Mailbox): Promise<void> {
  try {
    await runtime.jobs.run(`mailbox:${mailbox.id}`, (run) => fetchAndReport(strapi, runtime, mailbox, run));
  } catch (error) {
    // The work reports its own failures; what comes here is the lease itself, so the database is away.
    strapi.log.error(`[mailroom] mailbox ${mailbox.id}: ${nameOf(error)}`);
  }
}

async function fetchAndReport(
  strapi: Strapi,
  runtime: Runtime,
  mailbox: Mailbox,
  run: RunContext,
): Promise<void> {
  try {
    await fetchFolders(strapi, runtime, mailbox, run);
    const now = new Date();
    await storeHealth(strapi, mailbox.id, {
      state: 'ok',
      lastCheckedAt: now,
      lastSuccessAt: now,
      nextTryAt: null,
      failures: 0,
      problem: null,
    });
  } catch (error) {
    if (run.signal.aborted || error instanceof LeaseLost || error instanceof AccountGone) return;
    const { problem } = asMailboxError(error, 'fetch');
    strapi.log.warn(
      `[mailroom] mailbox ${mailbox.id}: ${error instanceof MailboxError ? `${problem.step} ${problem.code}` : nameOf(error)}`,
    );
    const now = new Date();
    await storeHealth(strapi, mailbox.id, {
      ...afterFailure(problem, failuresBefore(mailbox.health, problem), now, Math.random()),
      lastCheckedAt: now,
      problem:
        error instanceof MailboxError ? problem : { step: 'fetch', code: 'protocol', detail: nameOf(error) },
    });
  }
}

/** An error's name and code; messages of unknown errors may hold mail. */
function nameOf(error: unknown): string {
  if (error instanceof DataError) return error.message;
  return error instanceof Error ? error.name : 'unknown error';
}

async function fetchFolders(
  strapi: Strapi,
  runtime: Runtime,
  mailbox: Mailbox,
  run: RunContext,
): Promise<void> {
  const { config } = runtime;
  const settings = imapSettingsOf(strapi, mailbox);
  // Headers of oversized mail are still fetched, so the literal limit leaves them room.
  const session = { largestMessage: config.fetch.largestMessage + 2 * 1024 * 1024, signal: run.signal };
  await withImapSession(settings, session, async (client) => {
    for (const path of mailbox.folders) {
      await syncFolder(
        client,
        path,
        { limits: config.fetch, markAsRead: mailbox.readState === 'mark-as-read', signal: run.signal },
        folderSink(strapi, runtime, mailbox, path, run),
      );
    }
  });
}

function folderSink(
  strapi: Strapi,
  runtime: Runtime,
  mailbox: Mailbox,
  path: string,
  run: RunContext,
): FolderSink {
  return {
    async begin(snapshot, firstUidSince) {
      const known = await findCursor(strapi, mailbox.id, path);
      if (known === null) return firstContact(strapi, mailbox, path, snapshot, firstUidSince);
      return known.uidValidity === snapshot.uidValidity
        ? known
        : restartCursor(strapi, known, snapshot.uidValidity, snapshot.uidNext);
    },
    async file(batch, cursor) {
      await fileBatch(
        { strapi, blobs: runtime.blobs, cursor, since: mailbox.history.since ?? cursor.firstSeenAt },
        batch.messages,
        batch.lastUid,
        run.token,
      );
    },
  };
}

/** A folder seen for the first time: mail that lies there is history, unless the account asks for mail since a date. */
async function firstContact(
  strapi: Strapi,
  mailbox: Mailbox,
  path: string,
  { uidValidity, uidNext }: FolderSnapshot,
  firstUidSince: (date: Date) => Promise<number>,
): Promise<FolderCursor> {
  const first = mailbox.history.since === null ? uidNext : await firstUidSince(mailbox.history.since);
  return createCursor(strapi, {
    mailboxId: mailbox.id,
    path,
    uidValidity,
    lastUid: first - 1,
    historyBelowUid: uidNext,
  });
}
