/**
 * Who follows a case without asking for it (EspoCRM N1): who writes in it, is given it or is mentioned in it, as far as
 * their preferences say so, and the members of teams that follow what is opened for them. Who has stopped stays out.
 */
import { profilesOf } from '../data/agent-profiles';
import { teamsOfCases } from '../data/cases';
import type { Strapi, Transaction } from '../data/database';
import { addFollows, followableCases, type NewFollow } from '../data/follows';
import { findTeams } from '../data/teams';
import { isActive } from '../data/users';
import type { AutoFollow } from '../domain/preferences';
import { CASE_TYPE } from '../domain/record';

interface Follower {
  readonly userId: number;
  /** of the case */
  readonly documentId: string;
}

/** Joins the caller's transaction. */
export async function followBecause(
  strapi: Strapi,
  transaction: Transaction,
  why: keyof AutoFollow,
  followers: readonly Follower[],
): Promise<void> {
  if (followers.length === 0) return;
  const profiles = await profilesOf(strapi, [...new Set(followers.map(({ userId }) => userId))]);
  const willing = followers.filter(({ userId }) => profiles.get(userId)?.preferences.autoFollow[why]);
  await addFollows(strapi, willing.map(followOf), transaction);
}

const followOf = ({ userId, documentId }: Follower): NewFollow => ({
  userId,
  contentType: CASE_TYPE,
  documentId,
});

/** Assignees and teams follow the cases that have just been opened. Joins the caller's transaction. */
export async function followNewCases(
  strapi: Strapi,
  transaction: Transaction,
  caseIds: readonly number[],
): Promise<void> {
  if (caseIds.length === 0) return;
  const cases = await followableCases(transaction, caseIds);
  const assigned = cases.flatMap(({ documentId, assigneeId }) =>
    assigneeId === null ? [] : [{ documentId, userId: assigneeId }],
  );
  await followBecause(strapi, transaction, 'assigned', assigned);
  const teams = await findTeams(strapi, { autoFollow: true });
  if (teams.length === 0) return;
  const members = new Map(teams.map((team) => [team.id, team.members.filter(isActive).map(({ id }) => id)]));
  const teamsOf = await teamsOfCases(strapi, caseIds);
  const followers = cases.flatMap(({ id, documentId }) => {
    const userIds = new Set((teamsOf.get(id) ?? []).flatMap((teamId) => members.get(teamId) ?? []));
    return [...userIds].map((userId) => ({ userId, documentId }));
  });
  await addFollows(strapi, followers.map(followOf), transaction);
}
