/** Whose turn it may be for cases of accounts: read from the database; the choice is domain/distribution. */
import type { GroupAccount } from '../data/accounts';
import type { Strapi } from '../data/database';
import { findTeams, type Team } from '../data/teams';
import { agentSummary, withLoad } from '../data/users';
import type { Member, TurnPointer } from '../domain/distribution';
import type { FilterTeam } from '../domain/filters/targets';

export interface Turns {
  readonly directAssignee: Member | null;
  readonly targetTeam: FilterTeam | null;
  /** null: nobody has had a turn */
  readonly pointer: TurnPointer | null;
}

/** Loads and turns change with every case: to be read under the lock of case numbers, with an account read under it. */
export async function turnsOf(strapi: Strapi, account: GroupAccount, now: Date): Promise<Turns> {
  const { turns } = await turnsOfAccounts(strapi, [account], { teamIds: [], now });
  return turns.get(account.id) ?? { directAssignee: null, targetTeam: null, pointer: pointerOf(account) };
}

/** As `turnsOf`, of several accounts, by id; with further teams, since loads are the same in all of them. */
export async function turnsOfAccounts(
  strapi: Strapi,
  accounts: readonly GroupAccount[],
  { teamIds, now }: { readonly teamIds: readonly number[]; readonly now: Date },
): Promise<{
  readonly turns: ReadonlyMap<number, Turns>;
  readonly teams: ReadonlyMap<number, FilterTeam>;
}> {
  const wanted = [...new Set([...accounts.flatMap(({ targetTeam }) => targetTeam?.id ?? []), ...teamIds])];
  const found = wanted.length === 0 ? [] : await findTeams(strapi, { id: { $in: wanted } });
  const direct = accounts.flatMap(({ directAssignee }) => directAssignee ?? []);
  const everybody = new Map(
    [...direct, ...found.flatMap(({ members }) => members)].map((user) => [user.id, user]),
  );
  const loaded = await withLoad(strapi, [...everybody.values()], now);
  const members = new Map(loaded.map((member) => [member.userId, member]));
  const teams = new Map(found.map((team) => [team.id, withMembers(team, members)]));
  const turnsOfOne = (account: GroupAccount): Turns => ({
    directAssignee: members.get(account.directAssignee?.id ?? 0) ?? null,
    targetTeam: teams.get(account.targetTeam?.id ?? 0) ?? null,
    pointer: pointerOf(account),
  });
  return { turns: new Map(accounts.map((account) => [account.id, turnsOfOne(account)])), teams };
}

const withMembers = (team: Team, members: ReadonlyMap<number, Member>): FilterTeam => ({
  id: team.id,
  name: team.name,
  members: team.members.flatMap(({ id }) => members.get(id) ?? []),
});

/** Of a member who was deleted only the place is known; the turn goes on from there. */
function pointerOf({ lastAssignee, lastAssigneePosition }: GroupAccount): TurnPointer | null {
  if (lastAssignee !== null)
    return {
      userId: lastAssignee.id,
      position: lastAssigneePosition ?? 0,
      name: agentSummary(lastAssignee).name,
    };
  return lastAssigneePosition === null ? null : { userId: 0, position: lastAssigneePosition };
}
