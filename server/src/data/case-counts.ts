/**
 * Open cases in numbers, for the counters of the panel: one way along one index, whoever asks. What is whose is decided here and not
 * in the statement, which would look up the teams of each case once for every number.
 */
import { isWithin, type RowScope } from '../domain/row-scope';
import { markOfCases } from './changes';
import { read, type Strapi } from './database';
import { listedIds } from './dialect';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

export interface CaseCounts {
  readonly mine: number;
  readonly unassigned: number;
  readonly open: number;
  /** counted in none of the others */
  readonly snoozed: number;
  /** by team id */
  readonly teams: ReadonlyMap<number, number>;
  /** the user's own of each team */
  readonly ownOfTeams: ReadonlyMap<number, number>;
}

/** Open cases that are alike. */
interface Group {
  readonly snoozed: boolean;
  readonly ownerId: number | null;
  readonly teamIds: readonly number[];
  readonly total: number;
}

/** Open cases per view, within the scope. */
export async function countCases(strapi: Strapi, userId: number, scope: RowScope): Promise<CaseCounts> {
  const groups = scope.kind === 'none' ? [] : await keptGroups(strapi);
  const inReach = groups.filter((group) => isWithin(scope, group));
  const awake = inReach.filter(({ snoozed }) => !snoozed);
  const own = awake.filter(({ ownerId }) => ownerId === userId);
  return {
    mine: sumOf(own),
    unassigned: sumOf(awake.filter(({ ownerId }) => ownerId === null)),
    open: sumOf(awake),
    snoozed: sumOf(inReach) - sumOf(awake),
    teams: byTeam(awake),
    ownOfTeams: byTeam(own),
  };
}

const sumOf = (groups: readonly Group[]): number => groups.reduce((sum, { total }) => sum + total, 0);

function byTeam(groups: readonly Group[]): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const { teamIds, total } of groups)
    for (const id of teamIds) totals.set(id, (totals.get(id) ?? 0) + total);
  return totals;
}

interface Kept {
  readonly mark: string;
  /** milliseconds since the epoch */
  readonly until: number;
  readonly groups: Promise<readonly Group[]>;
}

/** Milliseconds for which what was counted is believed, whatever the mark says. */
const BELIEVED = 1_000;

const kept = new WeakMap<Strapi, Kept>();

/** Counted once for all who ask, and again when something happened: every open panel asks after every change. */
async function keptGroups(strapi: Strapi): Promise<readonly Group[]> {
  const mark = await markOfCases(strapi);
  const known = kept.get(strapi);
  if (known !== undefined && known.mark === mark && Date.now() < known.until) return known.groups;
  const groups = groupsOfOpenCases(strapi);
  kept.set(strapi, { mark, until: Date.now() + BELIEVED, groups });
  groups.catch(() => kept.delete(strapi));
  return groups;
}

async function groupsOfOpenCases(strapi: Strapi): Promise<readonly Group[]> {
  const rows: {
    /** cases from before there was snoozing say nothing of it */
    snoozed: boolean | number | null;
    assignee_id: number | null;
    team_ids: string | null;
    total: number | string;
  }[] = await read(strapi, (knex, table) => {
    const teams = knex(`${caseTeamsTable(strapi)} as link`)
      .whereRaw('link.case_id = matter.id')
      .select(knex.raw(listedIds(knex, 'link.team_id')));
    const open = knex(`${table(UIDS.case)} as matter`)
      .where('matter.open', true)
      .select('matter.snoozed', 'matter.assignee_id', teams.as('team_ids'));
    return knex
      .from(open.as('open_case'))
      .groupBy('snoozed', 'assignee_id', 'team_ids')
      .select('snoozed', 'assignee_id', 'team_ids', knex.raw('count(*) as total'));
  });
  return rows.map((row) => ({
    snoozed: Boolean(row.snoozed),
    ownerId: row.assignee_id,
    teamIds: row.team_ids === null ? [] : row.team_ids.split(',').map(Number),
    total: Number(row.total),
  }));
}
