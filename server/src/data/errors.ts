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
const isFault = (code: string): boolean =>
  code === 'SQLITE_ERROR' ||
  code.startsWith('42') ||
  code === 'ER_PARSE_ERROR' ||
  code === 'ER_BAD_FIELD_ERROR';

/** Whether an error comes from a database driver; anything else is a fault of ours and passes unchanged. */
const isDriverError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(SQLITE_|ER_|[0-9A-Z]{5}$|ECONN|ETIMEDOUT)/.test(error.code);

/** The error to throw in place of a caught one. */
export function withoutContent(error: unknown): unknown {
  if (!isDriverError(error)) return error;
  if (CONFLICTS.has(error.code)) return new DataError('conflict', error.code);
  if (isInvalid(error.code)) return new DataError('invalid', error.code);
  return new DataError(isFault(error.code) ? 'fault' : 'unavailable', error.code);
}
