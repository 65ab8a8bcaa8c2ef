/** One value of a query as its field takes it. What a database would refuse or misread is refused here. */
import { z } from '@strapi/utils';
import type { Value } from '../../../data/conditions';
import { refuse } from './refuse';
import type { Field } from './resource';

/** Characters of a value; more is no search but a body. */
const LONGEST_TEXT = 1000;
/** What an integer column of PostgreSQL holds. */
const LARGEST_INTEGER = 2_147_483_647;

const TRUE = ['true', '1', 't'];
const FALSE = ['false', '0', 'f'];
const date = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * @param path where it stands in the query
 * @throws ValidationError
 */
export function valueOf(
  { type, values = [] }: Pick<Field, 'type' | 'values'>,
  given: unknown,
  path: readonly string[],
): Value {
  if (typeof given === 'boolean' || typeof given === 'number')
    return valueOf({ type, values }, String(given), path);
  if (typeof given !== 'string') return refuse(path, 'Give one value, as text.');
  switch (type) {
    case 'text':
      return textOf(given, path);
    case 'integer':
      return integerOf(given, path);
    case 'boolean':
      return booleanOf(given, path);
    case 'moment':
      return momentOf(given, path);
    case 'choice':
      return values.includes(given)
        ? given
        : refuse(path, `This is not one of: ${values.map((value) => value || '""').join(', ')}.`);
  }
}

/** @throws ValidationError */
export function textOf(given: unknown, path: readonly string[]): string {
  if (typeof given !== 'string') return refuse(path, 'Give one value, as text.');
  if (given.length > LONGEST_TEXT) return refuse(path, `At most ${LONGEST_TEXT} characters.`);
  if (given.includes('\u0000') || !given.isWellFormed())
    return refuse(path, 'This is not text: it holds a NUL, or half a character.');
  return given;
}

/** @throws ValidationError */
export function booleanOf(given: unknown, path: readonly string[]): boolean {
  const word = String(given).toLowerCase();
  if (TRUE.includes(word)) return true;
  return FALSE.includes(word) ? false : refuse(path, 'Say true or false.');
}

/** @throws ValidationError */
export function integerOf(given: unknown, path: readonly string[], least = -LARGEST_INTEGER): number {
  const number = /^-?\d{1,10}$/.test(String(given)) ? Number(given) : NaN;
  if (Number.isInteger(number) && number >= least && number <= LARGEST_INTEGER) return number;
  return refuse(path, `This is not a whole number from ${least} to ${LARGEST_INTEGER}.`);
}

function momentOf(given: string, path: readonly string[]): Date {
  const moment = new Date(given);
  const year = moment.getUTCFullYear();
  if (date.safeParse(given).success && year >= 1000 && year <= 9999) return moment;
  return refuse(
    path,
    'This is not a date, as 2026-03-01 or 2026-03-01T09:30:00.000Z (a "+" in an URL is written %2B).',
  );
}
