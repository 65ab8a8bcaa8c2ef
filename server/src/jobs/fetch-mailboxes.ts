/** Fetches one mailbox: reads its folders and files what is new. When that happens is decided in fetch-schedule. */
import type { ImapFlow } from 'imapflow';
import { findPersonalAccounts } from '../data/accounts';
import { askForReconciliation, findCursor } from '../data/cursors';
import type { Strapi } from '../data/database';
import { bytesDecidedSince } from '../data/ledger';
import { storeServerKind, type Mailbox } from '../data/mailboxes';
import type { ConnectionProblem } from '../domain/connection';
import { Filing } from '../intake/filing';
import { startHeaderScreen } from '../intake/screen-headers';
import { readFolderPlan, type WatchedFolder } from '../mailboxes/folder-plan';
import { folderMemories, type FolderTask } from '../mailboxes/folder-task';
import { imapSettingsOf, withImapSession } from '../mailboxes/imap-session';
import { MailboxError } from '../mailboxes/mailbox-error';
import { withFolder, type OpenFolder } from '../mailboxes/open-folder';
import { applyPendingFlags } from '../mailboxes/pending-flags';
import { largestLiteral } from '../mailboxes/read-messages';
import { syncFolder, type FolderResult } from '../mailboxes/sync-folder';
import { hasHistoryLeft, syncHistory, type HistoryAllowance } from '../mailboxes/sync-history';
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

/** Slices of history in one fetch, with a look for new mail after each: then other mailboxes have their turn. */
const SLICES = 5;

/** Reads every watched folder of a mailbox. @throws MailboxError, LeaseLost, AccountGone, DataError */
export async function fetchFolders(
  strapi: Strapi,
  runtime: Runtime,
  mailbox: Mailbox,
  run: RunContext,
): Promise<FetchCounts> {
  return withMailbox(strapi, runtime, mailbox, run, async (visit) => {
    let { mails, problem } = await visit.each(syncFolder);
    if (!mailbox.history.import) return { mails, problem, historyLeft: false };
    const budget = runtime.config.fetch.historyBytesPerDay;
    const midnight = new Date(new Date().setUTCHours(0, 0, 0, 0));
    const allowance = { until: 0, bytes: budget - (await bytesDecidedSince(strapi, mailbox.id, midnight)) };
    for (let slice = 0; slice < SLICES && !run.signal.aborted; slice += 1) {
      if (allowance.bytes <= 0 || !(await visit.hasHistoryLeft())) break;
      allowance.until = Date.now() + runtime.config.fetch.historySlice;
      mails += await visit.history(allowance);
      const again = await visit.each(syncFolder);
      mails += again.mails;
      problem = again.problem;
    }
    return { mails, problem, historyLeft: allowance.bytes > 0 && (await visit.hasHistoryLeft()) };
  });
}

interface Visit {
  /** Works on each folder; one that fails does not keep the others from their turn, unless the connection is lost. */
  each(work: (task: FolderTask, folder: OpenFolder) => Promise<FolderResult>): Promise<FolderResult>;
  hasHistoryLeft(): Promise<boolean>;
  history(allowance: HistoryAllowance): Promise<number>;
}

async function withMailbox<Result>(
  strapi: Strapi,
  runtime: Runtime,
  mailbox: Mailbox,
  run: RunContext,
  use: (visit: Visit) => Promise<Result>,
): Promise<Result> {
  const { config } = runtime;
  const settings = await imapSettingsOf(strapi, mailbox);
  const session = { largestMessage: largestLiteral(config.fetch), signal: run.signal };
  const [personal] = await findPersonalAccounts(strapi, { mailbox: mailbox.id });
  return withImapSession(settings, session, async (client) => {
    await applyPendingFlags(client, strapi, mailbox.id);
    const plan = await readFolderPlan(client, mailbox);
    if (plan.serverKind !== mailbox.serverKind) await storeServerKind(strapi, mailbox.id, plan.serverKind);
    const taskOf = (watched: WatchedFolder): FolderTask => ({
      strapi,
      mailbox,
      watched,
      ownerId: personal?.owner.id ?? null,
      limits: config.fetch,
      files: runtime.incoming,
      token: run.token,
      signal: run.signal,
      memory: folderMemories(strapi),
      startScreen: () => startHeaderScreen(strapi, mailbox.id),
      startFiling: (cursor, kind) => Filing.start({ strapi, reader: runtime.reader, cursor, ...kind }),
    });
    return use(visitOf(client, plan.folders.map(taskOf)));
  });
}

function visitOf(client: ImapFlow, tasks: readonly FolderTask[]): Visit {
  const left = async (): Promise<readonly FolderTask[]> => {
    const found: FolderTask[] = [];
    for (const task of tasks) {
      const cursor = await findCursor(task.strapi, task.mailbox.id, task.watched.path);
      if (hasHistoryLeft(task.mailbox, cursor)) found.push(task);
    }
    return found;
  };
  return {
    async each(work) {
      const failures: MailboxError[] = [];
      let mails = 0;
      let problem: ConnectionProblem | null = null;
      for (const task of tasks) {
        if (task.signal.aborted) break;
        try {
          const result = await inFolder(client, task, (folder) => work(task, folder));
          mails += result.mails;
          problem ??= result.problem;
        } catch (error) {
          await noteAnomaly(task, error);
          if (!(error instanceof MailboxError) || !client.usable) throw error;
          failures.push(error);
        }
      }
      const [first] = failures;
      if (first !== undefined && failures.length === tasks.length) throw first;
      return { mails, problem: first?.problem ?? problem };
    },
    hasHistoryLeft: async () => (await left()).length > 0,
    async history(allowance) {
      let mails = 0;
      for (const task of await left()) {
        if (task.signal.aborted || Date.now() >= allowance.until) break;
        mails += await inFolder(client, task, (folder) => syncHistory(task, folder, allowance));
      }
      return mails;
    },
  };
}

/** `leave` never selects a folder for writing, so that nothing of ours can change it. */
const inFolder = <Result>(
  client: ImapFlow,
  { mailbox, watched }: FolderTask,
  use: (folder: OpenFolder) => Promise<Result>,
): Promise<Result> =>
  withFolder(
    client,
    watched.path,
    { readOnly: mailbox.readState === 'leave' || watched.role === 'sent' },
    use,
  );

/** After an answer that made no sense, the folder is compared as a whole. */
async function noteAnomaly({ strapi, mailbox, watched }: FolderTask, error: unknown): Promise<void> {
  if (error instanceof MailboxError && error.problem.code === 'protocol')
    await askForReconciliation(strapi, mailbox.id, watched.path);
}
