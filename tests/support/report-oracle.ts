/**
 * Cases and mails by chance, put straight into the database of a running Mailroom, and what reports about them must say, reckoned over
 * the rows in memory in the plainest way.
 */
import type { ReportDay, WorkLoad } from '../../server/src/api/contracts';
import { CLASSIFICATIONS, isAnswerOfMachine } from '../../server/src/domain/classification/kinds';
import { CASE_STATUSES, isOpen } from '../../server/src/domain/case-state';
import { dayOf, daysOf } from '../../server/src/domain/work-report/zone-days';
import { addRows } from './database';
import { stamps } from './rest-world';
import type { SeededRandom } from './seeded-random';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 1, 1);
const LENGTH = 90;

/** Ids of rows: of users, teams, group accounts and tags. */
export interface Parts {
  readonly agents: readonly number[];
  readonly teams: readonly number[];
  readonly accounts: readonly number[];
  readonly tags: readonly number[];
}

export interface ReportedCase {
  readonly id: number;
  readonly status: string;
  readonly open: boolean;
  readonly createdAt: Date;
  readonly firstResponseAt: Date | null;
  readonly closedAt: Date | null;
  readonly startedByUs: boolean | null;
  readonly assignee: number | null;
  readonly account: number | null;
  readonly teams: readonly number[];
  readonly tags: readonly number[];
}

export interface ReportedMail {
  readonly caseId: number;
  readonly state: string;
  readonly classification: string | null;
  readonly automatic: boolean | null;
  readonly author: number | null;
  readonly sentAt: Date;
}

export interface ReportedRows {
  readonly cases: readonly ReportedCase[];
  readonly mails: readonly ReportedMail[];
}

const orNull = <Value>(random: SeededRandom, values: readonly Value[]): Value | null =>
  random.chance(0.2) ? null : random.pick(values);
const later = (random: SeededRandom, moment: Date, days: number): Date =>
  new Date(moment.getTime() + random.integer(0, days * DAY));

function caseByChance(random: SeededRandom, parts: Parts): Omit<ReportedCase, 'id'> {
  const status = random.pick(CASE_STATUSES);
  const createdAt = later(random, new Date(FIRST), LENGTH);
  return {
    status,
    open: isOpen(status),
    createdAt,
    firstResponseAt: random.chance(0.7) ? later(random, createdAt, 4) : null,
    closedAt: isOpen(status) ? null : later(random, createdAt, 20),
    startedByUs: random.pick([true, false, false, null]),
    assignee: orNull(random, parts.agents),
    account: orNull(random, parts.accounts),
    teams: random.sample(parts.teams, random.integer(0, 2)),
    tags: random.sample(parts.tags, random.integer(0, 2)),
  };
}

async function addCases(
  database: string,
  random: SeededRandom,
  parts: Parts,
  count: number,
): Promise<readonly ReportedCase[]> {
  const drafts = Array.from({ length: count }, () => caseByChance(random, parts));
  const ids = await addRows(
    database,
    'mailroom_cases',
    drafts.map((draft, index) => ({
      ...stamps(random, draft.createdAt),
      number: 10_000 + index,
      status: draft.status,
      open: draft.open,
      first_response_at: draft.firstResponseAt,
      closed_at: draft.closedAt,
      started_by_us: draft.startedByUs,
      assignee_id: draft.assignee,
      group_account_id: draft.account,
    })),
  );
  const cases = drafts.map((draft, index) => ({ ...draft, id: ids[index] as number }));
  await addRows(
    database,
    'mailroom_cases_teams_lnk',
    cases.flatMap(({ id, teams }) =>
      teams.map((team, order) => ({ case_id: id, team_id: team, team_ord: order + 1 })),
    ),
  );
  await addRows(
    database,
    'mailroom_taggings',
    cases.flatMap(({ id, tags }) => tags.map((tag) => ({ ...stamps(random), case_id: id, tag_id: tag }))),
  );
  return cases;
}

