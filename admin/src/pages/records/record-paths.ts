/** Where a record, and the case or mail of a record, is read in the inbox. Pure. */
import { placePath, RECORDS_PATH } from '../../utils/paths';
import type { CaseRow, RecordLinkInput, RecordMail } from '../../../../server/src/api/contracts';

const CLOSED: readonly CaseRow['status'][] = ['closed', 'rejected', 'duplicate'];

export const casePath = ({ id, status }: Pick<CaseRow, 'id' | 'status'>): string =>
  placePath({ kind: 'cases', view: CLOSED.includes(status) ? 'closed' : 'open' }, id);

/** Mail of a case is read within it. */
export const mailPath = (mail: Pick<RecordMail, 'id' | 'case'>): string =>
  mail.case === null
    ? placePath({ kind: 'mail', view: 'team' }, mail.id)
    : placePath({ kind: 'cases', view: 'open' }, mail.case.id);

/** All mail and all cases of a record. */
export const recordPath = ({ uid, documentId }: RecordLinkInput): string =>
  `${RECORDS_PATH}/${encodeURIComponent(uid)}/${encodeURIComponent(documentId)}`;

/** The record itself, in the content manager. */
export const contentPath = ({ uid, documentId }: RecordLinkInput): string =>
  `/content-manager/collection-types/${encodeURIComponent(uid)}/${encodeURIComponent(documentId)}`;
