/** One import of mail files into a mailbox: how far it is, and where it goes on after a kill. */
import {
  bigInteger,
  boolean,
  contentType,
  datetime,
  enumeration,
  index,
  integer,
  json,
  text,
  toOne,
} from '../schema';

export default contentType({
  singularName: 'import-run',
  pluralName: 'import-runs',
  displayName: 'Import run',
  attributes: {
    mailbox: toOne('mailbox'),
    state: enumeration(['running', 'done', 'failed'], 'running'),
    opensCases: boolean(false),
    /** name, absolute path, bytes and kind of each file */
    files: json(),
    /** the files are copies of ours, removed when the run has ended */
    ownsFiles: boolean(false),
    /** position in `files` and byte in that file where the next message begins; stored with the mails before it */
    fileIndex: integer(0),
    position: bigInteger(),
    filed: integer(0),
    duplicates: integer(0),
    ignored: integer(0),
    quarantined: integer(0),
    bytesDone: bigInteger(),
    bytesTotal: bigInteger(),
    startedAt: datetime(),
    finishedAt: datetime(),
    error: text(),
  },
  indexes: [index('import_runs_state', ['state'])],
});
