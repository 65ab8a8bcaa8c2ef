/** The addresses that the system has met, for people to look through and to change what is noted of them. */
import { addressHash } from '../domain/identity';
import { cutPage } from './keyset';
import { read, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** What can be noted of an address. */
export interface CorrespondentNotes {
  /** gets no automatic answers, whatever it writes */
  readonly blocked: boolean;
  /** mail does not reach it */
  readonly suppressed: boolean;
  /** why not; empty where it is reached */
  readonly suppressedReason: string;
  /** a machine writes from it */
  readonly robot: boolean;
  /** images of its mails are fetched without asking */
  readonly remoteImages: boolean;
}

export interface ListedCorrespondent extends CorrespondentNotes {
  readonly id: number;
  readonly documentId: string;
  readonly address: string;
  readonly name: string;
  /** language tag; empty where it is not known */
  readonly language: string;
}

export type CorrespondentMark = 'blocked' | 'suppressed' | 'robot' | 'remoteImages';

const COLUMNS: Readonly<Record<CorrespondentMark, string>> = {
  blocked: 'blocked',
  suppressed: 'suppressed',
  robot: 'robot',
  remoteImages: 'remote_images',
};

export interface CorrespondentQuery {
  /** part of an address or a name; empty: everybody */
  readonly search: string;
  /** only those of whom this is noted */
  readonly mark: CorrespondentMark | null;
}

interface Row {
  readonly id: number;
  readonly document_id: string | null;
  readonly address: string | null;
  readonly name: string | null;
  readonly language: string | null;
  readonly blocked: unknown;
  readonly suppressed: unknown;
  readonly suppressed_reason: string | null;
  readonly robot: unknown;
  readonly remote_images: unknown;
}

/** A page, those who were met last first. @param page `after`: id of the last row of the page before */
export async function listCorrespondents(
  strapi: Strapi,
  { search, mark }: CorrespondentQuery,
  page: { readonly after: number | null; readonly limit: number },
): Promise<{ readonly correspondents: readonly ListedCorrespondent[]; readonly next: number | null }> {
  const like = `%${search.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
  const rows: Row[] = await read(strapi, (knex, table) => {
    const query = knex(`${table(UIDS.correspondent)} as person`).select('person.*');
    if (search !== '')
      query.where((either) => {
        // As typed too: SQLite lowers no letter outside of ASCII. Addresses are stored in small letters.
        either
          .whereRaw("person.address like ? escape '!'", [like.toLowerCase()])
          .orWhereRaw("lower(person.name) like ? escape '!'", [like.toLowerCase()])
          .orWhereRaw("person.name like ? escape '!'", [like]);
      });
    if (mark !== null) query.where(`person.${COLUMNS[mark]}`, true);
    if (page.after !== null) query.where('person.id', '<', page.after);
    return query.orderBy('person.id', 'desc').limit(page.limit + 1);
  });
  const { shown, next } = cutPage(rows, page.limit, ({ id }) => id);
  return { correspondents: shown.map(fromRow), next };
}

const fromRow = (row: Row): ListedCorrespondent => ({
  id: row.id,
  documentId: row.document_id ?? '',
  address: row.address ?? '',
  name: row.name ?? '',
  language: row.language ?? '',
  blocked: Boolean(row.blocked),
  suppressed: Boolean(row.suppressed),
  suppressedReason: row.suppressed_reason ?? '',
  robot: Boolean(row.robot),
  remoteImages: Boolean(row.remote_images),
});

/** Null: there is none. */
export const findCorrespondent = (strapi: Strapi, documentId: string): Promise<ListedCorrespondent | null> =>
  findOne(strapi, 'document_id', documentId);

/** Null: the system has not met the address. */
export const findCorrespondentAt = (strapi: Strapi, address: string): Promise<ListedCorrespondent | null> =>
  findOne(strapi, 'address_hash', addressHash(address));

async function findOne(
  strapi: Strapi,
  column: 'document_id' | 'address_hash',
  value: string,
): Promise<ListedCorrespondent | null> {
  const row: Row | undefined = await read(strapi, (knex, table) =>
    knex(table(UIDS.correspondent)).where(column, value).first(),
  );
  return row === undefined ? null : fromRow(row);
}

/** Joins the caller's transaction. */
export async function noteCorrespondent(
  strapi: Strapi,
  id: number,
  notes: CorrespondentNotes,
): Promise<void> {
  const { suppressedReason, ...marks } = notes;
  await rowsOf(strapi, UIDS.correspondent).update({
    where: { id },
    data: { ...marks, suppressedReason: marks.suppressed ? suppressedReason : null },
  });
}
