/** The reads that deciding a batch of mails needs, each once for the whole batch. */
import { addressHash, messageIdHash } from '../domain/identity';
import type { CaseStatus } from '../domain/case-state';
import type { StoredCase, StoredEmail } from '../domain/intake-plan';
import { insertMissing, readInChunks, toDate, type Transaction } from './database';
import { UIDS } from './uids';

/** Raw columns of a StoredEmail; `storedEmail` makes one of the row. */
export const EMAIL_COLUMNS = [
  'id',
  'direction',
  'message_id as messageId',
  'identity_hash as identityHash',
  'case_id as caseId',
  'thread_hash as threadHash',
  'internal',
];

/** SQLite has no booleans. */
export const storedEmail = (row: StoredEmail): StoredEmail => ({ ...row, internal: Boolean(row.internal) });

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

export async function emailsByIdentity(
  { knex, table }: Transaction,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, StoredEmail>> {
  const rows: StoredEmail[] = await knex(table(UIDS.email))
    .whereIn('identity_hash', unique(hashes))
    .select(EMAIL_COLUMNS);
  return new Map(rows.map((row) => [row.identityHash, storedEmail(row)]));
}

/** Which of these keys are of mails that were deleted here. */
export async function deletedAmong(
  { knex, table }: Transaction,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await readInChunks<string, { hash: string }>(unique(hashes), (chunk) =>
    knex(table(UIDS.deletedEmail)).whereIn('identity_hash', chunk).select('identity_hash as hash'),
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Stored mails by Message-ID, sent and received; newest first, so that the newest copy of a reused id is asked first. */
export async function emailsByMessageId(
  { knex, table }: Transaction,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredEmail[]>> {
  const hashes = unique(messageIds.map(messageIdHash));
  const rows = await readInChunks<string, StoredEmail>(hashes, (chunk) =>
    knex(table(UIDS.email)).whereIn('message_id_hash', chunk).orderBy('id', 'desc').select(EMAIL_COLUMNS),
  );
  const found = new Map<string, StoredEmail[]>();
  for (const row of rows) found.set(row.messageId, [...(found.get(row.messageId) ?? []), storedEmail(row)]);
  return found;
}

interface CaseRow {
  readonly id: number;
  readonly document_id: string;
  readonly number: number;
  readonly status: CaseStatus;
  readonly assignee_id: number | null;
  readonly email_count: number | null;
  readonly has_attachments: boolean | number | null;
  readonly last_activity_at: unknown;
  readonly last_customer_message_at: unknown;
  readonly closed_at: unknown;
  readonly snoozed: boolean | number | null;
  readonly snippet: string | null;
}

/** Cases by id, locked until the transaction ends, since counts are written as values. */
export async function lockCases(
  { knex, table }: Transaction,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredCase>> {
  // In one order everywhere, so that two batches cannot wait for each other's cases.
  const ordered = unique(ids).sort((left, right) => left - right);
  const rows = await readInChunks<number, CaseRow>(ordered, (chunk) =>
    knex(table(UIDS.case)).whereIn('id', chunk).orderBy('id').forUpdate().select('*'),
  );
  return new Map(rows.map((row) => [row.id, storedCase(row)]));
}

const storedCase = (row: CaseRow): StoredCase => ({
  id: row.id,
  documentId: row.document_id,
  number: row.number,
  status: row.status,
  assigneeId: row.assignee_id,
  emailCount: row.email_count ?? 0,
  hasAttachments: Boolean(row.has_attachments),
  lastActivityAt: toDate(row.last_activity_at) ?? new Date(0),
  lastCustomerMessageAt: toDate(row.last_customer_message_at),
  closedAt: toDate(row.closed_at),
  snoozed: Boolean(row.snoozed),
  snippet: row.snippet ?? '',
});

/** Which of these addresses take part in which of these cases, as `<case id>:<address key>`. */
export async function participantsOf(
  { knex, table }: Transaction,
  caseIds: readonly number[],
  addressKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0 || addressKeys.length === 0) return new Set();
  const keyByHash = new Map(addressKeys.map((key) => [addressHash(key), key]));
  const rows = await readInChunks<number, { caseId: number; hash: string }>(unique(caseIds), (chunk) =>
    knex(`${table(UIDS.participant)} as participant`)
      .join(`${table(UIDS.email)} as email`, 'email.id', 'participant.email_id')
      .join(
        `${table(UIDS.correspondent)} as correspondent`,
        'correspondent.id',
        'participant.correspondent_id',
      )
      .whereIn('email.case_id', chunk)
      .whereIn('correspondent.address_hash', [...keyByHash.keys()])
      .distinct('email.case_id as caseId', 'correspondent.address_hash as hash'),
  );
  return new Set(rows.map(({ caseId, hash }) => `${caseId}:${keyByHash.get(hash)}`));
}

const CASE_NUMBER = 'case-number';

/**
 * The last case number, locked until the transaction ends: openings of cases stand in line, so numbers and turns are
 * given out one after another (EspoCRM's weak point 13, rule C13).
 */
export async function lockCaseNumber({ knex, table }: Transaction): Promise<number> {
  const counters = () => knex(table(UIDS.counter)).where({ name: CASE_NUMBER });
  await insertMissing({ knex, table }, UIDS.counter, [{ name: CASE_NUMBER, value: 0 }], 'name');
  const row: { value: number } | undefined = await counters().forUpdate().first('value');
  return Number(row?.value ?? 0);
}

export async function storeCaseNumber({ knex, table }: Transaction, value: number): Promise<void> {
  await knex(table(UIDS.counter)).where({ name: CASE_NUMBER }).update({ value });
}
