/** Where the case or mail of a record is read in the inbox. Pure. */
import { placePath } from '../../utils/paths';
import type { CaseRow, RecordMail } from '../../../../server/src/api/contracts';

const CLOSED: readonly CaseRow['status'][] = ['closed', 'rejected', 'duplicate'];

export const casePath = ({ id, status }: Pick<CaseRow, 'id' | 'status'>): string =>
  placePath({ kind: 'cases', view: CLOSED.includes(status) ? 'closed' : 'open' }, id);

/** Mail of a case is read within it. */
export const mailPath = (mail: Pick<RecordMail, 'id' | 'case'>): string =>
  mail.case === null
    ? placePath({ kind: 'mail', view: 'team' }, mail.id)
    : placePath({ kind: 'cases', view: 'open' }, mail.case.id);
