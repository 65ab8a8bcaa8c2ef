/** Who runs what until when. The token grows with every holder; a write under an older token is refused. */
import { bigInteger, contentType, datetime, integer, json, string, text, unique } from '../schema';

export default contentType({
  singularName: 'job-lease',
  pluralName: 'job-leases',
  displayName: 'Job lease',
  attributes: {
    name: string(),
    holder: string(),
    expiresAt: datetime(),
    token: bigInteger(),
    lastStartedAt: datetime(),
    lastFinishedAt: datetime(),
    lastDurationMs: integer(),
    lastError: text(),
    /** what the run counted, e.g. mails filed */
    lastResult: json(),
  },
  indexes: [unique('job_leases_name', ['name'])],
});
