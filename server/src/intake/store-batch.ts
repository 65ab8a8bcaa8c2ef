/**
 * Decides and stores mails that were read: reads, decisions, rows and whatever else belongs to them in one transaction
 * (sync-engine §1.4). What the database refuses costs one mail, not the batch.
 */
import { setImmediate } from 'node:timers/promises';
import type { Handling } from '../domain/incoming';
import type { IntakeContext, IntakeItem, IntakePlan, Outcome } from '../domain/intake-plan';
import type { ParseOutcome } from '../domain/message';
import type { Strapi, Transaction } from '../data/database';
import { DataError } from '../data/errors';
import type { FolderCursor } from '../data/cursors';
import { decidedUids } from '../data/ledger';
import { inLargeTransaction } from '../data/write-ahead-log';
import { commit } from './commit';
import { readContext } from './context';
import { BatchDecision, senderLine } from './decide';
import { withAdvice } from './advice';
import { tellActions } from './after-filing';
import type { MailReader } from './mail-reader';

export interface FilingContext {
  readonly strapi: Strapi;
  readonly reader: MailReader;
  readonly cursor: FolderCursor;
  readonly handling: Handling;
  /** mail of ours, from the Sent folder */
  readonly sent: boolean;
  /** those of these messages of the folder that its server still has; absent: it is no folder of a server */
  stillThere?(uids: readonly number[]): Promise<ReadonlySet<number>>;
}

/** What else the transaction does; for mail from a folder, it moves the cursor. */
export type Also = (transaction: Transaction) => Promise<void>;

/** What becomes of a part of the batch is stored with what moves the cursor over it. */
export interface Storing {
  /** with all mails of the batch */
  readonly together: Also;
  /** with the mail at this position, where each is stored for itself */
  alone(position: number): Also;
}

/** @throws LeaseLost, AccountGone, DataError (unavailable); in each case nothing is stored and the cursor stays */
export async function storeBatch(
  filing: FilingContext,
  mails: readonly IntakeItem[],
  storing: Storing,
): Promise<readonly Outcome[]> {
  const items = await withAdvice(filing, mails);
  const outcomes = await storeTogether(filing, items, storing);
  tellActions(filing.strapi, outcomes);
  return outcomes;
}

async function storeTogether(
  filing: FilingContext,
  items: readonly IntakeItem[],
  storing: Storing,
): Promise<readonly Outcome[]> {
  try {
    return await storeWithRetry(filing, items, storing.together);
  } catch (error) {
    if (!(error instanceof DataError && error.kind === 'invalid')) throw error;
    return storeOneByOne(filing, items, storing);
  }
}

/** The database refuses something in the batch: each mail is stored alone, and the one that is refused is quarantined. */
async function storeOneByOne(
  filing: FilingContext,
  items: readonly IntakeItem[],
  storing: Storing,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [position, item] of items.entries()) {
    const also = storing.alone(position);
    try {
      outcomes.push(...(await storeWithRetry(filing, [item], also)));
    } catch (error) {
      if (!(error instanceof DataError && error.kind === 'invalid')) throw error;
      const refused = { ...item, parsed: refusedBy(item, error.code) };
      outcomes.push(...(await storeWithRetry(filing, [refused], also)));
    }
  }
  return outcomes;
}

/** Another process may store the same mail or case first; then the batch is decided again with what it sees. */
const TRIES = 3;

/** @param before runs first in the transaction, `after` last */
export async function storeWithRetry(
  filing: FilingContext,
  items: readonly IntakeItem[],
  after: Also,
  before: Also = async () => undefined,
): Promise<readonly Outcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inLargeTransaction(filing.strapi, async (transaction) => {
        await before(transaction);
        const outcomes = await store(filing, transaction, items);
        await after(transaction);
        return outcomes;
      });
    } catch (error) {
      if (!(error instanceof DataError && error.kind === 'conflict') || attempt === TRIES) throw error;
    }
  }
}

function refusedBy({ parsed }: IntakeItem, code: string): ParseOutcome {
  const read = parsed.kind === 'parsed' ? { subject: '', sender: senderLine(parsed.message) } : parsed;
  return {
    kind: 'unparsable',
    reason: 'malformed',
    detail: `database: ${code}`,
    subject: read.subject,
    sender: read.sender,
  };
}

async function store(
  filing: FilingContext,
  transaction: Transaction,
  items: readonly IntakeItem[],
): Promise<readonly Outcome[]> {
  const { strapi, cursor, handling, sent } = filing;
  const uids = items.map(({ uid }) => uid);
  const decided = await decidedUids(transaction, cursor, uids);
  const fresh = items.filter(({ uid }) => !decided.has(uid));
  if (fresh.length === 0) return [];
  const context = await readContext(strapi, transaction, fresh, { cursor, handling, sent, now: new Date() });
  // SQLite answers at once: without these, reading, deciding and storing would hold the thread together.
  await setImmediate();
  const plan = await decideInTurns(fresh, context);
  await commit(strapi, transaction, plan, { cursor, context });
  return plan.outcomes;
}

/** Mails that are decided before whoever else waits for the thread has a turn. */
const AT_ONCE = 25;

async function decideInTurns(items: readonly IntakeItem[], context: IntakeContext): Promise<IntakePlan> {
  const batch = new BatchDecision(context);
  const outcomes: Outcome[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    outcomes.push(...items.slice(start, start + AT_ONCE).map((item) => batch.decide(item)));
    await setImmediate();
  }
  return { outcomes, ...batch.result() };
}
