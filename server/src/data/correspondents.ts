/** What is remembered of single addresses. Those of a batch of mail are stored by data/intake-mails. */
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

/** The language in which somebody last wrote, as a language tag; null: not known. */
export async function languageOf(strapi: Strapi, correspondentId: number): Promise<string | null> {
  const row = await rowsOf<{ readonly language: string | null }>(strapi, UIDS.correspondent).findOne({
    select: ['language'],
    where: { id: correspondentId },
  });
  return row?.language || null;
}
