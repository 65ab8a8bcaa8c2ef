/** Who wrote outgoing mails, and in which case. */
import { read, readInChunks, type Strapi } from './database';
import { UIDS } from './uids';

export interface WrittenMail {
  readonly id: number;
  /** null: nobody of ours, or nobody any more */
  readonly authorId: number | null;
  readonly caseId: number | null;
  /** Mailroom wrote it */
  readonly automatic: boolean;
}

export async function writtenMails(strapi: Strapi, ids: readonly number[]): Promise<readonly WrittenMail[]> {
  const rows = await readInChunks<
    number,
    Omit<WrittenMail, 'automatic'> & { readonly automatic: boolean | number | null }
  >(ids, (chunk) =>
    read(strapi, (knex, table) =>
      knex(table(UIDS.email))
        .whereIn('id', chunk)
        .andWhere('direction', 'out')
        .orderBy('id')
        .select('id', 'author_id as authorId', 'case_id as caseId', 'automatic'),
    ),
  );
  return rows.map((row) => ({ ...row, automatic: Boolean(row.automatic) }));
}
