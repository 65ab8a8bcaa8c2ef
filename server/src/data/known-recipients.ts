/** What is known of addresses before mail goes to them. Nothing here forbids sending. */
import { addressHash } from '../domain/identity';
import { read, readInChunks, rowsOf, type Strapi } from './database';
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

/** Addresses, each once, that mails of a case came from or went to; what machines wrote to us names nobody. */
export async function addressesOfCase(strapi: Strapi, caseId: number): Promise<readonly string[]> {
  const rows = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.participant)} as participant`)
      .join(`${table(UIDS.email)} as email`, 'email.id', 'participant.email_id')
      .join(
        `${table(UIDS.correspondent)} as correspondent`,
        'correspondent.id',
        'participant.correspondent_id',
      )
      .where('email.case_id', caseId)
      .distinct<{ address: string }[]>('correspondent.address as address'),
  );
  return rows.map(({ address }) => address);
}
