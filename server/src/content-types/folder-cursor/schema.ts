/** How far one folder of one mailbox has been read (sync-engine §1.2). Written only together with the outcomes it covers. */
import { bigInteger, contentType, integer, string, text, toOne, unique } from '../schema';

export default contentType({
  singularName: 'folder-cursor',
  pluralName: 'folder-cursors',
  displayName: 'Folder cursor',
  attributes: {
    mailbox: toOne('mailbox'),
    /** the folder's path as the server names it */
    path: text(),
    /** sha256 of mailbox and path, since paths may be longer than an index allows */
    key: string(),
    uidValidity: bigInteger(),
    lastUid: bigInteger(),
    highestModseq: bigInteger(),
    backfillLowUid: bigInteger(),
    epoch: integer(0),
    /** fencing token of the lease under which the cursor was last moved */
    leaseToken: bigInteger(),
  },
  indexes: [unique('folder_cursors_key', ['key'])],
});
