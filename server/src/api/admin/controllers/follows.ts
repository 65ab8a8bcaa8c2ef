/** Following cases and records over HTTP: for oneself, and only what one may read. */
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import { findUsers } from '../../../data/users';
import { CASE_TYPE, type RecordReference } from '../../../domain/record';
import { readCase } from '../../../inbox/read-cases';
import { follow, followersOfRecord, mayReadRecord, unfollow } from '../../../people/following';
import type { FollowState, Single } from '../../contracts';
import { found, parse, withViewer } from '../../http';
import * as schemas from '../inbox-schemas';

export default ({ strapi }: { strapi: Strapi }) => {
  const stateOf = async (viewer: Viewer, reference: RecordReference): Promise<Single<FollowState>> => {
    const userIds = await followersOfRecord(strapi, reference);
    const users = await findUsers(strapi, userIds);
    return {
      data: {
        following: userIds.includes(viewer.userId),
        followers: userIds.flatMap((id) => users.get(id) ?? []),
      },
    };
  };
  const readable = async (viewer: Viewer, input: unknown): Promise<RecordReference> => {
    const reference = parse(schemas.record, input);
    const isReadable =
      reference.contentType === CASE_TYPE
        ? (await readCase(strapi, viewer, reference.documentId)) !== null
        : await mayReadRecord(strapi, viewer.userId, reference);
    return found(isReadable ? reference : null);
  };

  return {
    read: withViewer(strapi, async ({ query }, viewer) => stateOf(viewer, await readable(viewer, query))),

    follow: withViewer(strapi, async ({ request }, viewer) => {
      const reference = await readable(viewer, request.body);
      await follow(strapi, viewer.userId, reference);
      return stateOf(viewer, reference);
    }),

    // Nobody has to be able to read what they want to hear no more of.
    unfollow: withViewer(strapi, async ({ query }, viewer): Promise<Single<{ following: false }>> => {
      await unfollow(strapi, viewer.userId, parse(schemas.record, query));
      return { data: { following: false } };
    }),
  };
};
