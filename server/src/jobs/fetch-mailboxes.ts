/** Fetches one mailbox: reads its folders and files what is new. When that happens is decided in fetch-schedule. */
import { createCursor, findCursor, moveCursor, restartCursor, type FolderCursor } from '../data/ledger';
import type { Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import type { ConnectionProblem } from '../domain/connection';
import { fileBatch } from '../intake/filing';
import { imapSettingsOf, withImapSession } from '../mailboxes/imap-session';
import { applyPendingFlags } from '../mailboxes/pending-flags';
import { syncFolder, type FolderSink, type FolderSnapshot } from '../mailboxes/sync-folder';
import type { Runtime } from '../runtime';
import type { RunContext } from './job-runner';

/** What one fetch brought. */
export interface FetchCounts {
  /** mails read, whatever became of them */
  readonly mails: number;
  /** what is wrong with some of the folders, while the others were read */
  readonly problem: ConnectionProblem | null;
  /** history is left that may be read today: the mailbox is due again at once */
  readonly historyLeft: boolean;
}

/** Reads every watched folder of a mailbox. @throws MailboxError, LeaseLost, AccountGone, DataError */
export async function fetchFolders(
  strapi: Strapi,
  runtime: Runtime,
  mailbox: Mailbox,
  run: RunContext,
): Promise<FetchCounts> {
  const { config } = runtime;
  const settings = await imapSettingsOf(strapi, mailbox);
  // Headers of oversized mail are still fetched, so the literal limit leaves them room.
  const session = { largestMessage: config.fetch.largestMessage + 2 * 1024 * 1024, signal: run.signal };
  return withImapSession(settings, session, async (client) => {
    await applyPendingFlags(client, strapi, mailbox.id);
    let mails = 0;
    for (const path of mailbox.folders) {
      mails += await syncFolder(
        client,
        path,
        { limits: config.fetch, markAsRead: mailbox.readState === 'mark-as-read', signal: run.signal },
        folderSink(strapi, runtime, mailbox, path, run),
      );
    }
    return { mails, problem: null, historyLeft: false };
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
        {
          strapi,
          reader: runtime.reader,
          cursor,
          since: mailbox.history.since ?? cursor.firstSeenAt,
          handling: { kind: 'live' },
        },
        batch.messages,
        {
          boundary: batch.lastUid,
          move: (transaction, uid) => moveCursor(transaction, cursor, uid, run.token),
        },
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
