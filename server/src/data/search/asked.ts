/** What is asked of one kind of rows, and what every statement of a search narrows and selects by it. What is found, and how, is find. */
import type { Knex } from 'knex';
import { within } from '../case-lists';
import { tableOf as tableOfType } from '../database';
import { joinCase } from '../join-case';
import { withinReach, type MailReach } from '../mail-reach';
import { UIDS, type Uid } from '../uids';
import type { DocumentKind, WordClause } from './engine';
import { momentOf, narrowTo, type Rows, type Term } from './terms';

/** Places of one kind that are ranked; more answers nobody reads. */
export const MOST_PLACES = 5000;

export interface Question {
  /** words that must stand in one document; what is found is ranked by them */
  readonly words: readonly WordClause[];
  /** everything else that a row must fit */
  readonly terms: readonly Term[];
}

export interface Row {
  readonly id: number;
  readonly case_id: number | null;
  readonly at: unknown;
  readonly score?: number | string | null;
}

export interface Asked extends Rows {
  readonly knex: Knex;
  readonly reach: MailReach;
  readonly question: Question;
  readonly most: number;
}

export const TABLES: Readonly<Record<DocumentKind, { readonly uid: Uid; readonly alias: string }>> = {
  email: { uid: UIDS.email, alias: 'mail' },
  entry: { uid: UIDS.caseEvent, alias: 'entry' },
  case: { uid: UIDS.case, alias: 'matter' },
};

export const tableOf = ({ strapi }: Asked, uid: Uid): string => tableOfType(strapi, uid);

export const columnsOf = (kind: DocumentKind): string[] => {
  const { alias } = TABLES[kind];
  return [
    `${alias}.id as id`,
    `${kind === 'case' ? 'matter.id' : `${alias}.case_id`} as case_id`,
    `${momentOf(kind)} as at`,
  ];
};

export function narrowToReadable(query: Knex.QueryBuilder, asked: Asked): void {
  const { strapi, kind, reach, question } = asked;
  if (kind === 'email') {
    joinCase(strapi, query, 'left join', 'mail.case_id');
    withinReach(strapi, query, reach);
    // What Mailroom writes to its own users is in their mailboxes.
    query.whereRaw('(coalesce(mail.automatic, false) = false or coalesce(mail.internal, false) = false)');
  } else {
    if (kind === 'entry') joinCase(strapi, query, 'inner join', 'entry.case_id');
    within(strapi, query, reach.cases);
  }
  narrowTo(query, asked, question.terms);
}
