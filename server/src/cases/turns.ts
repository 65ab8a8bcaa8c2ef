/** Whose turn it may be for a new case of an account: read from the database; the choice is domain/distribution. */
import type { GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import { findTeams } from '../data/teams';
import { withLoad } from '../data/users';
import type { Member, TurnPointer } from '../domain/distribution';

export interface Turns {
  readonly directAssignee: Member | null;
  readonly targetTeam: {
    readonly id: number;
    readonly name: string;
    readonly members: readonly Member[];
  } | null;
  /** null: nobody has had a turn */
  readonly pointer: TurnPointer | null;
}

/** Loads and turns change with every case: to be read under the lock of case numbers, with an account read under it. */
export async function turnsOf(strapi: Strapi, account: GroupAccount): Promise<Turns> {
  const { directAssignee: direct, targetTeam, lastAssigneeId, lastAssigneePosition } = account;
  const [team] = targetTeam === null ? [] : await findTeams(strapi, { id: targetTeam.id });
  const [directAssignee] = direct === null ? [] : await withLoad(strapi, [direct]);
  return {
    directAssignee: directAssignee ?? null,
    targetTeam:
      team === undefined
        ? null
        : { id: team.id, name: team.name, members: await withLoad(strapi, team.members) },
    pointer: lastAssigneeId === null ? null : { userId: lastAssigneeId, position: lastAssigneePosition ?? 0 },
  };
}
