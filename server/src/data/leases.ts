/** Leases: who runs what until when. The token grows with every taking, and fences out whoever believes to hold it still. */
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import {
  chunksOf,
  connectionOf,
  insertMissing,
  inTransaction,
  rowsOf,
  toDate,
  type Strapi,
  type Transaction,
} from './database';
import { UIDS } from './uids';

/** This process, in a form that another process on the same host can check. */
const HOLDER = `${hostname()}/${process.pid}/${randomUUID()}`;

interface Row {
  readonly name: string;
  readonly holder: string | null;
  readonly expiresAt: string | null;
  readonly token: string | number;
}

/**
 * Takes a lease if nobody holds it.
 *
 * @param milliseconds how long it lasts unless renewed
 * @returns the token, or null when somebody else holds it
 */
export async function takeLease(strapi: Strapi, name: string, milliseconds: number): Promise<number | null> {
  await insertMissing(connectionOf(strapi), UIDS.jobLease, [{ name, token: 0 }], 'name');
  return inTransaction(strapi, async ({ knex, table }) => {
    const row: { holder: string | null; token: string | number; expires_at: unknown } | undefined =
      await knex(table(UIDS.jobLease)).where({ name }).forUpdate().first();
    const now = Date.now();
    if (row === undefined || isHeld(row.holder, toDate(row.expires_at), now)) return null;
    const token = Number(row.token) + 1;
    await knex(table(UIDS.jobLease))
      .where({ name })
      .update({ holder: HOLDER, token, expires_at: new Date(now + milliseconds) });
    return token;
  });
}

function isHeld(holder: string | null, expiresAt: Date | null, now: number): boolean {
  return holder !== null && expiresAt !== null && expiresAt.getTime() > now && !isDead(holder);
}

/** A killed process cannot give its lease back; on the same host we can see that it is gone and need not wait. */
function isDead(holder: string): boolean {
  const [host, pid] = holder.split('/');
  if (host !== hostname() || holder === HOLDER) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Renews leases of this process, all with few statements.
 * @returns those that are still held; the others were lost meanwhile
 */
export async function renewLeases(
  strapi: Strapi,
  names: readonly string[],
  milliseconds: number,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const chunk of chunksOf(names)) {
    const mine = { name: { $in: chunk }, holder: HOLDER };
    const { count } = await rowsOf<Row>(strapi, UIDS.jobLease).updateMany({
      where: mine,
      data: { expiresAt: new Date(Date.now() + milliseconds) },
    });
    const held =
      count === chunk.length
        ? chunk.map((name) => ({ name }))
        : await rowsOf<Row>(strapi, UIDS.jobLease).findMany({ select: ['name'], where: mine });
    for (const { name } of held) kept.add(name);
  }
  return kept;
}

/**
 * Joins the caller's transaction, until whose end nobody else takes the lease.
 * @throws when another process has taken it: what was decided under it may be wrong by now
 */
export async function assertHeld(
  { knex, table }: Transaction,
  { name, token }: { readonly name: string; readonly token: number },
): Promise<void> {
  const row: { token: string | number } | undefined = await knex(table(UIDS.jobLease))
    .where({ name })
    .forUpdate()
    .first('token');
  if (Number(row?.token) !== token) throw new Error(`Another process has taken over "${name}"`);
}

/** Gives a lease back. */
export async function releaseLease(strapi: Strapi, name: string, token: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.jobLease).updateMany({
    where: { name, holder: HOLDER, token },
    data: { holder: null, expiresAt: null },
  });
}

/** The leases that somebody holds: their tokens by name. @param prefix only those whose names begin so */
export async function heldTokens(strapi: Strapi, prefix = ''): Promise<ReadonlyMap<string, number>> {
  const rows = await rowsOf<Row>(strapi, UIDS.jobLease).findMany({
    select: ['name', 'holder', 'expiresAt', 'token'],
    where: { holder: { $notNull: true }, ...(prefix === '' ? {} : { name: { $startsWith: prefix } }) },
  });
  const now = Date.now();
  const held = rows.filter((row) => isHeld(row.holder, toDate(row.expiresAt), now));
  return new Map(held.map(({ name, token }) => [name, Number(token)]));
}

/** Names of the leases that somebody holds. @param prefix only those whose names begin so */
export async function heldLeases(strapi: Strapi, prefix = ''): Promise<readonly string[]> {
  return [...(await heldTokens(strapi, prefix)).keys()];
}

/** Where the process runs that holds a lease; null when nobody holds it. */
export async function leaseHolder(
  strapi: Strapi,
  name: string,
): Promise<{ readonly host: string; readonly pid: number; readonly isOnThisHost: boolean } | null> {
  const row = await rowsOf<Row>(strapi, UIDS.jobLease).findOne({ where: { name } });
  if (row === null || row.holder === null || !isHeld(row.holder, toDate(row.expiresAt), Date.now()))
    return null;
  const [host = '', pid] = row.holder.split('/');
  return { host, pid: Number(pid), isOnThisHost: host === hostname() };
}
