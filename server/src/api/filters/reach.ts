/**
 * Whose filters a caller may see and change: one's own accounts and inbox, the group accounts of one's teams, or all. Who
 * may set filters does not thereby read mail.
 */
import { ACTIONS } from '../../access/actions';
import type { Viewer } from '../../access/viewer';
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../../data/accounts';
import type { Strapi } from '../../data/database';
import type { FolderRecord } from '../../data/folders';
import { findUsers } from '../../data/users';
import type { FilterScope } from '../../domain/filter';
import { isWithin } from '../../domain/row-scope';
import type { FilterScopeRef } from '../contracts';
import { fieldErrors } from '../http';
import type { ScopeRefInput } from './schemas';

export interface FilterReach {
  readonly global: boolean;
  readonly groupAccounts: readonly GroupAccount[];
  readonly personalAccounts: readonly PersonalAccount[];
  /** whose inboxes: of one user, of all, or of none */
  readonly users: number | 'all' | 'none';
}

/** What a user's roles let the user reach. */
export async function reachOf(strapi: Strapi, viewer: Viewer): Promise<FilterReach> {
  const shared = viewer.scope(ACTIONS.sharedFilters);
  if (shared.kind === 'all') return reachOfAll(strapi);
  const own = viewer.scope(ACTIONS.ownFilters).kind !== 'none';
  const [groups, personalAccounts] = await Promise.all([
    shared.kind === 'none' ? [] : findGroupAccounts(strapi),
    own ? findPersonalAccounts(strapi, { owner: viewer.userId }) : [],
  ]);
  return {
    global: false,
    groupAccounts: groups.filter(({ teams }) =>
      isWithin(shared, { ownerId: null, teamIds: teams.map(({ id }) => id) }),
    ),
    personalAccounts,
    users: own ? viewer.userId : 'none',
  };
}

/** The reach of administrators, and of apps with an API token. */
export async function reachOfAll(strapi: Strapi): Promise<FilterReach> {
  const [groupAccounts, personalAccounts] = await Promise.all([
    findGroupAccounts(strapi),
    findPersonalAccounts(strapi),
  ]);
  return { global: true, groupAccounts, personalAccounts, users: 'all' };
}

/** Whether filters of this scope are within reach. */
export function reaches(reach: FilterReach, scope: FilterScope): boolean {
  switch (scope.kind) {
    case 'global':
      return reach.global;
    case 'group-account':
      return reach.groupAccounts.some(({ id }) => id === scope.accountId);
    case 'personal-account':
      return reach.personalAccounts.some(({ id }) => id === scope.accountId);
    case 'user':
      return reach.users === 'all' || reach.users === scope.userId;
  }
}

/** Scopes of the caller's own mail, the inbox first. */
export function ownScopes(reach: FilterReach, userId: number): readonly FilterScope[] {
  const accounts = reach.personalAccounts.filter(({ owner }) => owner.id === userId);
  const inbox: readonly FilterScope[] = reach.users === 'none' ? [] : [{ kind: 'user', userId }];
  return [...inbox, ...accounts.map(({ id }) => ({ kind: 'personal-account', accountId: id }) as const)];
}

/** Scopes of mail that is not one user's. */
export function sharedScopes(reach: FilterReach): readonly FilterScope[] {
  const accounts = reach.groupAccounts.map(({ id }) => ({ kind: 'group-account', accountId: id }) as const);
  return reach.global ? [{ kind: 'global' }, ...accounts] : accounts;
}

/** The scope that a request names. @throws ValidationError when it does not exist or is out of reach */
export async function scopeOf(strapi: Strapi, reach: FilterReach, ref: ScopeRefInput): Promise<FilterScope> {
  if (ref.kind === 'global') {
    if (!reach.global) throw outOfReach([], 'You may not set filters for all mail.');
    return { kind: 'global' };
  }
  if (ref.kind === 'user') {
    const own = reach.users === ref.user;
    if (!own && reach.users !== 'all')
      throw outOfReach(['user'], 'You may only set filters for your own inbox.');
    if (!own && !(await findUsers(strapi, [ref.user])).has(ref.user))
      throw outOfReach(['user'], 'This user does not exist.');
    return { kind: 'user', userId: ref.user };
  }
  const accounts = ref.kind === 'group-account' ? reach.groupAccounts : reach.personalAccounts;
  const account = accounts.find(({ documentId }) => documentId === ref.account);
  if (account === undefined)
    throw outOfReach(['account'], 'This account does not exist, or you may not set filters for it.');
  return { kind: ref.kind, accountId: account.id };
}

const outOfReach = (path: readonly string[], message: string) =>
  fieldErrors([{ path: ['scope', ...path], message }]);

/** A scope as it is said to the caller; null when it is out of reach. */
export function refOf(reach: FilterReach, scope: FilterScope): FilterScopeRef | null {
  if (!reaches(reach, scope)) return null;
  if (scope.kind === 'global') return { kind: 'global' };
  if (scope.kind === 'user') return { kind: 'user', user: scope.userId };
  const accounts = scope.kind === 'group-account' ? reach.groupAccounts : reach.personalAccounts;
  const account = accounts.find(({ id }) => id === scope.accountId);
  return account === undefined ? null : { kind: scope.kind, account: account.documentId };
}

/** Which folders mail of a scope can be moved to. */
export interface FolderReach {
  /** whose own folders; null for mail of more than one user */
  readonly ownerId: number | null;
  /** folders of which teams; whoever reaches all mail may use them all */
  readonly teamIds: readonly number[] | 'all';
}

export function folderReach(reach: FilterReach, scope: FilterScope): FolderReach {
  const account =
    scope.kind === 'group-account' ? reach.groupAccounts.find(({ id }) => id === scope.accountId) : undefined;
  return {
    ownerId: ownerOf(reach, scope),
    teamIds: reach.global ? 'all' : (account?.teams ?? []).map(({ id }) => id),
  };
}

/** Whether it is a folder of teams that mail can be moved to. */
export const isGroupFolder = (
  { teamIds }: FolderReach,
  folder: Pick<FolderRecord, 'ownerId' | 'teams'>,
): boolean =>
  folder.ownerId === null && (teamIds === 'all' || folder.teams.some(({ id }) => teamIds.includes(id)));

/** The user whose mail it is; null for mail of more than one. */
export function ownerOf(reach: FilterReach, scope: FilterScope): number | null {
  if (scope.kind === 'user') return scope.userId;
  if (scope.kind !== 'personal-account') return null;
  return reach.personalAccounts.find(({ id }) => id === scope.accountId)?.owner.id ?? null;
}
