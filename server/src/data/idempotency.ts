/**
 * Requests of apps by their key: who handles one, and what it came to. A claim ends by itself, so that a request whose
 * process died can be handled again.
 */
import { insertRows, rowsOf, toDate, type Strapi } from './database';
import { DataError } from './errors';
import { UIDS } from './uids';

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface RequestIdentity {
  /** of caller, route and key */
  readonly keyHash: string;
  /** of the body */
  readonly requestHash: string;
}

export type Claim =
  /** the caller handles it; `startedAt`: when it came first */
  | { readonly kind: 'mine'; readonly id: number; readonly until: Date; readonly startedAt: Date }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  /** somebody else handles it now */
  | { readonly kind: 'taken' }
  | { readonly kind: 'other-body' };

/** As text within: PostgreSQL would give the keys of an object back in another order. */
interface StoredBody {
  readonly text: string;
}

const bodyOf = (stored: StoredBody | null): unknown => (stored === null ? null : JSON.parse(stored.text));

interface Row {
  readonly id: number;
  readonly requestHash: string;
  readonly status: number | null;
  readonly response: StoredBody | null;
  readonly claimedUntil: string | null;
  readonly startedAt: string;
}

/** @param until when somebody else may take it over, unless it has been answered */
export async function claimRequest(
  strapi: Strapi,
  identity: RequestIdentity,
  now: Date,
  until: Date,
): Promise<Claim> {
  const stored = await findRequest(strapi, identity.keyHash);
  if (stored === null) return insertClaim(strapi, identity, now, until);
  if (stored.requestHash !== identity.requestHash) return { kind: 'other-body' };
  if (stored.status !== null)
    return { kind: 'answered', answer: { status: stored.status, body: bodyOf(stored.response) } };
  if ((toDate(stored.claimedUntil) ?? now) > now) return { kind: 'taken' };
  const { count } = await rowsOf<Row>(strapi, UIDS.idempotencyRecord).updateMany({
    where: { id: stored.id, status: { $null: true }, claimedUntil: { $lte: now } },
    data: { claimedUntil: until },
  });
  if (count === 0) return { kind: 'taken' };
  return { kind: 'mine', id: stored.id, until, startedAt: toDate(stored.startedAt) ?? now };
}

const findRequest = (strapi: Strapi, keyHash: string): Promise<Row | null> =>
  rowsOf<Row>(strapi, UIDS.idempotencyRecord).findOne({ where: { keyHash } });

async function insertClaim(
  strapi: Strapi,
  identity: RequestIdentity,
  now: Date,
  until: Date,
): Promise<Claim> {
  try {
    const [id] = await insertRows(strapi, UIDS.idempotencyRecord, [
      { ...identity, status: null, response: null, claimedUntil: until, startedAt: now },
    ]);
    if (id === undefined) throw new Error('The database returned no id for a request');
    return { kind: 'mine', id, until, startedAt: now };
  } catch (error) {
    // Somebody else was first; the next look says who, and with which body.
    if (error instanceof DataError && error.kind === 'conflict') return { kind: 'taken' };
    throw error;
  }
}

/** Stores what a request came to; the first answer stays. Joins the caller's transaction. */
export async function storeAnswer(strapi: Strapi, id: number, { status, body }: StoredAnswer): Promise<void> {
  const response: StoredBody = { text: JSON.stringify(body ?? null) };
  await rowsOf(strapi, UIDS.idempotencyRecord).updateMany({
    where: { id, status: { $null: true } },
    data: { status, response, claimedUntil: null },
  });
}

/** Forgets a request that came to nothing, unless somebody else has taken it over. */
export async function dropClaim(
  strapi: Strapi,
  { id, until }: { readonly id: number; readonly until: Date },
): Promise<void> {
  await rowsOf(strapi, UIDS.idempotencyRecord).deleteMany({
    where: { id, status: { $null: true }, claimedUntil: until },
  });
}

/** Forgets requests that came before this moment. @returns how many */
export async function deleteOldRequests(strapi: Strapi, before: Date): Promise<number> {
  const { count } = await rowsOf(strapi, UIDS.idempotencyRecord).deleteMany({
    where: { startedAt: { $lt: before } },
  });
  return count;
}
