/** Following records by hand. Following cases is asked for where cases are read; what may be followed may be read. */
import type { Strapi } from '../data/database';
import { beginFollow, endFollow, followersOf, recordExists } from '../data/follows';
import { recordKey, type RecordReference } from '../domain/record';
import { readableTypes } from './record-rights';

/** Whether there is such a record, of a content type that the user's role lets the user read. Not for cases. */
export async function mayReadRecord(
  strapi: Strapi,
  userId: number,
  reference: RecordReference,
): Promise<boolean> {
  const types = (await readableTypes(strapi, [userId])).get(userId);
  return types?.has(reference.contentType) === true && recordExists(strapi, reference);
}

/** Users who follow a record, in the order in which they began. */
export async function followersOfRecord(
  strapi: Strapi,
  reference: RecordReference,
): Promise<readonly number[]> {
  return (await followersOf(strapi, [reference])).get(recordKey(reference)) ?? [];
}

export const follow = (strapi: Strapi, userId: number, reference: RecordReference): Promise<void> =>
  beginFollow(strapi, { userId, ...reference });

export const unfollow = (strapi: Strapi, userId: number, reference: RecordReference): Promise<void> =>
  endFollow(strapi, { userId, ...reference });
