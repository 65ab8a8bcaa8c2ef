/** How many cases and mails there were on each day. The database counts; no row leaves it. */
import type { Knex } from 'knex';
import {
  dayOfNumber,
  daysOf,
  spanOf,
  stretchesOf,
  type Day,
  type DayRange,
} from '../domain/work-report/zone-days';
import { read, type Strapi } from './database';
import {
  dayNumber,
  DONE,
  inSpan,
  reportedCases,
  reportedMails,
  type ReportReach,
  type ReportSource,
} from './report-rows';

export interface DayFigures {
  readonly day: Day;
  readonly opened: number;
  readonly closed: number;
  readonly received: number;
  readonly sent: number;
}

/** Every day of the range in its order, those without anything too. */
export async function figuresPerDay(
  strapi: Strapi,
  reach: ReportReach,
  range: DayRange,
  zone: string,
): Promise<readonly DayFigures[]> {
  const span = spanOf(range, zone);
  const stretches = stretchesOf(span, zone);
  return read(strapi, async (knex, table) => {
    const source: ReportSource = { strapi, knex, table, reach };
    const perDay = async (rows: Knex.QueryBuilder, column: string): Promise<ReadonlyMap<Day, number>> => {
      const dated = rows.select(dayNumber(knex, strapi, column, stretches)).as('dated');
      const counted: { day: number | string; amount: number | string }[] = await knex(dated)
        .groupBy('dated.day')
        .select('dated.day', knex.raw('count(*) as amount'));
      return new Map(counted.map(({ day, amount }) => [dayOfNumber(Number(day)), Number(amount)]));
    };
    const opened = await perDay(
      inSpan(reportedCases(source), 'matter.created_at', span),
      'matter.created_at',
    );
    const closed = await perDay(
      inSpan(reportedCases(source).whereIn('matter.status', DONE), 'matter.closed_at', span),
      'matter.closed_at',
    );
    const received = await perDay(reportedMails(source, 'in', span), 'mail.sent_at');
    const sent = await perDay(reportedMails(source, 'out', span), 'mail.sent_at');
    return daysOf(range).map((day) => ({
      day,
      opened: opened.get(day) ?? 0,
      closed: closed.get(day) ?? 0,
      received: received.get(day) ?? 0,
      sent: sent.get(day) ?? 0,
    }));
  });
}
