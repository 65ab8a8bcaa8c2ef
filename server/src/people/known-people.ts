/** Reads, once for a batch of mails, whose inboxes they may go into and who follows what they belong to. */
import { teamsOfCases } from '../data/cases';
import { chunksOf, type Strapi } from '../data/database';
import { followersOf } from '../data/follows';
import { ownersByAddress, usersByAddress } from '../data/users';
import { CASE_TYPE, type RecordReference } from '../domain/record';
import type { KnownPeople, KnownRecords, StoredCase } from '../domain/intake-plan';
import { reachOf } from './reach';
import { readableTypes } from './record-rights';

export interface BatchPeople {
  readonly people: KnownPeople;
  readonly followers: KnownRecords['followers'];
}

/**
 * @param batch.addresses address keys of everybody whom the mails name, senders and recipients
 * @param batch.cases cases that mails may join
 * @param batch.records records that mails may belong to
 */
export async function readPeople(
  strapi: Strapi,
  batch: {
    readonly addresses: readonly string[];
    readonly cases: readonly StoredCase[];
    readonly records: readonly RecordReference[];
  },
): Promise<BatchPeople> {
  const references = batch.cases.map(({ documentId }) => ({ contentType: CASE_TYPE, documentId }));
  const follows = await followersOf(strapi, [...references, ...batch.records]);
  const userIds = [...new Set([...follows.values()].flat())];
  const byAddress = await addressees(strapi, batch.addresses);
  if (userIds.length === 0)
    return { people: { byAddress, reach: new Map(), teamsOfCases: new Map() }, followers: new Map() };
  return {
    people: {
      byAddress,
      reach: await reachOf(strapi, userIds),
      teamsOfCases: await teamsOfCases(
        strapi,
        batch.cases.map(({ id }) => id),
      ),
    },
    followers: await whoMayRead(strapi, follows, userIds),
  };
}

/** Active users by the addresses at which mail reaches them. */
async function addressees(
  strapi: Strapi,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, Set<number>>();
  const add = (key: string, userId: number) => found.set(key, (found.get(key) ?? new Set()).add(userId));
  for (const chunk of chunksOf(addresses)) {
    for (const [key, userId] of await usersByAddress(strapi, chunk)) add(key, userId);
    for (const [key, owners] of await ownersByAddress(strapi, chunk))
      owners.forEach((userId) => add(key, userId));
  }
  return new Map([...found].map(([key, userIds]) => [key, [...userIds]]));
}

/** Followers of records without those who may not read them any more. Cases are told by their rows, see `reach`. */
async function whoMayRead(
  strapi: Strapi,
  follows: ReadonlyMap<string, readonly number[]>,
  userIds: readonly number[],
): Promise<KnownRecords['followers']> {
  const types = await readableTypes(strapi, userIds);
  return new Map(
    [...follows].map(([key, followers]) => {
      const type = key.slice(0, key.lastIndexOf(':'));
      return [key, followers.filter((userId) => type === CASE_TYPE || types.get(userId)?.has(type) === true)];
    }),
  );
}
