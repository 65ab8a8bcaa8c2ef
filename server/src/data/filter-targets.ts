/** What filters' actions can name, read in batches: users, teams, folders. */
import type { AgentSummary } from '../domain/agent';
import type { TeamRow } from './accounts';
import { rowsOf, type Strapi } from './database';
import { findFolders, type FolderRecord } from './folders';
import { UIDS } from './uids';
import { findUsers } from './users';

export interface FilterTargets {
  readonly users: ReadonlyMap<number, AgentSummary>;
  readonly teams: readonly TeamRow[];
  readonly folders: readonly FolderRecord[];
}

type Where = Readonly<Record<string, unknown>>;

/** Teams by name, without their members. */
export async function findTeamTargets(strapi: Strapi, where: Where = {}): Promise<readonly TeamRow[]> {
  return rowsOf<TeamRow>(strapi, UIDS.team).findMany({
    select: ['id', 'documentId', 'name', 'color'],
    where,
    orderBy: { name: 'asc' },
  });
}

/** The targets with these ids, or documentIds; those that are gone are missing. */
export async function findTargets(
  strapi: Strapi,
  wanted: {
    readonly by: 'id' | 'documentId';
    readonly users: readonly number[];
    readonly teams: readonly (string | number)[];
    readonly folders: readonly (string | number)[];
  },
): Promise<FilterTargets> {
  const among = (ids: readonly (string | number)[]): Where => ({ [wanted.by]: { $in: [...new Set(ids)] } });
  const [users, teams, folders] = await Promise.all([
    findUsers(strapi, wanted.users),
    wanted.teams.length === 0 ? [] : findTeamTargets(strapi, among(wanted.teams)),
    wanted.folders.length === 0 ? [] : findFolders(strapi, among(wanted.folders)),
  ]);
  return { users, teams, folders };
}

/** Names of tags in use, by name. */
export async function findTagNames(strapi: Strapi, limit: number): Promise<readonly string[]> {
  const rows = await rowsOf<{ readonly name: string | null }>(strapi, UIDS.tag).findMany({
    select: ['name'],
    orderBy: { name: 'asc' },
    limit,
  });
  return rows.flatMap(({ name }) => (name === null || name === '' ? [] : [name]));
}
