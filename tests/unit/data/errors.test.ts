/** What is made of drivers' errors: no content in their words, and what may be done about each. */
import { DataError, isGivenUp, withoutContent } from '../../../server/src/data/errors';

const driverError = (code: string, sqlState?: string): Error =>
  Object.assign(new Error(`${code}: insert … 'secret words'`), { code, ...(sqlState ? { sqlState } : {}) });

const kindOf = (error: unknown): string => (error instanceof DataError ? error.kind : 'not mapped');

test.each([
  ['a key that is taken', driverError('ER_DUP_ENTRY', '23000'), 'conflict'],
  ['a value that is too long', driverError('ER_DATA_TOO_LONG', '22001'), 'invalid'],
  ['a trigger that refuses', driverError('ER_SIGNAL_EXCEPTION', '23000'), 'invalid'],
  ['a check of PostgreSQL', driverError('23514'), 'invalid'],
  ['a value that SQLite refuses', driverError('SQLITE_CONSTRAINT_TRIGGER'), 'invalid'],
  ['a column that is not there', driverError('ER_BAD_FIELD_ERROR', '42S22'), 'fault'],
  ['a lock that others keep', driverError('ER_LOCK_WAIT_TIMEOUT', 'HY000'), 'unavailable'],
  ['no connection', driverError('ECONNREFUSED'), 'unavailable'],
])('%s', (_, error, kind) => {
  const mapped = withoutContent(error);
  expect(kindOf(mapped)).toBe(kind);
  expect(String(mapped)).not.toContain('secret');
  // Where one transaction joins another, both map what is thrown.
  expect(withoutContent(mapped)).toBe(mapped);
});

test('what no driver threw stays as it is', () => {
  const fault = new TypeError('undefined is not a function');
  expect(withoutContent(fault)).toBe(fault);
});

test.each([
  ['40P01', undefined, true],
  ['40001', undefined, true],
  ['ER_LOCK_DEADLOCK', '40001', true],
  ['ER_CHECKREAD', 'HY000', true],
  ['ER_LOCK_WAIT_TIMEOUT', 'HY000', false],
  ['ER_DUP_ENTRY', '23000', false],
])('whether a transaction that ended with %s may be begun anew', (code, sqlState, expected) => {
  const error = driverError(code, sqlState);
  expect(isGivenUp(error)).toBe(expected);
  expect(isGivenUp(withoutContent(error))).toBe(expected);
});
