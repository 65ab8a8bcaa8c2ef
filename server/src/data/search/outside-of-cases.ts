/** What terms say of mail that belongs to no case, so that a database can begin with the rows that may fit. */
import type { Knex } from 'knex';
import { taggedWith, unreadRows, type Rows, type Term } from './terms';

/** Whether mail outside of cases never fits. */
export const askForCase = ({ asks, negated }: Term): boolean =>
  !negated &&
  (asks.kind === 'number' || asks.kind === 'assignees' || (asks.kind === 'state' && asks.state !== 'unread'));

/** Whether few mails outside of cases fit, and narrowOutsideOfCases says which. */
export const asksForFew = ({ asks, negated }: Term): boolean =>
  !negated && (asks.kind === 'tags' || (asks.kind === 'state' && asks.state === 'unread'));

/** Whether only the date of a row is asked for. */
export const asksForMoment = ({ asks }: Term): boolean => asks.kind === 'before' || asks.kind === 'after';

/**
 * What follows for mail outside of cases, said so that a database can begin with the few rows that fit.
 * @param terms that ask for few
 */
export function narrowOutsideOfCases(
  query: Knex.QueryBuilder,
  { strapi, asker }: Rows,
  terms: readonly Term[],
): void {
  for (const { asks } of terms) {
    if (asks.kind === 'tags') query.whereIn('mail.id', taggedWith(strapi, asks.ids, 'email_id'));
    if (asks.kind === 'state' && asks.state === 'unread')
      query.whereIn('mail.id', (own: Knex.QueryBuilder) =>
        unreadRows(own, { strapi, asker }, 'email_id').whereNull('place.case_id'),
      );
  }
}
