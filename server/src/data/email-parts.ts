/** Parts of mails, for who needs no whole ones: what they say, which may be large, and the ids by which others know them. */
import type { EmailRecord } from './emails';
import { readInChunks, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export type EmailBody = Pick<EmailRecord, 'text' | 'folds' | 'html'>;

interface Row {
  readonly id: number;
  readonly text: string | null;
  readonly folds: EmailBody['folds'];
  readonly html: string | null;
}

/** By id of the mail. */
export async function findEmailBodies(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, EmailBody>> {
  const rows = await readInChunks<number, Row>(ids, (chunk) =>
    rowsOf<Row>(strapi, UIDS.email).findMany({
      select: ['id', 'text', 'folds', 'html'],
      where: { id: { $in: chunk } },
    }),
  );
  return new Map(rows.map(({ id, text, folds, html }) => [id, { text: text ?? '', folds, html }]));
}

interface Named {
  readonly id: number;
  readonly documentId: string;
}

/** documentIds of mails, by id. */
export async function findEmailIds(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await readInChunks<number, Named>(ids, (chunk) =>
    rowsOf<Named>(strapi, UIDS.email).findMany({
      select: ['id', 'documentId'],
      where: { id: { $in: chunk } },
    }),
  );
  return new Map(rows.map(({ id, documentId }) => [id, documentId]));
}
