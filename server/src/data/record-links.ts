/** Links of cases to records of any content type, as they are stored. */
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface RecordLink {
  readonly contentType: string;
  readonly recordDocumentId: string;
  readonly rule: string | null;
  readonly label: string | null;
}

export async function linksOfCase(strapi: Strapi, caseId: number): Promise<readonly RecordLink[]> {
  return rowsOf<RecordLink>(strapi, UIDS.recordLink).findMany({
    where: { case: caseId },
    orderBy: [{ id: 'asc' }],
  });
}
