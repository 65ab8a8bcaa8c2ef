/** Texts of files, read once for all mails that hold the file. Reading them is jobs/read-files. */
import type { Knex } from 'knex';
import { inTransaction, insertMissing, read, type Connection, type Strapi } from '../database';
import { UIDS } from '../uids';
import { indexStored } from './write-index';

/** What came of reading a file; `none`: it is of a kind that holds no text for us. */
export type FileReading =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'none' };

export interface UnreadFile {
  readonly id: number;
  readonly name: string | null;
  readonly type: string | null;
  readonly size: number;
  readonly sha256: string;
}

/** Files of mails and entries that nobody has looked at, the newest first. */
export async function unreadFiles(strapi: Strapi, limit: number): Promise<readonly UnreadFile[]> {
  return read(strapi, (knex, table) =>
    knex(table(UIDS.attachment))
      .whereNull('text_state')
      .whereNotNull('sha_256')
      .where((owner) => owner.whereNotNull('email_id').orWhereNotNull('case_event_id'))
      .orderBy('id', 'desc')
      .limit(limit)
      .select<UnreadFile[]>('id', 'name', 'type', 'size', 'sha_256 as sha256'),
  );
}

/** Which of these files were read before, for another mail. */
export async function readFilesAmong(
  strapi: Strapi,
  sums: readonly string[],
): Promise<ReadonlyMap<string, 'read' | 'unreadable'>> {
  const rows: { sha_256: string; state: 'read' | 'unreadable' }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.fileText))
      .whereIn('sha_256', [...new Set(sums)])
      .select('sha_256', 'state'),
  );
  return new Map(rows.map(({ sha_256: sum, state }) => [sum, state]));
}

/** Keeps what was read of a file and writes it into the index with whatever the file hangs on. */
export async function storeReadings(
  strapi: Strapi,
  readings: readonly { readonly file: UnreadFile; readonly reading: FileReading }[],
): Promise<void> {
  if (readings.length === 0) return;
  await inTransaction(strapi, async (transaction) => {
    const { knex, table } = transaction;
    const texts = readings.flatMap(({ file, reading }) =>
      reading.kind === 'none'
        ? []
        : [{ sha_256: file.sha256, state: reading.kind, text: reading.kind === 'read' ? reading.text : '' }],
    );
    const bySum = new Map(texts.map((text) => [text.sha_256, text]));
    await insertMissing(transaction, UIDS.fileText, [...bySum.values()], 'sha_256');
    for (const kind of ['read', 'unreadable', 'none'] as const) {
      const ids = readings.flatMap(({ file, reading }) => (reading.kind === kind ? [file.id] : []));
      if (ids.length > 0) await knex(table(UIDS.attachment)).whereIn('id', ids).update({ text_state: kind });
    }
    const withText = readings.flatMap(({ file, reading }) => (reading.kind === 'read' ? [file.id] : []));
    const owners: { email_id: number | null; case_event_id: number | null }[] = await knex(
      table(UIDS.attachment),
    )
      .whereIn('id', withText)
      .select('email_id', 'case_event_id');
    await indexStored(
      strapi,
      transaction,
      'email',
      owners.flatMap((owner) => owner.email_id ?? []),
    );
    await indexStored(
      strapi,
      transaction,
      'entry',
      owners.flatMap((owner) => owner.case_event_id ?? []),
    );
  });
}

/** Sums of the files that hang on these rows. */
export async function sumsOfFiles(
  { knex, table }: Connection,
  column: 'email_id' | 'case_event_id',
  ids: readonly number[],
): Promise<readonly string[]> {
  const rows: { sum: string }[] = await knex(table(UIDS.attachment))
    .whereIn(column, [...ids])
    .whereNotNull('sha_256')
    .distinct('sha_256 as sum');
  return rows.map(({ sum }) => sum);
}

/** Removes the texts of files that nothing holds any more. */
export async function forgetFileTexts({ knex, table }: Connection, sums: readonly string[]): Promise<void> {
  if (sums.length === 0) return;
  await knex(table(UIDS.fileText))
    .whereIn('sha_256', [...sums])
    .whereNotIn('sha_256', (held: Knex.QueryBuilder) =>
      held
        .from(table(UIDS.attachment))
        .whereIn('sha_256', [...sums])
        .select('sha_256'),
    )
    .delete();
}
