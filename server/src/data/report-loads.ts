/**
 * How much work there was and how long it took, for all of it or for each of its parts. The database counts and finds the percentiles; no
 * row leaves it.
 */
import type { Knex } from 'knex';
import type { Span } from '../domain/work-report/zone-days';
import { read, type Strapi } from './database';
import {
  inSpan,
  reportedCases,
  reportedMails,
  secondsBetween,
  type ReportReach,
  type ReportSource,
} from './report-rows';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

/** By what work is told apart. A case of two teams, or with two tags, is work of both. */
export type Division = 'total' | 'agents' | 'teams' | 'accounts' | 'tags';

/** Seconds; the median is the least time within which half were done (nearest rank). Null: there was nothing. */
export interface Spread {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface Load {
  readonly opened: number;
  readonly closed: number;
  /** open at the end of the time, as far as is known now */
  readonly open: number;
  readonly answers: number;
  readonly firstResponse: Spread;
  readonly resolution: Spread;
}

const NO_SPREAD: Spread = { count: 0, median: null, p90: null };
export const NO_LOAD: Load = {
  opened: 0,
  closed: 0,
  open: 0,
  answers: 0,
  firstResponse: NO_SPREAD,
  resolution: NO_SPREAD,
};

/** The id of a part: of a user, a team, an account or a tag; null for what is nobody's, or of none. */
export type PartId = number | null;

/** What each part had to do in a time; of `total`, one under the id null. */
export async function loadsOf(
  strapi: Strapi,
  reach: ReportReach,
  division: Division,
  span: Span,
): Promise<ReadonlyMap<PartId, Load>> {
  return read(strapi, async (knex, table) => {
    const source: ReportSource = { strapi, knex, table, reach };
    const [firstResponses, resolutions, amounts, answers] = [
      await spreads(source, division, 'first_response_at', answered(source, span)),
      await spreads(source, division, 'closed_at', solved(source, span)),
      await amountsOf(source, division, span),
      await answersOf(source, division, span),
    ];
    const ids = new Set([...amounts.keys(), ...answers.keys(), ...firstResponses.keys()]);
    return new Map(
      [...ids].map((id) => [
        id,
        {
          ...(amounts.get(id) ?? NO_LOAD),
          answers: answers.get(id) ?? 0,
          firstResponse: firstResponses.get(id) ?? NO_SPREAD,
          resolution: resolutions.get(id) ?? NO_SPREAD,
        },
      ]),
    );
  });
}

/** First answered in this time. Nobody has waited for an answer where the first mail was ours. */
const answered = (source: ReportSource, span: Span): Knex.QueryBuilder =>
  inSpan(reportedCases(source), 'matter.first_response_at', span)
    .whereNot('matter.status', 'rejected')
    .where((ours) => ours.whereNull('matter.started_by_us').orWhere('matter.started_by_us', false));

/** Closed in this time and still closed. What was rejected was no work that somebody has waited for. */
const solved = (source: ReportSource, span: Span): Knex.QueryBuilder =>
  inSpan(reportedCases(source), 'matter.closed_at', span).where('matter.status', 'closed');

/** Joins what the parts are, and names the column that holds their ids. */
function divide(
  { strapi, knex, table }: ReportSource,
  cases: Knex.QueryBuilder,
  division: Division,
): Knex.Raw {
  switch (division) {
    case 'total':
      return knex.raw('null as part');
    case 'agents':
      return knex.raw('?? as part', ['matter.assignee_id']);
    case 'accounts':
      return knex.raw('?? as part', ['matter.group_account_id']);
    case 'teams':
      cases.leftJoin(`${caseTeamsTable(strapi)} as link`, 'link.case_id', 'matter.id');
      return knex.raw('?? as part', ['link.team_id']);
    case 'tags':
      cases.join(`${table(UIDS.tagging)} as link`, 'link.case_id', 'matter.id');
      return knex.raw('?? as part', ['link.tag_id']);
  }
}

interface AmountRow {
  readonly part: number | null;
  readonly opened: number | string | null;
  readonly closed: number | string | null;
  readonly open_then: number | string | null;
}

/** What had been closed before the time began is left out of all three. */
async function amountsOf(
  source: ReportSource,
  division: Division,
  { begin, end }: Span,
): Promise<
  ReadonlyMap<PartId, Pick<Load, 'opened' | 'closed' | 'open' | 'answers' | 'firstResponse' | 'resolution'>>
> {
  const { knex } = source;
  const cases = reportedCases(source)
    .where('matter.created_at', '<', end)
    .where((lasting) => lasting.where('matter.open', true).orWhere('matter.closed_at', '>=', begin));
  const part = divide(source, cases, division);
  const marks = cases
    .select(
      part,
      knex.raw('case when ?? >= ? then 1 else 0 end as opened', ['matter.created_at', begin]),
      knex.raw('case when ?? = ? and ?? < ? then 1 else 0 end as closed', [
        'matter.open',
        false,
        'matter.closed_at',
        end,
      ]),
      knex.raw('case when ?? = ? or ?? >= ? then 1 else 0 end as open_then', [
        'matter.open',
        true,
        'matter.closed_at',
        end,
      ]),
    )
    .as('marked');
  const rows: AmountRow[] = await knex(marks)
    .groupBy('part')
    .select('part', knex.raw('sum(opened) as opened, sum(closed) as closed, sum(open_then) as open_then'));
  return new Map(
    rows.map(({ part: id, opened, closed, open_then: open }) => [
      id,
      { ...NO_LOAD, opened: Number(opened), closed: Number(closed), open: Number(open) },
    ]),
  );
}

interface SpreadRow {
  readonly part: number | null;
  readonly amount: number | string;
  readonly half: number | string | null;
  readonly most: number | string | null;
}

/** How long it took from the opening to this moment. */
async function spreads(
  source: ReportSource,
  division: Division,
  column: 'first_response_at' | 'closed_at',
  cases: Knex.QueryBuilder,
): Promise<ReadonlyMap<PartId, Spread>> {
  const { strapi, knex } = source;
  const part = divide(source, cases, division);
  const measured = cases
    .select(part, secondsBetween(knex, strapi, 'matter.created_at', `matter.${column}`))
    .as('measured');
  const placed = knex(measured)
    .select(
      'part',
      'seconds',
      knex.raw('row_number() over (partition by part order by seconds) as place'),
      knex.raw('count(*) over (partition by part) as amount'),
    )
    .as('placed');
  const rankedAt = (percent: number): string =>
    `min(case when place * 100 >= amount * ${percent} then seconds end)`;
  const rows: SpreadRow[] = await knex(placed)
    .groupBy('part')
    .select('part', knex.raw(`max(amount) as amount, ${rankedAt(50)} as half, ${rankedAt(90)} as most`));
  return new Map(
    rows.map(({ part: id, amount, half, most }) => [
      id,
      { count: Number(amount), median: seconds(half), p90: seconds(most) },
    ]),
  );
}

/** Clocks of mail servers and ours may differ: less than no time is none. */
const seconds = (value: number | string | null): number | null =>
  value === null ? null : Math.max(0, Math.round(Number(value)));

/** Mails sent, by who has written them: an answer is work of its author, whoever the case belongs to. */
async function answersOf(
  source: ReportSource,
  division: Division,
  span: Span,
): Promise<ReadonlyMap<PartId, number>> {
  const { knex } = source;
  const mails = reportedMails(source, 'out', span);
  const divided = mails.select(divideMails(source, mails, division)).as('divided');
  const rows: { part: number | null; amount: number | string }[] = await knex(divided)
    .groupBy('part')
    .select('part', knex.raw('count(*) as amount'));
  return new Map(rows.map(({ part, amount }) => [part, Number(amount)]));
}

function divideMails(
  { strapi, knex, table }: ReportSource,
  mails: Knex.QueryBuilder,
  division: Division,
): Knex.Raw {
  switch (division) {
    case 'total':
      return knex.raw('null as part');
    case 'agents':
      return knex.raw('?? as part', ['mail.author_id']);
    case 'accounts':
      mails.join(`${table(UIDS.case)} as matter`, 'matter.id', 'mail.case_id');
      return knex.raw('?? as part', ['matter.group_account_id']);
    case 'teams':
      mails.leftJoin(`${caseTeamsTable(strapi)} as link`, 'link.case_id', 'mail.case_id');
      return knex.raw('?? as part', ['link.team_id']);
    case 'tags':
      mails.join(`${table(UIDS.tagging)} as link`, 'link.case_id', 'mail.case_id');
      return knex.raw('?? as part', ['link.tag_id']);
  }
}
