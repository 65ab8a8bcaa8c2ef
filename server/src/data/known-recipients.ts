/** What is known of addresses before mail goes to them. Nothing here forbids sending. */
import { addressHash } from '../domain/identity';
import { readInChunks, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** Those of these addresses at which mail did not arrive for good, with the words of a server. */
export async function unreachableAddresses(
  strapi: Strapi,
  addresses: readonly string[],
): Promise<readonly { readonly address: string; readonly words: string }[]> {
  const rows = await readInChunks([...new Set(addresses.map(addressHash))], (chunk) =>
    rowsOf<{ addressHash: string; suppressedReason: string | null }>(strapi, UIDS.correspondent).findMany({
      select: ['addressHash', 'suppressedReason'],
      where: { addressHash: { $in: chunk }, suppressed: true },
    }),
  );
  const words = new Map(rows.map((row) => [row.addressHash, row.suppressedReason ?? '']));
  return addresses.flatMap((address) => {
    const known = words.get(addressHash(address));
    return known === undefined ? [] : [{ address, words: known }];
  });
}
