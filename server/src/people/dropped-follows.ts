/** Ends what nobody is told of any more: follows of cases that their users may not read, since cases and roles change. */
import { teamsOfCases } from '../data/cases';
import type { Strapi } from '../data/database';
import { deleteFollows, followsOfCases } from '../data/follows';
import { isWithin } from '../domain/row-scope';
import { reachOf } from './reach';

const PAGE = 1000;

/** @returns how many were removed. Rights and teams are read once for a page of follows. */
export async function dropUnreadableFollows(strapi: Strapi): Promise<number> {
  let removed = 0;
  for (let after = 0; ;) {
    const page = await followsOfCases(strapi, { after, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return removed;
    after = last.followId;
    const reach = await reachOf(strapi, [...new Set(page.map(({ userId }) => userId))]);
    const teams = await teamsOfCases(strapi, [...new Set(page.map(({ id }) => id))]);
    const useless = page.filter(
      ({ id, userId, assigneeId }) =>
        !isWithin(reach.get(userId)?.cases ?? { kind: 'none' }, {
          ownerId: assigneeId,
          teamIds: teams.get(id) ?? [],
        }),
    );
    await deleteFollows(
      strapi,
      useless.map(({ followId }) => followId),
    );
    removed += useless.length;
  }
}
