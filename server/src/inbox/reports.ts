/**
 * Reports: figures about cases that the viewer may both read and read reports of. What is counted, and how, is said in `data/report-*` and
 * in docs/reports.md.
 */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { findGroupAccounts, type GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import { figuresPerDay, type DayFigures } from '../data/report-days';
import { loadsOf, NO_LOAD, type Division, type Load, type PartId } from '../data/report-loads';
import type { ReportReach } from '../data/report-rows';
import { findTags, searchTags, type TagRecord } from '../data/tags';
import { findTeams, type Team } from '../data/teams';
import { findUsers } from '../data/users';
import { isWithin } from '../domain/row-scope';
import { rangeBefore, spanOf, type DayRange } from '../domain/work-report/zone-days';

/** What a report is asked about; ids are documentIds. */
export interface AskedReport extends DayRange {
  readonly zone: string;
  readonly team?: string | undefined;
  readonly account?: string | undefined;
  readonly tag?: string | undefined;
}

/** What reports can be narrowed to. */
export interface ReportSubjects {
  readonly teams: readonly Team[];
  readonly accounts: readonly GroupAccount[];
  readonly tags: readonly TagRecord[];
}

/** Tags that a choice lists; a case list can be searched for more. */
const MOST_TAGS = 500;

const scopesOf = (viewer: Viewer) => [viewer.scope(ACTIONS.readCases), viewer.scope(ACTIONS.readReports)];

/** Teams and accounts whose cases the viewer may read as a team's; the tags are everybody's. */
export async function reportSubjects(strapi: Strapi, viewer: Viewer): Promise<ReportSubjects> {
  const scopes = scopesOf(viewer);
  const reaches = (teamIds: readonly number[]): boolean =>
    scopes.every((scope) => isWithin(scope, { ownerId: null, teamIds }));
  const [teams, accounts, tags] = await Promise.all([
    findTeams(strapi),
    findGroupAccounts(strapi),
    searchTags(strapi, '', MOST_TAGS),
  ]);
  return {
    teams: teams.filter(({ id }) => reaches([id])),
    accounts: accounts.filter((account) => reaches(account.teams.map(({ id }) => id))),
    tags,
  };
}

/** @returns null where it is narrowed to something that the viewer cannot reach, or that is not there */
export async function reachOf(
  strapi: Strapi,
  viewer: Viewer,
  { team, account, tag }: AskedReport,
): Promise<ReportReach | null> {
  const { teams, accounts } = await reportSubjects(strapi, viewer);
  const idOf = (
    rows: readonly { readonly id: number; readonly documentId: string }[],
    asked: string | undefined,
  ): number | null | undefined =>
    asked === undefined ? null : rows.find(({ documentId }) => documentId === asked)?.id;
  const teamId = idOf(teams, team);
  const accountId = idOf(accounts, account);
  const tagId = tag === undefined ? null : idOf(await findTags(strapi, 'document_id', [tag]), tag);
  if (teamId === undefined || accountId === undefined || tagId === undefined) return null;
  return { scopes: scopesOf(viewer), teamId, accountId, tagId };
}

export interface WorkFigures {
  readonly days: readonly DayFigures[];
  readonly total: Load;
  readonly before: Load & DayRange;
}

/** All of the work of the time, and of as many days before it. */
export async function workReport(
  strapi: Strapi,
  reach: ReportReach,
  { from, to, zone }: AskedReport,
): Promise<WorkFigures> {
  const earlier = rangeBefore({ from, to });
  const total = async (range: DayRange): Promise<Load> =>
    (await loadsOf(strapi, reach, 'total', spanOf(range, zone))).get(null) ?? NO_LOAD;
  return {
    days: await figuresPerDay(strapi, reach, { from, to }, zone),
    total: await total({ from, to }),
    before: { ...earlier, ...(await total(earlier)) },
  };
}

export interface PartFigures extends Load {
  readonly part: { readonly id: string; readonly name: string } | null;
}

/** The work of each part, by name; what is nobody's, or of none, at the end. */
export async function partReport(
  strapi: Strapi,
  reach: ReportReach,
  division: Exclude<Division, 'total'>,
  { from, to, zone }: AskedReport,
): Promise<readonly PartFigures[]> {
  const loads = await loadsOf(strapi, reach, division, spanOf({ from, to }, zone));
  const parts = await partsOf(
    strapi,
    division,
    [...loads.keys()].filter((id) => id !== null),
  );
  const named = [...parts].flatMap(([id, part]): PartFigures[] => {
    const load = loads.get(id);
    return load === undefined ? [] : [{ part, ...load }];
  });
  const nobody = loads.get(null);
  return [
    ...named.sort((one, other) => (one.part?.name ?? '').localeCompare(other.part?.name ?? '')),
    ...(nobody === undefined ? [] : [{ part: null, ...nobody }]),
  ];
}

/** What the parts are called, by id. */
async function partsOf(
  strapi: Strapi,
  division: Exclude<Division, 'total'>,
  ids: readonly NonNullable<PartId>[],
): Promise<ReadonlyMap<number, NonNullable<PartFigures['part']>>> {
  const byId = (
    rows: readonly { readonly id: number; readonly documentId: string; readonly name: string }[],
  ) => new Map(rows.map(({ id, documentId, name }) => [id, { id: documentId, name }]));
  switch (division) {
    case 'agents': {
      const users = await findUsers(strapi, ids);
      return new Map([...users].map(([id, { name }]) => [id, { id: String(id), name }]));
    }
    case 'teams':
      return byId((await findTeams(strapi)).filter(({ id }) => ids.includes(id)));
    case 'accounts':
      return byId((await findGroupAccounts(strapi)).filter(({ id }) => ids.includes(id)));
    case 'tags':
      return byId(await findTags(strapi, 'id', ids));
  }
}
