/**
 * When mailboxes are fetched: those that are due, each under its own lease and with its own back-off. One that fails or
 * hangs never delays another (invariant 3). What a fetch does is in fetch-mailboxes.
 */
import limitConcurrency from 'p-limit';
import { DataError } from '../data/errors';
import { LeaseLost } from '../data/ledger';
import { findMailbox, mailboxesDue, storeHealth, type Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { AccountGone } from '../intake/context';
import { afterFailure, failuresBefore } from '../mailboxes/health';
import { asMailboxError, MailboxError } from '../mailboxes/mailbox-error';
import type { Runtime } from '../runtime';
import { fetchFolders } from './fetch-mailboxes';
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
