/**
 * Driver errors, mapped. On SQLite their messages hold the bound values, which is to say mail bodies, and Strapi logs
 * what it does not know in full; so no driver error leaves `data/` as it is.
 */

export type DataErrorKind =
  /** a unique constraint: somebody else wrote the same thing first */
  | 'conflict'
  /** values the database refuses, whatever is tried again */
  | 'invalid'
  /** a statement the database does not understand: a fault of ours */
  | 'fault'
  /** the database is away, locked or full; trying again may help */
  | 'unavailable';

export class DataError extends Error {
  constructor(
    readonly kind: DataErrorKind,
    /** the driver's own code, e.g. SQLITE_CONSTRAINT_UNIQUE or 23505 */
    readonly code: string,
  ) {
    super(`Database error ${code} (${kind})`);
    this.name = 'DataError';
  }
}

const CONFLICTS = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  '23505',
  'ER_DUP_ENTRY',
]);

/** SQLSTATE classes 22 (data) and 23 (integrity), and SQLite's counterparts. */
const isInvalid = (code: string): boolean =>
  /^(22|23)\w{3}$/.test(code) || /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code);

/** SQLSTATE class 42 (syntax, unknown column), and SQLite's one code for the same. */
const isFault = (code: string): boolean => code === 'SQLITE_ERROR' || code.startsWith('42');

/** Whether an error comes from a database driver; anything else is a fault of ours and passes unchanged. */
const isDriverError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(SQLITE_|ER_|PROTOCOL_|[0-9A-Z]{5}$|ECONN|ETIMEDOUT)/.test(error.code);

/** Names of MySQL are many; it sends the SQLSTATE beside them. It is in class HY for most that have no better one. */
const stateOf = (error: object): string =>
  'sqlState' in error && typeof error.sqlState === 'string' ? error.sqlState : '';

/** Deadlocks and clashes of transactions: SQLSTATE 40P01 and 40001 of PostgreSQL, errors 1213 and 1020 of MySQL and MariaDB. */
const GIVEN_UP = new Set(['40P01', '40001', 'ER_LOCK_DEADLOCK', 'ER_CHECKREAD']);

/** Whether the database gave up this transaction for another one: what it did is undone, and may well succeed the next time. */
export const isGivenUp = (error: unknown): boolean =>
  (isDriverError(error) || error instanceof DataError) && GIVEN_UP.has(error.code);

/** The error to throw in place of a caught one; one that was mapped already, as where one joins a transaction, stays. */
export function withoutContent(error: unknown): unknown {
  if (error instanceof DataError || !isDriverError(error)) return error;
  const { code } = error;
  const state = stateOf(error);
  if (CONFLICTS.has(code)) return new DataError('conflict', code);
  if (isInvalid(code) || isInvalid(state)) return new DataError('invalid', code);
  return new DataError(isFault(code) || isFault(state) ? 'fault' : 'unavailable', code);
}
