/** A file of a mail, of a draft, of an entry of the stream or of a saved reply; its bytes lie in the blob store under their sha256. */
import { boolean, contentType, index, integer, string, text, toOne } from '../schema';

export default contentType({
  singularName: 'attachment',
  pluralName: 'attachments',
  displayName: 'Attachment',
  attributes: {
    email: toOne('email'),
    draft: toOne('draft'),
    caseEvent: toOne('case-event'),
    template: toOne('template'),
    name: text(),
    type: string(),
    size: integer(),
    sha256: string(),
    contentId: text(),
    /** body part on the server (RFC 3501 §6.4.5) of a file that was not fetched; sha256 is null until it is */
    part: string(),
    inline: boolean(false),
    position: integer(0),
    /** whether its text is in the search index: null: not looked at yet; `read`, `unreadable`, `none` where such files hold none */
    textState: string(),
  },
  indexes: [
    index('attachments_email', ['email_id', 'position']),
    index('attachments_draft', ['draft_id', 'position']),
    index('attachments_case_event', ['case_event_id', 'position']),
    index('attachments_template', ['template_id', 'position']),
    index('attachments_blob', ['sha_256']),
    index('attachments_text', ['text_state', 'id']),
  ],
});
