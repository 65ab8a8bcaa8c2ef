/** What actions of filters point at, as far as it exists: whom mail is given to, and the folders it is moved to. */
import type { Member } from '../distribution';

export interface FilterTargets {
  /** by user id */
  readonly users: ReadonlyMap<number, Member>;
  /** by team id */
  readonly teams: ReadonlyMap<number, FilterTeam>;
  readonly groupFolders: ReadonlySet<number>;
  /** owners of users' own folders, by the folder's id */
  readonly folderOwners: ReadonlyMap<number, number>;
}

export interface FilterTeam {
  readonly id: number;
  readonly name: string;
  readonly members: readonly Member[];
}

/** To whom a filter gives a new case. */
export type FilterAssignment =
  | { readonly kind: 'user'; readonly user: Member; readonly filter: string }
  | { readonly kind: 'team'; readonly team: FilterTeam; readonly filter: string };

export const NO_TARGETS: FilterTargets = {
  users: new Map(),
  teams: new Map(),
  groupFolders: new Set(),
  folderOwners: new Map(),
};
