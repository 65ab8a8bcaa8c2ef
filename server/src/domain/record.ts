/** Records of any content type, and why a mail or a case belongs to one. Where they are found is records/. */

export interface RecordReference {
  /** uid, as `api::contact.contact` */
  readonly contentType: string;
  readonly documentId: string;
}

export type LinkRule =
  /** the mail that this one answers is linked to it */
  | 'replied-mail'
  /** the case that the mail belongs to is linked to it */
  | 'case'
  /** a pattern of the admin found its number in subject or text */
  | 'number'
  | 'sender'
  | 'reply-to'
  | 'recipient'
  /** a link resolver of the app named it */
  | 'resolver'
  /** the parent of a record that was found */
  | 'parent'
  | 'hand';

export interface LinkDraft extends RecordReference {
  readonly label: string;
  readonly rule: LinkRule;
  /** the address or number that was found; empty where the rule needs none */
  readonly matched: string;
}

/** What records and follows are looked up by. */
export const recordKey = ({ contentType, documentId }: RecordReference): string =>
  `${contentType}:${documentId}`;

/** Cases are followed as records are. */
export const CASE_TYPE = 'plugin::mailroom.case';
