/** Changes what is noted of an address, with its entry in the audit trail. Who may do so is asked before. */
import { recordChange } from '../access/audit';
import {
  noteCorrespondent,
  type CorrespondentNotes,
  type ListedCorrespondent,
} from '../data/correspondent-lists';
import { inTransaction, type Strapi } from '../data/database';

/** What is noted, and nothing else of the row. */
export const notesIn = ({
  blocked,
  suppressed,
  suppressedReason,
  robot,
  remoteImages,
}: CorrespondentNotes) => ({
  blocked,
  suppressed,
  suppressedReason,
  robot,
  remoteImages,
});

const isSame = (before: CorrespondentNotes, after: CorrespondentNotes): boolean =>
  JSON.stringify(notesIn(before)) === JSON.stringify(notesIn(after));

/** @param reason why it is changed, in somebody's words; empty: nobody said */
export async function noteWithTrail(
  strapi: Strapi,
  stored: ListedCorrespondent,
  notes: CorrespondentNotes,
  reason = '',
): Promise<ListedCorrespondent> {
  await inTransaction(strapi, async () => {
    await noteCorrespondent(strapi, stored.id, notes);
    await recordChange(strapi, {
      subject: 'correspondent',
      id: stored.documentId,
      name: stored.address,
      before: notesIn(stored),
      after: { ...notesIn(notes), ...(isSame(stored, notes) || reason === '' ? {} : { reason }) },
    });
  });
  return { ...stored, ...notes };
}
