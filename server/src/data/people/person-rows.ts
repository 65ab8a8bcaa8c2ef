/** Which mails and cases have to do with a person, who is known by correspondents. What becomes of them is decided elsewhere. */
import { addressHash } from '../../domain/identity';
import { read, readInChunks, type Strapi } from '../database';
import { UIDS } from '../uids';

export interface PersonRows {
  readonly correspondentIds: readonly number[];
  /** as they were written in mails */
  readonly names: readonly string[];
  /** mails that the person wrote */
  readonly from: readonly number[];
  /** mails of others that went to the person too */
  readonly to: readonly number[];
  /** cases that the person takes part in */
  readonly caseIds: readonly number[];
}

/** Rows of one person. @param addresses e-mail addresses, in any case */
export async function rowsOfPerson(strapi: Strapi, addresses: readonly string[]): Promise<PersonRows> {
  const hashes = addresses.map(addressHash);
  const correspondents: { id: number; name: string | null }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.correspondent)).whereIn('address_hash', hashes).select('id', 'name'),
  );
  const correspondentIds = correspondents.map(({ id }) => id);
  const parts: { email_id: number; role: string; name: string | null }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.participant))
      .whereIn('correspondent_id', correspondentIds)
      .whereNotNull('email_id')
      .select('email_id', 'role', 'name'),
  );
  const wrote = new Set(parts.filter(({ role }) => role === 'from').map(({ email_id: id }) => id));
  const others = new Set(parts.map(({ email_id: id }) => id).filter((id) => !wrote.has(id)));
  const requested: { id: number; name: string | null }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.case)).whereIn('requester_id', correspondentIds).select('id', 'requester_name as name'),
  );
  const inCases = await readInChunks<number, { id: number }>([...wrote, ...others], (chunk) =>
    read<{ id: number }[]>(strapi, (knex, table) =>
      knex(table(UIDS.email)).whereIn('id', chunk).whereNotNull('case_id').distinct('case_id as id'),
    ),
  );
  const names = [...correspondents, ...parts, ...requested].flatMap(({ name }) => name ?? []);
  return {
    correspondentIds,
    names: [...new Set(names.map((name) => name.trim()))].filter((name) => name !== ''),
    from: [...wrote],
    to: [...others],
    caseIds: [...new Set([...requested, ...inCases].map(({ id }) => id))],
  };
}

/** Whether one of these mails is written or sent now, or waits for it. */
export async function isBeingSent(strapi: Strapi, emailIds: readonly number[]): Promise<boolean> {
  const waiting = await readInChunks<number, { id: number }>(emailIds, (chunk) =>
    read<{ id: number }[]>(strapi, (knex, table) =>
      knex(table(UIDS.email)).whereIn('id', chunk).whereIn('state', WAITING).limit(1).select('id'),
    ),
  );
  return waiting.length > 0;
}

const WAITING = ['held', 'scheduled', 'queued', 'sending'];

/** Rows that hang on these mails or cases. */
export async function countHanging(
  strapi: Strapi,
  uid: (typeof UIDS)['attachment' | 'draft' | 'recordLink'],
  column: 'email_id' | 'case_id',
  ids: readonly number[],
): Promise<number> {
  const counts = await readInChunks<number, { total: number | string }>(ids, (chunk) =>
    read<{ total: number | string }[]>(strapi, (knex, table) =>
      knex(table(uid)).whereIn(column, chunk).count({ total: '*' }),
    ),
  );
  return counts.reduce((sum, { total }) => sum + Number(total), 0);
}
