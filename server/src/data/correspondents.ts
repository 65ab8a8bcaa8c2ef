/** What is remembered of single addresses. Those of a batch of mail are stored by data/intake-mails. */
import { addressHash } from '../domain/identity';
import { chunksOf, rowsOf, type Connection, type Strapi } from './database';
import { UIDS } from './uids';

/** The language in which somebody last wrote, as a language tag; null: not known. */
export async function languageOf(strapi: Strapi, correspondentId: number): Promise<string | null> {
  const row = await rowsOf<{ readonly language: string | null }>(strapi, UIDS.correspondent).findOne({
    select: ['language'],
    where: { id: correspondentId },
  });
  return row?.language || null;
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

/** What somebody wrote last in a case: the visible part, and the headers that were kept; null: nothing. */
export async function newestMailFrom(
  strapi: Strapi,
  caseId: number,
  address: string,
): Promise<{ readonly text: string; readonly headers: Readonly<Record<string, string>> } | null> {
  const row = await rowsOf<{
    readonly visibleText: string | null;
    readonly text: string | null;
    readonly headers: Readonly<Record<string, string>> | null;
  }>(strapi, UIDS.email).findOne({
    select: ['visibleText', 'text', 'headers'],
    where: { case: caseId, direction: 'in', fromAddress: { $eqi: address } },
    orderBy: { id: 'desc' },
  });
  return row === null ? null : { text: row.visibleText || (row.text ?? ''), headers: row.headers ?? {} };
}

/** The same, by address. */
export async function languageOfAddress(strapi: Strapi, address: string): Promise<string | null> {
  const row = await rowsOf<{ readonly language: string | null }>(strapi, UIDS.correspondent).findOne({
    select: ['language'],
    where: { addressHash: addressHash(address) },
  });
  return row?.language || null;
}
