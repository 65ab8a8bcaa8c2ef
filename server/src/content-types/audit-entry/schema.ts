/** Who changed what of the administration, and when. Rows are added, never changed, and hold no secrets. */
import { contentType, datetime, enumeration, index, integer, json, string, text } from '../schema';

export default contentType({
  singularName: 'audit-entry',
  pluralName: 'audit-entries',
  displayName: 'Audit entry',
  attributes: {
    at: datetime(),
    actorKind: enumeration(['user', 'app', 'system'], 'user'),
    /** of an admin user or an API token */
    actorId: integer(),
    /** as it was then, since users and tokens go */
    actorName: text(),
    /** see domain/audit */
    subject: string(),
    /** documentId or name of what was changed */
    subjectId: string(),
    /** its name as it was then */
    subjectName: text(),
    change: enumeration(['created', 'updated', 'deleted', 'run'], 'updated'),
    /** by field: {from, to}; secrets only as "changed" */
    fields: json(),
  },
  indexes: [
    index('audit_entries_time', ['at', 'id']),
    index('audit_entries_subject', ['subject', 'subject_id', 'id']),
  ],
});
