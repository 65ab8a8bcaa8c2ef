/** Search as a condition of other lists, for apps: it says which rows fit, and not in which order. */
import type { Knex } from 'knex';
import type { Condition } from '../conditions';
import { tableOf, type Strapi } from '../database';
import { UIDS } from '../uids';
import type { Question } from './asked';
import { matchingIds, narrowTo, type Rows } from './terms';

/** Apps have no inbox, and no secret recipients are theirs. */
const NOBODY = { userId: 0, ownAccountIds: [] } as const;

/** Mails that fit. */
export const foundMails = (strapi: Strapi, question: Question): Condition => ({
  kind: 'written',
  narrow(query, alias) {
    query.whereIn(`${alias}.id`, (ids: Knex.QueryBuilder) => mailIds(strapi, ids, question, 'mail.id'));
  },
});

/** Cases that fit themselves or hold a mail that does. What people note among themselves is not looked at. */
export const foundCases = (strapi: Strapi, question: Question): Condition => ({
  kind: 'written',
  narrow(query, alias) {
    query.where((either) => {
      either.whereIn(`${alias}.id`, (ids: Knex.QueryBuilder) => {
        ids.from(`${tableOf(strapi, UIDS.case)} as matter`).select('matter.id');
        if (question.words.length > 0)
          ids.whereIn('matter.id', (found: Knex.QueryBuilder) =>
            matchingIds(found, strapi, 'case', question.words),
          );
        narrowTo(ids, rowsOf(strapi, 'case'), question.terms);
      });
      // Without words the case itself says it all.
      if (question.words.length > 0)
        either.orWhereIn(`${alias}.id`, (ids: Knex.QueryBuilder) =>
          mailIds(strapi, ids, question, 'mail.case_id'),
        );
    });
  },
});

function mailIds(strapi: Strapi, ids: Knex.QueryBuilder, question: Question, column: string): void {
  ids
    .from(`${tableOf(strapi, UIDS.email)} as mail`)
    .leftJoin(`${tableOf(strapi, UIDS.case)} as matter`, 'matter.id', 'mail.case_id')
    .select(column)
    .whereNotNull(column)
    // What Mailroom writes to its own users is no mail of the case.
    .whereRaw('(coalesce(mail.automatic, false) = false or coalesce(mail.internal, false) = false)');
  if (question.words.length > 0)
    ids.whereIn('mail.id', (found: Knex.QueryBuilder) => matchingIds(found, strapi, 'email', question.words));
  narrowTo(ids, rowsOf(strapi, 'email'), question.terms);
}

const rowsOf = (strapi: Strapi, kind: Rows['kind']): Rows => ({ strapi, kind, asker: NOBODY });
