/** Where a draft is written on: in its case, or among the drafts. Pure. */
import { placePath } from '../../utils/paths';
import { casePath } from '../records/record-paths';
import type { DraftRow } from '../../../../server/src/api/contracts';

export const draftPath = ({ id, case: record }: Pick<DraftRow, 'id' | 'case'>): string =>
  record === null ? placePath({ kind: 'drafts', view: 'drafts' }, id) : casePath(record);

/** Whether an address shows a draft, or the case of one, already. */
export const showsDraft = (pathname: string, { id, case: record }: Pick<DraftRow, 'id' | 'case'>): boolean =>
  pathname.endsWith(`/${encodeURIComponent(record === null ? id : record.id)}`);
