/** That a mail was here and was deleted, by its key alone: no other copy of it is filed again. It says nothing else of the mail. */
import { contentType, string, unique } from '../schema';

export default contentType({
  singularName: 'deleted-email',
  pluralName: 'deleted-emails',
  displayName: 'Deleted e-mail',
  attributes: {
    /** see domain/identity */
    identityHash: string(),
  },
  indexes: [unique('deleted_emails_identity', ['identity_hash'])],
});
