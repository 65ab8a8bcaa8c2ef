/** A draft, for its author alone, and only while the author may read the case that it belongs to: it is kept until then. */
import { ACTIONS } from '../../access/actions';
import type { Viewer } from '../../access/viewer';
import { findCase } from '../../data/cases';
import type { Strapi } from '../../data/database';
import { findDraft, type DraftRecord } from '../../data/drafts';
import { mayDo } from '../../inbox/read-cases';
import { found } from '../http';

/** @throws NotFoundError */
export async function readDraft(
  strapi: Strapi,
  viewer: Viewer,
  documentId: string | undefined,
): Promise<DraftRecord> {
  const draft = found(await findDraft(strapi, { documentId: documentId ?? '', user: viewer.userId }));
  if (draft.caseId === null) return draft;
  const record = found(await findCase(strapi, { id: draft.caseId }));
  return found(mayDo(viewer, ACTIONS.readCases, record) ? draft : null);
}
