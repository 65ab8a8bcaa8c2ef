/**
 * Gives waiting cases to somebody by the rule of their accounts: those that found nobody (a team that is empty, away or
 * full) and those that lost their assignee. In the order in which they came, each as if it had just been opened.
 */
import { awaitsAgent } from '../domain/distribution';
import {
  countAwaitingCases,
  lockAwaitingCases,
  noteLostAssignees,
  type AwaitingCase,
} from '../data/awaiting-cases';
import { findCases, type CaseRecord } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { lockCaseNumber } from '../data/intake-reads';
import { readCaseAccounts, storeTurns, type CaseAccounts } from './case-accounts';
import { giveCases, type Giving } from './give-cases';

// A type, since a run's result is a record of numbers.
export type DistributionCounts = {
  /** cases that were given to somebody */
  readonly assigned: number;
  /** cases for which there is still nobody */
  readonly awaiting: number;
};

/** Cases of one transaction: whoever opens a case waits as long as it lasts. */
const BATCH = 100;

/** @param signal ends it between two batches */
export async function distributeWaitingCases(
  strapi: Strapi,
  { now, signal }: { readonly now: () => Date; readonly signal?: AbortSignal },
): Promise<DistributionCounts> {
  await noteLostAssignees(strapi);
  const counts = { assigned: 0, awaiting: 0 };
  if ((await countAwaitingCases(strapi)) === 0) return counts;
  let after: number | null = 0;
  while (after !== null && signal?.aborted !== true) {
    const batch: BatchResult = await distributeBatch(strapi, after, now());
    counts.assigned += batch.assigned;
    counts.awaiting += batch.awaiting;
    after = batch.last;
  }
  return counts;
}

interface BatchResult extends DistributionCounts {
  /** null: there are no more */
  readonly last: number | null;
}

async function distributeBatch(strapi: Strapi, after: number, now: Date): Promise<BatchResult> {
  return inTransaction(strapi, async (transaction) => {
    // Openings of cases stand in line here: loads and turns are nobody else's meanwhile.
    await lockCaseNumber(transaction);
    const waiting = await lockAwaitingCases(transaction, { after, limit: BATCH });
    const last = waiting.length < BATCH ? null : (waiting.at(-1)?.id ?? null);
    if (waiting.length === 0) return { assigned: 0, awaiting: 0, last };
    const found = await findCases(strapi, { id: { $in: waiting.map(({ id }) => id) } });
    const records = new Map(found.map((record) => [record.id, record]));
    const accounts = await readCaseAccounts(strapi, found, {
      teamIds: waiting.flatMap(({ awaitingTeamId }) => awaitingTeamId ?? []),
      now,
    });
    const givings = waiting.flatMap((one) => {
      const record = records.get(one.id);
      return record === undefined ? [] : (decide(record, one, accounts) ?? []);
    });
    await giveCases(strapi, transaction, givings.filter(isNews), { actorId: null, at: now });
    await storeTurns(strapi, accounts.assigner);
    const assigned = givings.filter(({ assignment }) => assignment.userId !== null).length;
    return { assigned, awaiting: givings.length - assigned, last };
  });
}

function decide(
  record: CaseRecord,
  { awaitingTeamId }: AwaitingCase,
  { assigner, accounts, teams, factsOf }: CaseAccounts,
): Giving | null {
  const account = accounts.get(record.groupAccountId ?? 0);
  if (account === undefined) return null;
  const team = teams.get(awaitingTeamId ?? 0);
  const assignment =
    team === undefined
      ? assigner.handOn(account, record.assigneeId, () => factsOf(record))
      : assigner.handOnIn(team, record.assigneeId);
  const awaiting = assignment.userId === null && awaitsAgent(assignment.reason.code);
  return { record, assignment, awaiting };
}

/** A case that waits on for the reason that it has is left alone. */
const isNews = ({ record, assignment: { userId, reason } }: Giving): boolean =>
  userId !== record.assigneeId || reason.code !== record.assignmentReason?.code;