/** @param count of cases; each has a few mails */
export async function addReportedRows(
  database: string,
  random: SeededRandom,
  parts: Parts,
  count: number,
): Promise<ReportedRows> {
  const cases = await addCases(database, random, parts, count);
  const mails = cases
    .filter(({ status }) => status !== 'duplicate')
    .flatMap(({ id, createdAt }) =>
      Array.from({ length: random.integer(0, 4) }, (): ReportedMail => ({
        caseId: id,
        state: random.pick(['received', 'received', 'sent', 'uncertain', 'queued', 'failed']),
        classification: random.chance(0.5) ? 'human' : orNull(random, CLASSIFICATIONS),
        automatic: random.pick([true, false, false, null]),
        author: orNull(random, parts.agents),
        sentAt: later(random, createdAt, 10),
      })),
    );
  await addRows(
    database,
    'mailroom_emails',
    mails.map((mail) => ({
      ...stamps(random),
      case_id: mail.caseId,
      state: mail.state,
      direction: mail.state === 'received' ? 'in' : 'out',
      classification: mail.classification,
      automatic: mail.automatic,
      author_id: mail.author,
      sent_at: mail.sentAt,
    })),
  );
  return { cases, mails };
}

export interface AskedRows {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  /** which cases are looked at */
  readonly includes: (one: ReportedCase) => boolean;
}

/** Nearest rank: the least value that this share of all does not exceed. */
function percentile(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}

const spread = (seconds: readonly number[]) => ({
  count: seconds.length,
  median: percentile(seconds, 50),
  p90: percentile(seconds, 90),
});

const secondsTo = (from: Date, to: Date | null): number =>
  Math.round(((to?.getTime() ?? 0) - from.getTime()) / 1000);

function looked({ cases, mails }: ReportedRows, { from, to, zone, includes }: AskedRows) {
  const within = (moment: Date | null): boolean => {
    if (moment === null) return false;
    const day = dayOf(moment, zone);
    return day >= from && day <= to;
  };
  const after = (moment: Date | null): boolean => moment !== null && dayOf(moment, zone) > to;
  const counted = cases.filter((one) => one.status !== 'duplicate' && includes(one));
  const ids = new Set(counted.map(({ id }) => id));
  const ofThem = mails.filter(({ caseId, sentAt }) => ids.has(caseId) && within(sentAt));
  return {
    within,
    after,
    counted,
    received: ofThem.filter(
      ({ state, classification }) =>
        state === 'received' &&
        !CLASSIFICATIONS.some((one) => one === classification && isAnswerOfMachine(one)),
    ),
    sent: ofThem.filter(
      ({ state, automatic }) => (state === 'sent' || state === 'uncertain') && automatic !== true,
    ),
  };
}

/** @param isPart which cases are the part's @param isAuthor which mails; absent: those of its cases */
export function expectedLoad(
  rows: ReportedRows,
  asked: AskedRows,
  isPart: (one: ReportedCase) => boolean = () => true,
  isAuthor?: (one: ReportedMail) => boolean,
): WorkLoad {
  const { within, after, counted, sent } = looked(rows, asked);
  const own = counted.filter(isPart);
  const ids = new Set(own.map(({ id }) => id));
  return {
    opened: own.filter(({ createdAt }) => within(createdAt)).length,
    closed: own.filter(({ open, closedAt }) => !open && within(closedAt)).length,
    open: own.filter(({ open, createdAt, closedAt }) => !after(createdAt) && (open || after(closedAt)))
      .length,
    answers: sent.filter(isAuthor ?? (({ caseId }) => ids.has(caseId))).length,
    firstResponse: spread(
      own
        .filter((one) => within(one.firstResponseAt) && one.startedByUs !== true && one.status !== 'rejected')
        .map(({ createdAt, firstResponseAt }) => secondsTo(createdAt, firstResponseAt)),
    ),
    resolution: spread(
      own
        .filter((one) => one.status === 'closed' && within(one.closedAt))
        .map(({ createdAt, closedAt }) => secondsTo(createdAt, closedAt)),
    ),
  };
}

export function expectedDays(rows: ReportedRows, asked: AskedRows): readonly ReportDay[] {
  const { counted, received, sent } = looked(rows, asked);
  const perDay = (moments: readonly (Date | null)[]): ((day: string) => number) => {
    const days = moments.flatMap((moment) => (moment === null ? [] : [dayOf(moment, asked.zone)]));
    return (day) => days.filter((one) => one === day).length;
  };
  const amounts = {
    opened: perDay(counted.map(({ createdAt }) => createdAt)),
    closed: perDay(counted.map(({ open, closedAt }) => (open ? null : closedAt))),
    received: perDay(received.map(({ sentAt }) => sentAt)),
    sent: perDay(sent.map(({ sentAt }) => sentAt)),
  };
  return daysOf(asked).map((day) => ({
    day,
    opened: amounts.opened(day),
    closed: amounts.closed(day),
    received: amounts.received(day),
    sent: amounts.sent(day),
  }));
}
