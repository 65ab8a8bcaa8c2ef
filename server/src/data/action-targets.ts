/** Reads what the actions of filters point at; what was deleted since is not among it, and the action does nothing. */
import type { Filter, FilterAction } from '../domain/filter';
import { NO_TARGETS, type FilterTargets } from '../domain/filters/targets';
import { rowsOf, type Strapi } from './database';
import { findTeams, type Team } from './teams';
import { UIDS } from './uids';
import { USER_FIELDS, withLoad, type UserRow } from './users';

/** @throws DataError */
export async function actionTargets(
  strapi: Strapi,
  filters: readonly Pick<Filter, 'actions'>[],
  now: Date,
): Promise<FilterTargets> {
  const actions = filters.flatMap((filter) => filter.actions);
  if (actions.length === 0) return NO_TARGETS;
  const folders = await findFolders(
    strapi,
    idsOf(actions, (action) =>
      action.kind === 'move-to-folder' || action.kind === 'move-to-group-folder' ? action.folderId : null,
    ),
  );
  return { ...(await peopleOf(strapi, actions, now)), ...folders };
}

const idsOf = (
  actions: readonly FilterAction[],
  idOf: (action: FilterAction) => number | null,
): readonly number[] => [...new Set(actions.flatMap((action) => idOf(action) ?? []))];

async function peopleOf(
  strapi: Strapi,
  actions: readonly FilterAction[],
  now: Date,
): Promise<Pick<FilterTargets, 'users' | 'teams'>> {
  const userIds = idsOf(actions, (action) => (action.kind === 'assign-user' ? action.userId : null));
  const teamIds = idsOf(actions, (action) => (action.kind === 'assign-team' ? action.teamId : null));
  // Which team an action of the app's own names is said mail by mail.
  const anyTeam = actions.some(({ kind }) => kind === 'custom');
  const teams: readonly Team[] =
    teamIds.length === 0 && !anyTeam
      ? []
      : await findTeams(strapi, anyTeam ? {} : { id: { $in: [...teamIds] } });
  const named =
    userIds.length === 0
      ? []
      : await rowsOf<UserRow>(strapi, UIDS.adminUser).findMany({
          select: USER_FIELDS,
          where: { id: { $in: [...userIds] } },
        });
  const everybody = new Map(
    [...named, ...teams.flatMap(({ members }) => members)].map((user) => [user.id, user]),
  );
  const members = new Map(
    (await withLoad(strapi, [...everybody.values()], now)).map((member) => [member.userId, member]),
  );
  return {
    users: new Map(userIds.flatMap((id) => entryOf(id, members.get(id)))),
    teams: new Map(
      teams.map(({ id, name, members: users }) => [
        id,
        { id, name, members: users.flatMap((user) => members.get(user.id) ?? []) },
      ]),
    ),
  };
}

const entryOf = <Value>(id: number, value: Value | undefined): readonly (readonly [number, Value])[] =>
  value === undefined ? [] : [[id, value]];

async function findFolders(
  strapi: Strapi,
  ids: readonly number[],
): Promise<Pick<FilterTargets, 'groupFolders' | 'folderOwners'>> {
  const rows =
    ids.length === 0
      ? []
      : await rowsOf<{ id: number; owner: { id: number } | null }>(strapi, UIDS.folder).findMany({
          select: ['id'],
          where: { id: { $in: [...ids] } },
          populate: { owner: { select: ['id'] } },
        });
  return {
    groupFolders: new Set(rows.filter(({ owner }) => owner === null).map(({ id }) => id)),
    folderOwners: new Map(rows.flatMap(({ id, owner }) => entryOf(id, owner?.id))),
  };
}
