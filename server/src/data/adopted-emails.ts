/** Gives stored mails of no case the cases that other copies of them have led to, and cases the teams of other accounts. */
import type { Adoption } from '../domain/intake-plan';
import { updateRows, type Strapi, type Transaction } from './database';
import { DataError } from './errors';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

interface StoredRow {
  readonly id: number;
  readonly filterIds: string | readonly number[] | null;
  readonly groupFolderId: number | null;
  readonly autoReplyReason: string | null;
  readonly autoReplyReasonParams: unknown;
}

/**
 * Stores what the copies have decided of mails that belong to no case; the mails' own content stays. Joins the caller's
 * transaction, after the cases, whose ids it needs.
 * @throws DataError (conflict) when somebody has given one of them a case meanwhile
 */
export async function adoptEmails(transaction: Transaction, adoptions: readonly Adoption[]): Promise<void> {
  if (adoptions.length === 0) return;
  const { knex, table } = transaction;
  const ids = adoptions.map(({ email }) => email.id ?? 0);
  const rows: readonly StoredRow[] = await knex(table(UIDS.email))
    .whereIn('id', ids)
    .whereNull('case_id')
    .orderBy('id')
    .forUpdate()
    .select(
      'id',
      'filter_ids as filterIds',
      'group_folder_id as groupFolderId',
      'auto_reply_reason as autoReplyReason',
      'auto_reply_reason_params as autoReplyReasonParams',
    );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const changes = adoptions.map((adoption) => {
    const row = stored.get(adoption.email.id ?? 0);
    if (row === undefined) throw new DataError('conflict', 'MAIL_HAS_CASE');
    return adoptedRow(adoption, row);
  });
  await updateRows(transaction, UIDS.email, changes);
  await moveEntries(transaction, adoptions);
}

function adoptedRow(
  { email, case: target, groupFolderId, filterIds, suggestion, answering }: Adoption,
  row: StoredRow,
) {
  return {
    id: row.id,
    case_id: target.id,
    internal: email.internal,
    classification: email.classification,
    classification_signals: JSON.stringify(email.signals),
    reason: email.reason.code,
    reason_params: JSON.stringify(email.reason.params),
    ...autoReplyOf(answering, row),
    filter_ids: JSON.stringify([...new Set([...idsOf(row.filterIds), ...filterIds])]),
    group_folder_id: row.groupFolderId ?? groupFolderId,
    suggested_case_id: suggestion?.case.id ?? null,
    suggestion_reason: suggestion?.reason.code ?? null,
    suggestion_reason_params: JSON.stringify(suggestion?.reason.params ?? {}),
  };
}

/** A mail that was answered stays so, whatever a copy of it would get. */
function autoReplyOf(
  answering: Adoption['answering'],
  { autoReplyReason, autoReplyReasonParams }: StoredRow,
) {
  const fresh = answering !== null && autoReplyReason !== 'auto-reply.sent';
  return {
    auto_reply_reason: fresh ? answering.reason.code : autoReplyReason,
    auto_reply_reason_params: fresh ? JSON.stringify(answering.reason.params) : asText(autoReplyReasonParams),
  };
}

const asText = (stored: unknown): string =>
  typeof stored === 'string' ? stored : JSON.stringify(stored ?? {});

/** PostgreSQL reads JSON itself, SQLite has text. */
const idsOf = (stored: StoredRow['filterIds']): readonly number[] =>
  typeof stored === 'string' ? (JSON.parse(stored) as readonly number[]) : (stored ?? []);

/** Who has the mail already has it as mail of the case. */
async function moveEntries(transaction: Transaction, adoptions: readonly Adoption[]): Promise<void> {
  const { knex, table } = transaction;
  const caseOf = new Map(adoptions.map(({ email, case: target }) => [email.id, target.id]));
  const entries: readonly { id: number; emailId: number }[] = await knex(table(UIDS.inboxEntry))
    .whereIn('email_id', [...caseOf.keys()])
    .select('id', 'email_id as emailId');
  await updateRows(
    transaction,
    UIDS.inboxEntry,
    entries.map(({ id, emailId }) => ({ id, case_id: caseOf.get(emailId) ?? null })),
  );
}

/** Lets these teams work on these cases too; those that do already go on as they are. Joins the caller's transaction. */
export async function addTeamsToCases(
  strapi: Strapi,
  { knex }: Transaction,
  caseIds: readonly number[],
  teamIds: readonly number[],
): Promise<void> {
  // Strapi orders the teams of a case by `team_ord`: those that come later stand behind.
  const AFTER = 1000;
  const rows = caseIds.flatMap((caseId) =>
    teamIds.map((teamId, order) => ({ case_id: caseId, team_id: teamId, team_ord: AFTER + order })),
  );
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT)
    await knex(caseTeamsTable(strapi))
      .insert(rows.slice(start, start + ROWS_PER_STATEMENT))
      .onConflict(['case_id', 'team_id'])
      .ignore();
}

const ROWS_PER_STATEMENT = 50;
