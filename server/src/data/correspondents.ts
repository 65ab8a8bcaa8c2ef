/** What is remembered of single addresses. Those of a batch of mail are stored by data/intake-mails. */
import { addressHash } from '../domain/identity';
import { chunksOf, read, readInChunks, rowsOf, type Connection, type Strapi } from './database';
import { UIDS } from './uids';

/** The languages in which people last wrote, as language tags, by id; none of those of whom it is not known. */
export async function languagesOf(
  strapi: Strapi,
  correspondentIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await readInChunks([...new Set(correspondentIds)], (ids) =>
    rowsOf<{ readonly id: number; readonly language: string | null }>(strapi, UIDS.correspondent).findMany({
      select: ['id', 'language'],
      where: { id: { $in: [...ids] } },
    }),
  );
  return new Map(rows.flatMap(({ id, language }) => (language ? [[id, language] as const] : [])));
}

/** Remembers in which language the owners of addresses write; one statement a language. */
export async function storeLanguages(
  { knex, table }: Connection,
  found: readonly { readonly address: string; readonly language: string }[],
): Promise<void> {
  const byLanguage = new Map<string, string[]>();
  for (const { address, language } of found)
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), addressHash(address)]);
  for (const [language, hashes] of byLanguage)
    for (const chunk of chunksOf(hashes))
      await knex(table(UIDS.correspondent)).whereIn('address_hash', chunk).update({ language });
}

/** What the requesters of these cases wrote last in them: the visible part, and the headers that were kept, by the case's id. */
export async function newestMailsFrom(
  strapi: Strapi,
  cases: readonly { readonly id: number; readonly requester: { readonly address: string } }[],
): Promise<
  ReadonlyMap<number, { readonly text: string; readonly headers: Readonly<Record<string, string>> }>
> {
  const newest = await readInChunks(cases, (chunk) =>
    read<{ readonly caseId: number; readonly emailId: number }[]>(strapi, (knex, table) =>
      knex(table(UIDS.email))
        .where('direction', 'in')
        .where((any) => {
          for (const { id, requester } of chunk)
            void any.orWhere((one) =>
              one.where('case_id', id).whereRaw('lower(from_address) = ?', [requester.address.toLowerCase()]),
            );
        })
        .groupBy('case_id')
        .select('case_id as caseId')
        .max({ emailId: 'id' }),
    ),
  );
  const caseOf = new Map(newest.map(({ caseId, emailId }) => [Number(emailId), caseId]));
  const mails = await readInChunks([...caseOf.keys()], (ids) =>
    rowsOf<{
      readonly id: number;
      readonly visibleText: string | null;
      readonly text: string | null;
      readonly headers: Readonly<Record<string, string>> | null;
    }>(strapi, UIDS.email).findMany({
      select: ['id', 'visibleText', 'text', 'headers'],
      where: { id: { $in: [...ids] } },
    }),
  );
  return new Map(
    mails.map(({ id, visibleText, text, headers }) => [
      caseOf.get(id) ?? 0,
      { text: visibleText || (text ?? ''), headers: headers ?? {} },
    ]),
  );
}

/** The language in which somebody last wrote, as a language tag; null: not known. */
export async function languageOfAddress(strapi: Strapi, address: string): Promise<string | null> {
  const row = await rowsOf<{ readonly language: string | null }>(strapi, UIDS.correspondent).findOne({
    select: ['language'],
    where: { addressHash: addressHash(address) },
  });
  return row?.language || null;
}

/** Those of the addresses whose pictures are shown without asking, as hashes. */
export async function withRemoteImages(
  strapi: Strapi,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const hashes = [...new Set(addresses.map(addressHash))];
  const rows = await readInChunks<string, { readonly addressHash: string }>(hashes, (chunk) =>
    rowsOf<{ readonly addressHash: string }>(strapi, UIDS.correspondent).findMany({
      select: ['addressHash'],
      where: { addressHash: { $in: chunk }, remoteImages: true },
    }),
  );
  return new Set(rows.map((row) => row.addressHash));
}
