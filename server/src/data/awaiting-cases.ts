/**
 * Cases that wait for an agent: found nobody, or lost whom they had. What makes them wait and who gets them is decided
 * elsewhere; accounts that distribute nothing are never among it.
 */
import type { CaseStatus } from '../domain/case-state';
import { REASONS_OF_ASSIGNEES } from '../domain/distribution';
import type { Reason } from '../domain/reason';
import {
  insertMissing,
  inTransaction,
  read,
  updateRows,
  type Connection,
  type Strapi,
  type Transaction,
} from './database';
import { dateEntries } from './inbox-entries';
import { UIDS } from './uids';

/** Open cases of accounts that distribute. */
const distributed = ({ knex, table }: Connection) =>
  knex(table(UIDS.case))
    .where('open', true)
    .whereNull('merged_into_id')
    .whereIn(
      'group_account_id',
      knex(table(UIDS.groupAccount)).whereNot('distribution', 'none').select('id'),
    );

const usersGone = ({ knex, table }: Connection) =>
  knex(table(UIDS.adminUser))
    .where((user) => user.whereNull('is_active').orWhere('is_active', false).orWhere('blocked', true))
    .select('id');

/**
 * Lets open cases wait whose assignee can no longer sign in or was deleted, and no longer those whose assignee is back.
 * A deleted user leaves no trace but a reason that names an assignee where there is none.
 * @returns how many cases have begun to wait
 */
export async function noteLostAssignees(strapi: Strapi): Promise<number> {
  return inTransaction(strapi, async (transaction) => {
    const waiting = { awaiting_agent: true, awaiting_team_id: null };
    const notYet = () =>
      distributed(transaction).where((row) =>
        row.whereNull('awaiting_agent').orWhere('awaiting_agent', false),
      );
    const gone = await notYet().whereIn('assignee_id', usersGone(transaction)).update(waiting);
    const deleted = await notYet()
      .whereNull('assignee_id')
      .whereIn('assignment_reason', [...REASONS_OF_ASSIGNEES])
      .update(waiting);
    await transaction
      .knex(transaction.table(UIDS.case))
      .where('awaiting_agent', true)
      .whereNotNull('assignee_id')
      .whereNotIn('assignee_id', usersGone(transaction))
      .update({ awaiting_agent: false, awaiting_team_id: null });
    return gone + deleted;
  });
}

export interface AwaitingCase {
  readonly id: number;
  /** null: the team of its account */
  readonly awaitingTeamId: number | null;
}

/** How many cases wait. */
export async function countAwaitingCases(strapi: Strapi): Promise<number> {
  const rows: { count: number | string }[] = await read(strapi, (knex, table) =>
    distributed({ knex, table }).where('awaiting_agent', true).count({ count: '*' }),
  );
  return Number(rows[0]?.count ?? 0);
}

/** The next ones after this id, in the order in which they came, locked until the transaction ends. */
export async function lockAwaitingCases(
  transaction: Transaction,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly AwaitingCase[]> {
  return distributed(transaction)
    .where('awaiting_agent', true)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .select('id', 'awaiting_team_id as awaitingTeamId');
}

export interface StoredAssignment {
  readonly id: number;
  readonly assigneeId: number | null;
  readonly status: CaseStatus;
  readonly reason: Reason;
  /** somebody is to be found later */
  readonly awaiting: boolean;
  readonly awaitingTeamId: number | null;
}

/** Writes who has each of these cases, and why. */
export async function storeAssignments(
  transaction: Transaction,
  assignments: readonly StoredAssignment[],
  now: Date,
): Promise<void> {
  await updateRows(
    transaction,
    UIDS.case,
    assignments.map(({ id, assigneeId, status, reason, awaiting, awaitingTeamId }) => ({
      id,
      assignee_id: assigneeId,
      status,
      assignment_reason: reason.code,
      assignment_reason_params: JSON.stringify(reason.params),
      awaiting_agent: awaiting,
      awaiting_team_id: awaitingTeamId,
      updated_at: now,
    })),
  );
}

/** Puts the newest mail of each case, unread, into the inbox of whoever it is given to; who has it keeps it as it is. */
export async function fillInboxes(
  transaction: Transaction,
  given: readonly { readonly caseId: number; readonly userId: number }[],
): Promise<void> {
  const userOf = new Map(given.map(({ caseId, userId }) => [caseId, userId]));
  if (userOf.size === 0) return;
  const newest: { caseId: number; emailId: number }[] = await transaction
    .knex(transaction.table(UIDS.email))
    .whereIn('case_id', [...userOf.keys()])
    .where('direction', 'in')
    .groupBy('case_id')
    .select('case_id as caseId')
    .max({ emailId: 'id' });
  await insertMissing(
    transaction,
    UIDS.inboxEntry,
    newest.map(({ caseId, emailId }) => ({
      user_id: userOf.get(caseId),
      email_id: emailId,
      case_id: caseId,
      because: 'assignee',
      unread: true,
      important: false,
      archived: false,
      trashed: false,
    })),
    ['user_id', 'email_id'],
  );
  await dateEntries(
    transaction,
    newest.map(({ emailId }) => emailId),
  );
}
