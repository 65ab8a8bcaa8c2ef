/** Mails of an account that are old enough to lose parts, as rows without bodies. What has to go of each is domain/retention's. */
import { CLOSED_DAYS } from '../domain/retention';
import { read, readInChunks, toDate, type Connection, type Strapi } from './database';
import { heldCaseIds, unheldOnly } from './held-cases';
import { UIDS } from './uids';

/** States in which a mail is done with; what waits to be sent, or is being written, is never touched. */
const SETTLED = ['received', 'sent', 'failed', 'uncertain'];

export interface OldMail {
  readonly id: number;
  readonly caseId: number | null;
  readonly sentAt: Date;
  /** sum of what is gone already; null: nothing */
  readonly removed: number | null;
  /** null: there is no source */
  readonly sourceBytes: number | null;
}

export interface OldMailPlace {
  readonly sentAt: Date;
  readonly id: number;
}

interface Row {
  readonly id: number;
  readonly case_id: number | null;
  readonly sent_at: unknown;
  readonly removed_parts: number | null;
  readonly source_hash: string | null;
  readonly size: number | null;
}

/**
 * Mails that may be touched: settled, of nobody's personal account, and of no case that is open, was closed lately or is held.
 * The statement names mails `mail` and their cases `matter`.
 */
function touchable(connection: Connection, now: Date) {
  return unheldOnly(settled(connection, now));
}

/** The same, whether or not their cases are held. */
function settled({ knex, table }: Connection, now: Date) {
  const closedBefore = new Date(now.getTime() - CLOSED_DAYS * 24 * 60 * 60 * 1000);
  return knex(`${table(UIDS.email)} as mail`)
    .leftJoin(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
    .whereIn('mail.state', SETTLED)
    .whereNull('mail.personal_account_id')
    .where((copy) => copy.whereNull('mail.sent_copy').orWhereNot('mail.sent_copy', 'pending'))
    .where((matter) =>
      matter
        .whereNull('matter.id')
        .orWhere((closed) =>
          closed
            .where('matter.open', false)
            .where((long) =>
              long.whereNull('matter.closed_at').orWhere('matter.closed_at', '<', closedBefore),
            ),
        ),
    );
}

/**
 * The next page of an account's mails of which exactly so much is gone, oldest first.
 * @param removed sum of what is gone already; null: nothing
 * @param before only mails sent before
 */
export async function oldMails(
  strapi: Strapi,
  wanted: {
    readonly accountId: number;
    readonly removed: number | null;
    readonly before: Date;
    readonly now: Date;
    readonly after: OldMailPlace | null;
    readonly limit: number;
  },
): Promise<readonly OldMail[]> {
  const { accountId, removed, before, now, after, limit } = wanted;
  const rows: Row[] = await read(strapi, (knex, table) => {
    const query = touchable({ knex, table }, now)
      .where('mail.group_account_id', accountId)
      .where('mail.sent_at', '<', before)
      // As in the index: PostgreSQL does not see that one value is the same in all rows where it is null.
      .orderBy(['mail.removed_parts', 'mail.sent_at', 'mail.id'])
      .limit(limit);
    if (removed === null) query.whereNull('mail.removed_parts');
    else query.where('mail.removed_parts', removed);
    // The place is asked twice: a database can begin in its index at the date alone.
    if (after !== null)
      query
        .where('mail.sent_at', '>=', after.sentAt)
        .where((either) => either.where('mail.sent_at', '>', after.sentAt).orWhere('mail.id', '>', after.id));
    return query.select(
      ...['mail.id', 'mail.case_id', 'mail.sent_at', 'mail.removed_parts'],
      ...['mail.source_hash', 'mail.size'],
    );
  });
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    sentAt: toDate(row.sent_at) ?? new Date(0),
    removed: row.removed_parts,
    sourceBytes: row.source_hash === null ? null : (row.size ?? 0),
  }));
}

/**
 * Which of these mails may be touched still, and are in the case in which they were: that one is locked. Joins the caller's transaction.
 */
export async function stillTouchable(
  connection: Connection,
  mails: readonly Pick<OldMail, 'id' | 'caseId'>[],
  now: Date,
): Promise<readonly number[]> {
  const caseOf = new Map(mails.map(({ id, caseId }) => [id, caseId]));
  const rows = await readInChunks<number, Pick<Row, 'id' | 'case_id'>>([...caseOf.keys()], (chunk) =>
    touchable(connection, now).whereIn('mail.id', chunk).select('mail.id', 'mail.case_id'),
  );
  return rows.flatMap(({ id, case_id: caseId }) => (caseId === caseOf.get(id) ? [id] : []));
}

/** How many files mails have here or on the server, and their bytes, by the mail's id. */
export async function filesOfMails(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { readonly files: number; readonly bytes: number }>> {
  const rows = await readInChunks<
    number,
    { id: number; files: number | string; bytes: number | string | null }
  >(
    ids,
    (chunk) =>
      read(strapi, (knex, table) =>
        knex(table(UIDS.attachment))
          .whereIn('email_id', chunk)
          .where((kept) => kept.whereNotNull('sha_256').orWhereNotNull('part'))
          .groupBy('email_id')
          .select('email_id as id')
          .count({ files: '*' })
          .sum({ bytes: 'size' }),
      ) as Promise<{ id: number; files: number | string; bytes: number | string | null }[]>,
  );
  return new Map(
    rows.map(({ id, files, bytes }) => [id, { files: Number(files), bytes: Number(bytes ?? 0) }]),
  );
}

/** How many mails of an account would lose something, were their cases not held. @param due by what is gone already: sent before */
export async function countHeldMails(
  strapi: Strapi,
  wanted: {
    readonly accountId: number;
    readonly due: readonly { readonly removed: number | null; readonly before: Date }[];
    readonly now: Date;
  },
): Promise<number> {
  const { accountId, due, now } = wanted;
  if (due.length === 0) return 0;
  const counts = await readInChunks<number, { total: number | string }>(await heldCaseIds(strapi), (chunk) =>
    read<{ total: number | string }[]>(strapi, (knex, table) =>
      settled({ knex, table }, now)
        .whereIn('mail.case_id', chunk)
        .where('mail.group_account_id', accountId)
        .where((any) => {
          for (const { removed, before } of due)
            void any.orWhere((one) =>
              (removed === null
                ? one.whereNull('mail.removed_parts')
                : one.where('mail.removed_parts', removed)
              ).where('mail.sent_at', '<', before),
            );
        })
        .count({ total: '*' }),
    ),
  );
  return counts.reduce((sum, { total }) => sum + Number(total), 0);
}
