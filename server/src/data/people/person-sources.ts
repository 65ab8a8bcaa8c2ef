/** Where the bytes of a person's mails lie: sources and files, before their rows forget them. */
import { readInChunks, read, type Connection, type Strapi, type Transaction } from '../database';
import { UIDS } from '../uids';

export interface KeptBytes {
  /** sha256 of sources with a file of their own */
  readonly sources: readonly string[];
  /** sha256 of attached files */
  readonly files: readonly string[];
  /** of sources in packs, see domain/source-place */
  readonly places: readonly string[];
}

export const NO_BYTES: KeptBytes = { sources: [], files: [], places: [] };

interface Row {
  readonly source_hash: string | null;
  readonly source_place: string | null;
}

const bytesOf = (rows: readonly Row[]): KeptBytes => ({
  files: [],
  sources: rows.flatMap(({ source_hash: sum, source_place: place }) =>
    sum === null || place !== null ? [] : [sum],
  ),
  places: rows.flatMap(({ source_place: place }) => place ?? []),
});

const together = (parts: readonly KeptBytes[]): KeptBytes => ({
  sources: [...new Set(parts.flatMap(({ sources }) => sources))],
  files: [...new Set(parts.flatMap(({ files }) => files))],
  places: [...new Set(parts.flatMap(({ places }) => places))],
});

/** Sources of mails, with those of their copies in the ledger; and their files where these are to go too. */
export async function bytesOfMails(
  { knex, table }: Connection,
  emailIds: readonly number[],
  withFiles: boolean,
): Promise<KeptBytes> {
  const columns = ['source_hash', 'source_place'];
  const mails = await readInChunks<number, Row>(emailIds, (chunk) =>
    knex(table(UIDS.email)).whereIn('id', chunk).select(columns),
  );
  const copies = await readInChunks<number, Row>(emailIds, (chunk) =>
    knex(table(UIDS.messageLocation)).whereIn('email_id', chunk).select(columns),
  );
  const files = withFiles
    ? await readInChunks<number, { sum: string }>(emailIds, (chunk) =>
        knex(table(UIDS.attachment))
          .whereIn('email_id', chunk)
          .whereNotNull('sha_256')
          .distinct('sha_256 as sum'),
      )
    : [];
  return together([
    bytesOf(mails),
    bytesOf(copies),
    { sources: [], files: files.map(({ sum }) => sum), places: [] },
  ]);
}

export interface LedgerRow {
  readonly id: number;
  readonly sender: string | null;
}

/** Mail that was not filed, by its sender, in a stretch of the ledger. @param patterns of `like`, lower-cased */
export async function unfiledFrom(
  strapi: Strapi,
  patterns: readonly string[],
  range: { readonly after: number; readonly upTo: number },
): Promise<readonly LedgerRow[]> {
  return read(strapi, (knex, table) =>
    knex(table(UIDS.messageLocation))
      .where('id', '>', range.after)
      .where('id', '<=', range.upTo)
      .whereNull('email_id')
      .where((any) => {
        for (const pattern of patterns) void any.orWhereRaw("lower(sender) like ? escape '!'", [pattern]);
      })
      .select<LedgerRow[]>('id', 'sender'),
  );
}

/**
 * Forgets what mail that was not filed said; what was in quarantine is not tried again, and what was filed meanwhile stays. Its place on
 * the server stays known. Joins the caller's transaction.
 * @returns where the bytes lie
 */
export async function forgetUnfiled(
  { knex, table }: Transaction,
  wanted: readonly number[],
): Promise<{ readonly forgotten: number; readonly bytes: KeptBytes }> {
  const rows: (Row & { readonly id: number })[] = await knex(table(UIDS.messageLocation))
    .whereIn('id', [...wanted])
    .whereNull('email_id')
    .orderBy('id')
    .forUpdate()
    .select('id', 'source_hash', 'source_place');
  const ids = rows.map(({ id }) => id);
  await knex(table(UIDS.messageLocation))
    .whereIn('id', ids)
    .update({ source_hash: null, source_place: null, subject: '', sender: '' });
  await knex(table(UIDS.messageLocation))
    .whereIn('id', ids)
    .where({ outcome: 'quarantined' })
    .update({ outcome: 'ignored', reason: 'mail.deleted', reason_params: '{}' });
  return { forgotten: ids.length, bytes: bytesOf(rows) };
}

/** Which of these attached files nothing holds any more. */
export async function unheldFiles(
  { knex, table }: Connection,
  sums: readonly string[],
): Promise<readonly string[]> {
  const held = await readInChunks<string, { sum: string }>(sums, (chunk) =>
    knex(table(UIDS.attachment)).whereIn('sha_256', chunk).distinct('sha_256 as sum'),
  );
  const kept = new Set(held.map(({ sum }) => sum));
  return sums.filter((sum) => !kept.has(sum));
}
