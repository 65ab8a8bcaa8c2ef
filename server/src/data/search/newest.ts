/** Rows that fit where no word is asked for: the newest, each part along an index of its own. */
import type { Knex } from 'knex';
import { IN_PERSON } from '../../domain/inbox';
import { alongIndex } from '../along-index';
import { within } from '../case-lists';
import { isPostgres } from '../dialect';
import { UIDS } from '../uids';
import { MOST_PLACES, columnsOf, narrowToReadable, tableOf, TABLES, type Asked, type Row } from './asked';
import { askForCase, asksForFew, asksForMoment, narrowOutsideOfCases } from './outside-of-cases';
import { momentOf, narrowTo } from './terms';

/** Cases, and mails that belong to none that the reader may read, by newest activity. */
export async function newestRows(asked: Asked): Promise<readonly Row[]> {
  const rows = new Map<number, Row>();
  // Each of the parts is read along an index of its own, which one condition over all could not be.
  for (const part of asked.kind === 'email' ? partsOfMail(asked) : [inOrder(asked)])
    for (const row of await newestOf(asked, part)) rows.set(row.id, row);
  return [...rows.values()];
}

/** All rows of the kind, newest first. */
function inOrder(asked: Asked): Knex.QueryBuilder {
  const { uid, alias } = TABLES[asked.kind];
  return asked.knex(`${tableOf(asked, uid)} as ${alias}`).orderBy([
    { column: momentOf(asked.kind), order: 'desc' },
    { column: `${alias}.id`, order: 'desc' },
  ]);
}

/** Mail of no case, and what of cases that the reader may not read came to the reader in person. */
function partsOfMail(asked: Asked): readonly Knex.QueryBuilder[] {
  const { reach, question } = asked;
  const ofNobodysCase = question.terms.some(askForCase) ? [] : [ofNoCase(asked)];
  if (reach.cases.kind === 'all') return ofNobodysCase;
  return [
    ...ofNobodysCase,
    ...(reach.ownAccountIds.length > 0 ? [ofOwnAccounts(asked)] : []),
    ...(reach.inPerson ? [cameInPerson(asked)] : []),
  ];
}

function ofNoCase(asked: Asked): Knex.QueryBuilder {
  const { knex, question } = asked;
  // Of few rows rather than of all mail outside of cases, of which hardly any may fit.
  const few = question.terms.filter(asksForFew);
  if (few.length === 0 && isPostgres(knex))
    return alongIndex(knex, tableOf(asked, UIDS.email), (mails) => {
      narrowTo(mails, asked, question.terms.filter(asksForMoment));
      return mails;
    });
  const query = inOrder(asked).whereNull('mail.case_id');
  narrowOutsideOfCases(query, asked, few);
  return query;
}

const ofOwnAccounts = (asked: Asked): Knex.QueryBuilder =>
  ofUnreadableCases(
    inOrder(asked).whereIn('mail.personal_account_id', [...asked.reach.ownAccountIds]),
    asked,
  );

function cameInPerson(asked: Asked): Knex.QueryBuilder {
  const { knex, reach, most } = asked;
  const newest = knex(tableOf(asked, UIDS.inboxEntry))
    .select('email_id')
    .where('user_id', reach.userId)
    .whereIn('because', [...IN_PERSON])
    .orderBy('sent_at', 'desc')
    .limit(Math.max(most, MOST_PLACES));
  const query = inOrder(asked).whereIn('mail.id', knex.select('email_id').from(newest.as('newest')));
  return ofUnreadableCases(query, asked);
}

function ofUnreadableCases(query: Knex.QueryBuilder, asked: Asked): Knex.QueryBuilder {
  return query.whereNotNull('mail.case_id').whereNotExists((readable) => {
    readable
      .from(`${tableOf(asked, UIDS.case)} as matter`)
      .select('matter.id')
      .whereRaw('matter.id = mail.case_id');
    within(asked.strapi, readable, asked.reach.cases);
  });
}

async function newestOf(asked: Asked, part: Knex.QueryBuilder): Promise<readonly Row[]> {
  narrowToReadable(part, asked);
  return part.select<Row[]>(columnsOf(asked.kind)).limit(asked.most);
}
