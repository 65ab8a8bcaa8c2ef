/** Ids by which stored mails are found beside their own Message-IDs, and the conversations that follow from them. */
import { aliasForms } from '../domain/relay-ids';
import { messageIdHash } from '../domain/identity';
import type { ReferringEmail, SimilarEmail, StoredEmail } from '../domain/intake-plan';
import type { ThreadMerge } from '../domain/thread-keys';
import { addressKey } from '../domain/addresses';
import { chunksOf, insertRows, readInChunks, toDate, type Strapi, type Transaction } from './database';
import { EMAIL_COLUMNS, storedEmail } from './intake-reads';
import { UIDS } from './uids';

/** Rows that one statement reads of ids that very many mails name. */
const ROWS = 5000;

const byHashOf = (ids: readonly string[]): ReadonlyMap<string, string> =>
  new Map(ids.map((id) => [messageIdHash(id), id]));

function group<Row>(rows: readonly (readonly [string, Row])[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const [key, row] of rows) {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return groups;
}

/**
 * Stored mails that name one of these ids, by id, newest first. Of the mails of one case and conversation one stands for all: a
 * list's first mail may be named by thousands.
 */
export async function referringEmails(
  { knex, table }: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ReferringEmail[]>> {
  const byHash = byHashOf(ids);
  if (byHash.size === 0) return new Map();
  const rows = await readInChunks<string, ReferringEmail & { readonly hash: string }>(
    [...byHash.keys()],
    (chunk) =>
      knex(`${table(UIDS.messageReference)} as reference`)
        .join(`${table(UIDS.email)} as email`, 'email.id', 'reference.email_id')
        .whereIn('reference.id_hash', chunk)
        .andWhere('reference.kind', 'reference')
        .groupBy(
          'reference.id_hash',
          'email.case_id',
          'email.thread_hash',
          'email.direction',
          'email.internal',
        )
        .orderBy('newest', 'desc')
        .limit(ROWS)
        .select(
          'reference.id_hash as hash',
          'email.case_id as caseId',
          'email.thread_hash as threadHash',
          'email.direction as direction',
          'email.internal as internal',
        )
        .max('email.id as newest'),
  );
  return group(
    rows.map(({ hash, ...row }) => [byHash.get(hash) ?? '', { ...row, internal: Boolean(row.internal) }]),
  );
}

/** Sent mails to which a relay gave one of these Message-IDs, by the id as it is asked for. */
export async function emailsByAlias(
  { knex, table }: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredEmail[]>> {
  const askedBy = new Map(
    ids.flatMap((id) => aliasForms(id).map((form) => [messageIdHash(form), id] as const)),
  );
  if (askedBy.size === 0) return new Map();
  const rows = await readInChunks<string, StoredEmail & { readonly hash: string }>(
    [...askedBy.keys()],
    (chunk) =>
      knex(`${table(UIDS.messageReference)} as reference`)
        .join(`${table(UIDS.email)} as email`, 'email.id', 'reference.email_id')
        .whereIn('reference.id_hash', chunk)
        .andWhere('reference.kind', 'alias')
        .orderBy('email.id', 'desc')
        .limit(ROWS)
        .select('reference.id_hash as hash', ...EMAIL_COLUMNS.map((column) => `email.${column}`)),
  );
  return group(rows.map(({ hash, ...row }) => [askedBy.get(hash) ?? '', storedEmail(row)]));
}

export interface NewReferences {
  readonly emailId: number;
  readonly ids: readonly string[];
  readonly kind: 'reference' | 'alias';
}

/** Stores ids of mails. Joins the caller's transaction. */
export async function storeReferences(strapi: Strapi, references: readonly NewReferences[]): Promise<void> {
  await insertRows(
    strapi,
    UIDS.messageReference,
    references.flatMap(({ emailId, ids, kind }) =>
      ids.map((id) => ({ email: emailId, idHash: messageIdHash(id), kind })),
    ),
  );
}

/** Makes one conversation of those that a batch has joined. */
export async function mergeThreads(
  { knex, table }: Transaction,
  merges: readonly ThreadMerge[],
): Promise<void> {
  const byTarget = group(merges.map(({ from, into }) => [into, from]));
  for (const [into, from] of byTarget)
    for (const chunk of chunksOf(from))
      await knex(table(UIDS.email)).whereIn('thread_hash', chunk).update({ thread_hash: into });
}

/** Ids of cases by their numbers; numbers of no case are left out. */
export async function caseIdsByNumber(
  { knex, table }: Transaction,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const asked = [...new Set(numbers)].filter((number) => number > 0 && number <= 2_147_483_647);
  if (asked.length === 0) return new Map();
  const rows: { id: number; number: number }[] = await knex(table(UIDS.case))
    .whereIn('number', asked)
    .select('id', 'number');
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** Mails of an account with one of these subjects that belong to a case, newest first. */
export async function similarEmails(
  { knex, table }: Transaction,
  { groupAccountId, since }: { readonly groupAccountId: number; readonly since: Date },
  subjectHashes: readonly string[],
): Promise<readonly SimilarEmail[]> {
  if (subjectHashes.length === 0) return [];
  const rows: (Omit<SimilarEmail, 'sentAt'> & { readonly sentAt: unknown })[] = await knex(table(UIDS.email))
    .whereIn('subject_hash', [...new Set(subjectHashes)])
    .andWhere({ group_account_id: groupAccountId, direction: 'in' })
    .andWhere('received_at', '>=', since)
    .whereNotNull('case_id')
    .orderBy('id', 'desc')
    .limit(ROWS)
    .select(
      'subject_hash as subjectHash',
      'from_address as sender',
      'received_at as sentAt',
      'case_id as caseId',
    );
  return rows.map((row) => ({
    ...row,
    sender: addressKey(row.sender),
    sentAt: toDate(row.sentAt) ?? new Date(0),
  }));
}
