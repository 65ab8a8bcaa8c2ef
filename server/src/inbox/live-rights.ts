/** What an open panel may hear of: the same rows that its user may read. Read again now and then, since roles and teams change. */
import { ACTIONS } from '../access/actions';
import { viewerOf } from '../access/viewer';
import { casesWithin } from '../data/case-lists';
import type { Changes } from '../data/changes';
import type { Strapi } from '../data/database';
import { reachableMails, type MailReach } from '../data/mail-reach';
import { findUsers } from '../data/users';
import type { RowScope } from '../domain/row-scope';
import { readingReach } from './mail-reach';

/** What a user may read at this moment; null: nothing any more. */
export async function liveReach(strapi: Strapi, userId: number): Promise<MailReach | null> {
  const user = (await findUsers(strapi, [userId])).get(userId);
  if (user?.active !== true) return null;
  const viewer = await viewerOf(strapi, userId);
  const opens = [ACTIONS.readCases, ACTIONS.readMail, ACTIONS.ownAccounts];
  if (opens.every((action) => viewer.scope(action).kind === 'none')) return null;
  return readingReach(strapi, viewer);
}

/** Names cases by documentId, of those within a scope. */
export type CaseNames = (scope: RowScope, ids: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/** Asks the database once for all who may read the same. */
export function sharedCaseNames(strapi: Strapi): CaseNames {
  const asked = new Map<string, Promise<ReadonlyMap<number, string>>>();
  return (scope, ids) => {
    const key = JSON.stringify([scope, ids]);
    const answer = asked.get(key) ?? casesWithin(strapi, scope, ids);
    asked.set(key, answer);
    return answer;
  };
}

/** The changed rows that somebody may read, by documentId. */
export async function readableChanges(
  strapi: Strapi,
  reach: MailReach,
  { cases, emails }: Pick<Changes, 'cases' | 'emails'>,
  namesOf: CaseNames,
): Promise<{ readonly cases: readonly string[]; readonly emails: readonly string[] }> {
  const [names, mails] = await Promise.all([
    cases.size === 0 ? new Map<number, string>() : namesOf(reach.cases, [...cases]),
    emails.size === 0 ? [] : reachableMails(strapi, reach, { ids: [...emails] }),
  ]);
  return { cases: [...names.values()], emails: mails.map(({ documentId }) => documentId) };
}
