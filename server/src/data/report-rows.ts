/**
 * The cases and mails that reports are about, and how moments are reckoned with on each database. What is counted is said in report-days
 * and report-loads.
 */
import type { Knex } from 'knex';
import { CLASSIFICATIONS, isAnswerOfMachine } from '../domain/classification/kinds';
import type { RowScope } from '../domain/row-scope';
import type { Span, Stretch } from '../domain/work-report/zone-days';
import { within } from './case-lists';
import type { Written } from './conditions';
import type { Strapi } from './database';
import { caseTeamsTable } from './teams';
import { UIDS, type Uid } from './uids';

/** Which cases are looked at: those within all scopes that fit what is chosen. */
export interface ReportReach {
  readonly scopes: readonly RowScope[];
  readonly teamId: number | null;
  readonly accountId: number | null;
  readonly tagId: number | null;
}

/** Where statements of a report go. */
export interface ReportSource {
  readonly strapi: Strapi;
  readonly knex: Knex;
  readonly table: (uid: Uid) => string;
  readonly reach: ReportReach;
}

/** Cases as `matter`. One that was merged, or marked as a duplicate, is counted with the case that goes on: nothing is counted twice. */
export function reportedCases({ strapi, knex, table, reach }: ReportSource): Knex.QueryBuilder {
  const query = knex(`${table(UIDS.case)} as matter`).whereNot('matter.status', 'duplicate');
  for (const scope of reach.scopes) within(strapi, query, scope);
  const { teamId, accountId, tagId } = reach;
  if (accountId !== null) query.where('matter.group_account_id', accountId);
  if (teamId !== null)
    query.whereIn('matter.id', knex(caseTeamsTable(strapi)).where('team_id', teamId).select('case_id'));
  if (tagId !== null)
    query.whereIn(
      'matter.id',
      knex(table(UIDS.tagging)).where('tag_id', tagId).whereNotNull('case_id').select('case_id'),
    );
  return query;
}

/** States of mail that has left us; what is `uncertain` has, as far as is known. */
const SENT = ['sent', 'uncertain'];
const ANSWERS_OF_MACHINES = CLASSIFICATIONS.filter(isAnswerOfMachine);

/**
 * Mails of these cases as `mail`: received ones without the answers of machines (bounces, absence notes), or sent ones without those that
 * Mailroom has written by itself.
 */
export function reportedMails(source: ReportSource, direction: 'in' | 'out', span: Span): Knex.QueryBuilder {
  const { knex, table, reach } = source;
  const query = knex(`${table(UIDS.email)} as mail`)
    .where('mail.sent_at', '>=', span.begin)
    .where('mail.sent_at', '<', span.end);
  if (direction === 'in')
    query
      .where('mail.state', 'received')
      .where((kind) =>
        kind.whereNull('mail.classification').orWhereNotIn('mail.classification', [...ANSWERS_OF_MACHINES]),
      );
  else
    query
      .whereIn('mail.state', SENT)
      .where((automatic) => automatic.whereNull('mail.automatic').orWhere('mail.automatic', false));
  // No case that is reported holds it, or every one may: then there is nothing to look up.
  if (isWhole(reach)) query.whereNotNull('mail.case_id');
  else query.whereExists(reportedCases(source).select('matter.id').whereRaw('matter.id = mail.case_id'));
  return query;
}

const isWhole = ({ scopes, teamId, accountId, tagId }: ReportReach): boolean =>
  scopes.every(({ kind }) => kind === 'all') && teamId === null && accountId === null && tagId === null;

/** Statuses of cases that are done with; duplicates are counted nowhere. */
export const DONE = ['closed', 'rejected'];

/** A moment between the two ends of a time. */
export function inSpan(query: Knex.QueryBuilder, column: string, { begin, end }: Span): Knex.QueryBuilder {
  return query.where(column, '>=', begin).where(column, '<', end);
}

/**
 * A stored moment as milliseconds since 1970. SQLite stores just that. The others store what the clocks of the process said, without the
 * zone: PostgreSQL is told which it was; MySQL knows no zones unless somebody has loaded them, so there a process that is not on UTC is an
 * hour off across a change of its clocks.
 */
function milliseconds(strapi: Strapi, column: string): Written {
  switch (strapi.db.dialect.client) {
    case 'sqlite':
      return { sql: '??', bindings: [column] };
    case 'postgres':
      return {
        sql: '(extract(epoch from (?? at time zone ?::text)) * 1000)',
        bindings: [column, Intl.DateTimeFormat().resolvedOptions().timeZone],
      };
    default: {
      const anchor = new Date();
      return {
        sql: `(timestampdiff(microsecond, ?, ??) / 1000 + ${anchor.getTime()})`,
        bindings: [anchor, column],
      };
    }
  }
}

/** Seconds from one stored moment to a later one. */
export function secondsBetween(knex: Knex, strapi: Strapi, from: string, to: string): Knex.Raw {
  const [early, late] = [milliseconds(strapi, from), milliseconds(strapi, to)];
  return knex.raw(`(${late.sql} - ${early.sql}) / 1000.0 as seconds`, [...late.bindings, ...early.bindings]);
}

/** The day that a stored moment is in, as days since 1970 by the clocks of the asked zone. */
export function dayNumber(
  knex: Knex,
  strapi: Strapi,
  column: string,
  stretches: readonly Stretch[],
): Knex.Raw {
  const time = milliseconds(strapi, column);
  const last = stretches.at(-1)?.ahead ?? 0;
  const changes = stretches.flatMap(({ until, ahead }) => (until === null ? [] : [{ until, ahead }]));
  const ahead =
    changes.length === 0
      ? String(last)
      : `(case ${changes.map((change) => `when ?? < ? then ${change.ahead}`).join(' ')} else ${last} end)`;
  const days = `(${time.sql} + ${ahead}) / 86400000.0`;
  // Not every SQLite is built with `floor`; nothing is stored from before 1970.
  const whole = strapi.db.dialect.client === 'sqlite' ? `cast(${days} as integer)` : `floor(${days})`;
  return knex.raw(`${whole} as day`, [
    ...time.bindings,
    ...changes.flatMap(({ until }): Knex.RawBinding[] => [column, until]),
  ]);
}
