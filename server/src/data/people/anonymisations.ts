/** Removals of people's data as rows: any process can tell how far one is, and go on with it. */
import { insertRows, read, rowsOf, toDate, type Strapi } from '../database';
import { cutPage, pageOf, type KeysetPlace } from '../keyset';
import { UIDS } from '../uids';
import type { KeptBytes } from './person-sources';
import type { PersonKind } from './text-columns';

/** Whom it is about, while it goes on. */
export interface StoredPerson {
  readonly pseudonyms: readonly (readonly [address: string, pseudonym: string])[];
  readonly names: readonly string[];
  readonly correspondentIds: readonly number[];
  /** mails that the person wrote, those that went to the person, and the cases of both */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly caseIds: readonly number[];
}

/** Where it goes on: the first row after `after` of the step. */
export interface AnonymisationPlace {
  readonly step: number;
  readonly after: number;
  /** what rows have let go of, and may be readable still; absent: nothing */
  readonly bytes?: KeptBytes;
}

/** Rows that were changed, by kind; `removed…`: what the person's own mails lost; `keptMails`: mails that holds have kept. */
export type AnonymisationCounts = Readonly<
  Partial<Record<PersonKind | 'removedTexts' | 'removedFiles' | 'removedSources' | 'keptMails', number>>
>;

export interface AnonymisationRecord {
  readonly id: number;
  readonly documentId: string;
  readonly userId: number | null;
  readonly state: 'running' | 'done';
  readonly person: StoredPerson | null;
  readonly salt: string;
  readonly addressHashes: readonly string[];
  readonly newest: Readonly<Record<string, number>>;
  readonly place: AnonymisationPlace;
  readonly done: number;
  readonly total: number;
  readonly counts: AnonymisationCounts;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

type Row = Omit<AnonymisationRecord, 'userId' | 'startedAt' | 'finishedAt'> & {
  readonly user: { readonly id: number } | null;
  readonly startedAt: unknown;
  readonly finishedAt: unknown;
};

const fromRow = ({ user, ...row }: Row): AnonymisationRecord => ({
  ...row,
  userId: user?.id ?? null,
  place: row.place ?? { step: 0, after: 0 },
  counts: row.counts ?? {},
  addressHashes: row.addressHashes ?? [],
  newest: row.newest ?? {},
  startedAt: toDate(row.startedAt) ?? new Date(0),
  finishedAt: toDate(row.finishedAt),
});

const POPULATE = { user: { select: ['id'] } };

export async function createAnonymisation(
  strapi: Strapi,
  run: Pick<AnonymisationRecord, 'salt' | 'addressHashes' | 'newest' | 'total'> & {
    readonly userId: number | null;
    readonly person: StoredPerson;
    readonly code: string;
  },
  now: Date,
): Promise<number> {
  const { userId, ...columns } = run;
  const [id] = await insertRows(strapi, UIDS.anonymisation, [
    {
      ...columns,
      ...{
        user: userId,
        state: 'running',
        place: { step: 0, after: 0 },
        done: 0,
        counts: {},
        startedAt: now,
      },
    },
  ]);
  return id ?? 0;
}

export async function findAnonymisation(
  strapi: Strapi,
  where: { readonly id: number } | { readonly documentId: string },
): Promise<AnonymisationRecord | null> {
  const row = await rowsOf<Row>(strapi, UIDS.anonymisation).findOne({ where, populate: POPULATE });
  return row === null ? null : fromRow(row);
}

/** The newest ones. */
export async function listAnonymisations(
  strapi: Strapi,
  where: { readonly state?: AnonymisationRecord['state'] },
  limit: number,
): Promise<readonly AnonymisationRecord[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.anonymisation).findMany({
    where,
    populate: POPULATE,
    orderBy: { id: 'desc' },
    limit,
  });
  return rows.map(fromRow);
}

/** Joins the caller's transaction, so that what was done and how far it is are stored together. */
export async function noteAnonymisation(
  strapi: Strapi,
  id: number,
  progress: Pick<AnonymisationRecord, 'place' | 'done' | 'counts'>,
): Promise<void> {
  await rowsOf(strapi, UIDS.anonymisation).update({ where: { id }, data: { ...progress } });
}

/** A page, the newest first. */
export async function pageOfAnonymisations(
  strapi: Strapi,
  page: { readonly after: KeysetPlace | null; readonly limit: number },
): Promise<{ readonly runs: readonly AnonymisationRecord[]; readonly next: KeysetPlace | null }> {
  const rows = await read<{ id: number }[]>(strapi, (knex, table) =>
    pageOf(
      knex(`${table(UIDS.anonymisation)} as run`).select('run.id'),
      { table: 'run', column: 'started_at' },
      page,
    ),
  );
  const found = await rowsOf<Row>(strapi, UIDS.anonymisation).findMany({
    where: { id: { $in: rows.map(({ id }) => id) } },
    populate: POPULATE,
  });
  const byId = new Map(found.map((row) => [row.id, fromRow(row)]));
  const runs = rows.flatMap(({ id }) => byId.get(id) ?? []);
  const { shown, next } = cutPage(runs, page.limit, ({ startedAt, id }) => ({ at: startedAt, id }));
  return { runs: shown, next };
}

/** It has ended: whom it was about is forgotten. Joins the caller's transaction. */
export async function endAnonymisation(strapi: Strapi, id: number, now: Date): Promise<void> {
  await rowsOf(strapi, UIDS.anonymisation).update({
    where: { id },
    data: { state: 'done', person: null, newest: null, place: null, finishedAt: now },
  });
}
