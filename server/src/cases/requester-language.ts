/** In which languages requesters write: as it is remembered, else by their newest mail; then it is remembered. */
import type { CaseRecord } from '../data/cases';
import { languagesOf, newestMailsFrom, storeLanguages } from '../data/correspondents';
import { inTransaction, type Strapi } from '../data/database';
import { languageOfMail } from '../platform/language';

type Asked = Pick<CaseRecord, 'id' | 'requesterId' | 'requester'>;

/** @returns language tags by the case's id; null: not known. A few statements for all cases */
export async function languagesOfRequesters(
  strapi: Strapi,
  records: readonly Asked[],
): Promise<ReadonlyMap<number, string | null>> {
  const known = await languagesOf(
    strapi,
    records.flatMap(({ requesterId }) => requesterId ?? []),
  );
  const unknown = records.filter(({ requesterId }) => requesterId !== null && !known.has(requesterId));
  const mails = await newestMailsFrom(strapi, unknown);
  const found = unknown.flatMap(({ id, requester: { address } }) => {
    const mail = mails.get(id);
    const language = mail === undefined ? null : languageOfMail(mail.text, mail.headers);
    return language === null ? [] : [{ id, address, language }];
  });
  if (found.length > 0) await inTransaction(strapi, (transaction) => storeLanguages(transaction, found));
  const ofMails = new Map(found.map(({ id, language }) => [id, language]));
  return new Map(
    records.map(({ id, requesterId }) => [id, known.get(requesterId ?? 0) ?? ofMails.get(id) ?? null]),
  );
}
