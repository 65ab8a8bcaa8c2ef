/** Which of many mails a viewer may read, asked at once: by their cases, their group accounts, or whose they are. */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import type { Strapi } from '../data/database';
import { findEmailPlaces } from '../data/email-places';
import { isWithin } from '../domain/row-scope';
import { ownAccounts, readableGroupAccounts } from './read-emails';

/** The ids of those that the viewer may read; by the same rules as `readEmail` of one. */
export async function readableEmails(
  strapi: Strapi,
  viewer: Viewer,
  emailIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (emailIds.length === 0) return new Set();
  const [places, personal, groups] = await Promise.all([
    findEmailPlaces(strapi, emailIds),
    ownAccounts(strapi, viewer),
    readableGroupAccounts(strapi, viewer),
  ]);
  const cases = viewer.scope(ACTIONS.readCases);
  const personalIds = new Set<number | null>(personal.map(({ id }) => id));
  const groupIds = new Set<number | null>(groups.map(({ id }) => id));
  const readable = places.filter((place) => {
    if (place.case !== null) return isWithin(cases, place.case);
    return place.personalAccountId === null
      ? groupIds.has(place.groupAccountId)
      : personalIds.has(place.personalAccountId);
  });
  return new Set(readable.map(({ id }) => id));
}
