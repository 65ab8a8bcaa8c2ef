/** Who is told of mail that has just been filed, and of cases that it opened and that found nobody. */
import type { Strapi } from '../data/database';
import type { Placed } from '../data/inbox-entries';
import { findTeams } from '../data/teams';
import { isActive } from '../data/users';
import { IN_PERSON } from '../domain/inbox';
import type { CaseDraft } from '../domain/intake-plan';
import { isWithin } from '../domain/row-scope';
import { reachOf } from './reach';
import { tell } from './tell';

/**
 * Tells users of mail that came into their inboxes, as far as each is to be told. Who was given the case that a mail
 * opened is told of that. Joins the caller's transaction.
 *
 * @param batch.opened cases that these mails opened, stored
 */
export async function tellOfMail(
  strapi: Strapi,
  batch: { readonly placed: readonly Placed[]; readonly opened: readonly Pick<CaseDraft, 'id'>[] },
  at: Date,
): Promise<void> {
  const opened = new Set(batch.opened.map(({ id }) => id));
  const news = batch.placed
    .filter(({ placement }) => placement.notify && !placement.trashed)
    .map(({ emailId, caseId, placement: { userId, because } }) => ({
      kind:
        because === 'assignee' && opened.has(caseId)
          ? ('case-assigned' as const)
          : ('email-received' as const),
      userId,
      caseId,
      emailId,
      details: { because },
      hasItAlready: IN_PERSON.includes(because),
    }));
  await tell(strapi, news, at);
}

/** A case that was opened, stored. */
export type LeftCase = Pick<CaseDraft, 'id' | 'teamIds' | 'assignment'>;

/**
 * Tells the members of its teams that a case was to be given to somebody and found nobody. Members and rights are read
 * once for all of the cases. Joins the caller's transaction.
 */
export async function tellOfUnassigned(strapi: Strapi, cases: readonly LeftCase[], at: Date): Promise<void> {
  // Where an account distributes nothing, every case is left to whoever takes it: that is no news.
  const left = cases.filter(
    ({ assignment }) => assignment.userId === null && assignment.reason.code !== 'assign.none',
  );
  const teamIds = [...new Set(left.flatMap((one) => one.teamIds))];
  if (teamIds.length === 0) return;
  const teams = new Map(
    (await findTeams(strapi, { id: { $in: teamIds } })).map(({ id, members }) => [
      id,
      members.filter(isActive).map((member) => member.id),
    ]),
  );
  const reach = await reachOf(strapi, [...new Set([...teams.values()].flat())]);
  const news = left.flatMap(({ id, teamIds: own }) => {
    const members = new Set(own.flatMap((teamId) => teams.get(teamId) ?? []));
    return [...members]
      .filter((userId) =>
        isWithin(reach.get(userId)?.cases ?? { kind: 'none' }, { ownerId: null, teamIds: own }),
      )
      .map((userId) => ({
        kind: 'case-unassigned' as const,
        userId,
        caseId: id,
        emailId: null,
        details: {},
      }));
  });
  await tell(strapi, news, at);
}
