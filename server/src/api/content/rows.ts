/** Rows that a path names, as far as apps may reach them: any case, and mail of cases and of group accounts. */
import { findCase, type CaseRecord } from '../../data/cases';
import { connectionOf, type Strapi } from '../../data/database';
import { findEmail, type EmailRecord } from '../../data/emails';
import { mergedEnds } from '../../data/merged-cases';
import { found } from '../http';
import { wantedId, type ContentContext } from './context';

type Path = Pick<ContentContext, 'params'>;

/** @throws NotFoundError */
export const caseOf = async (strapi: Strapi, context: Path): Promise<CaseRecord> =>
  found(await findCase(strapi, { documentId: wantedId(context) }));

/** The case that is worked on in place of a merged one. @throws NotFoundError */
export async function workedCaseOf(strapi: Strapi, context: Path): Promise<CaseRecord> {
  const record = await caseOf(strapi, context);
  const end = (await mergedEnds(connectionOf(strapi), [record.id])).get(record.id);
  return end === undefined ? record : found(await findCase(strapi, { id: end }));
}

/** @throws NotFoundError also for mail that is nobody's but its owner's or author's */
export async function emailOf(strapi: Strapi, context: Path): Promise<EmailRecord> {
  const email = found(await findEmail(strapi, { documentId: wantedId(context) }));
  return found(isForApps(email) ? email : null);
}

const UNSENT: readonly string[] = ['draft', 'held', 'scheduled'];

/** The same rule as that of the lists: resources/emails. */
export const isForApps = ({ caseId, groupAccountId, state, automatic, internal }: EmailRecord): boolean =>
  (caseId !== null || groupAccountId !== null) &&
  !UNSENT.includes(state) &&
  !(automatic && (internal || caseId === null));
