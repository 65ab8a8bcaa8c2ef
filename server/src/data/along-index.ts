/**
 * Lists of mail without a case, for PostgreSQL: it would read all of it for the other conditions and sort it then. So it is told to go along
 * the index, which holds all it takes to find them, and to look at one mail after the other.
 */
import type { Knex } from 'knex';

const ORDER = ['case_id', 'sent_at', 'id'];

const newestFirst = (table: string): { column: string; order: string }[] =>
  ORDER.map((column) => ({ column: `${table}.${column}`, order: 'desc' }));

/**
 * Mails as `mail`, newest first, for more conditions and a limit.
 * @param mails raw table name of mails
 * @param narrow says by columns of an index alone which mails of no case are meant
 */
export function alongIndex(
  knex: Knex,
  mails: string,
  narrow: (mails: Knex.QueryBuilder) => Knex.QueryBuilder,
): Knex.QueryBuilder {
  const inOrder = narrow(knex(`${mails} as mail`).whereNull('mail.case_id'))
    .select(ORDER.map((column) => `mail.${column}`))
    .orderBy(newestFirst('mail'));
  // The empty offset keeps PostgreSQL from taking both statements for one.
  return knex
    .from(knex.raw('(? offset 0) as listed', [inOrder]))
    .join(`${mails} as mail`, 'mail.id', 'listed.id')
    .orderBy(newestFirst('listed'));
}
