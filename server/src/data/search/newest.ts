/** Rows that fit where no word is asked for: the newest, each part along an index of its own. */
import type { Knex } from 'knex';
import { IN_PERSON } from '../../domain/inbox';
import { within } from '../case-lists';
import { UIDS } from '../uids';
import { MOST_PLACES, columnsOf, narrowToReadable, tableOf, TABLES, type Asked, type Row } from './asked';
import { askForCase, momentOf, narrowOutsideOfCases } from './terms';

/** Cases, and mails that belong to none that the reader may read, by newest activity. */
export async function newestRows(asked: Asked): Promise<readonly Row[]> {
  const rows = new Map<number, Row>();
  // Each of the parts is read along an index of its own, which one condition over all could not be.
  for (const narrow of asked.kind === 'email' ? partsOfMail(asked) : [() => undefined])
    for (const row of await newestOf(asked, narrow)) rows.set(row.id, row);
  return [...rows.values()];
}

type Narrow = (query: Knex.QueryBuilder) => void;

/** Mail of no case, and what of cases that the reader may not read came to the reader in person. */
function partsOfMail(asked: Asked): readonly Narrow[] {
  const { reach, most } = asked;
  const { terms } = asked.question;
  const alone: Narrow = (query) => {
    query.whereNull('mail.case_id');
    // Of few rows rather than of all mail outside of cases, of which hardly any may fit.
    narrowOutsideOfCases(query, asked, terms);
  };
  const ofNobodysCase = terms.some(askForCase) ? [] : [alone];
  if (reach.cases.kind === 'all') return ofNobodysCase;
  const ofAccounts: Narrow = (query) => {
    query.whereIn('mail.personal_account_id', [...reach.ownAccountIds]);
    ofUnreadableCases(query, asked);
  };
  const inPerson: Narrow = (query) => {
    const newest = asked
      .knex(tableOf(asked, UIDS.inboxEntry))
      .select('email_id')
      .where('user_id', reach.userId)
      .whereIn('because', [...IN_PERSON])
      .orderBy('sent_at', 'desc')
      .limit(Math.max(most, MOST_PLACES));
    query.whereIn('mail.id', asked.knex.select('email_id').from(newest.as('newest')));
    ofUnreadableCases(query, asked);
  };
  return [
    ...ofNobodysCase,
    ...(reach.ownAccountIds.length > 0 ? [ofAccounts] : []),
    ...(reach.inPerson ? [inPerson] : []),
  ];
}

function ofUnreadableCases(query: Knex.QueryBuilder, asked: Asked): void {
  query.whereNotNull('mail.case_id').whereNotExists((readable) => {
    readable
      .from(`${tableOf(asked, UIDS.case)} as matter`)
      .select('matter.id')
      .whereRaw('matter.id = mail.case_id');
    within(asked.strapi, readable, asked.reach.cases);
  });
}

async function newestOf(asked: Asked, narrow: Narrow): Promise<readonly Row[]> {
  const { knex, kind, most } = asked;
  const { uid, alias } = TABLES[kind];
  const query = knex(`${tableOf(asked, uid)} as ${alias}`)
    .select<Row[]>(columnsOf(kind))
    .orderBy([
      { column: momentOf(kind), order: 'desc' },
      { column: `${alias}.id`, order: 'desc' },
    ])
    .limit(most);
  narrow(query);
  narrowToReadable(query, asked);
  return query;
}
