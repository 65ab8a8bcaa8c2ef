/** What a mail says, in the forms in which it is sent and stored. */
import { MESSAGE_LIMITS } from '../domain/message';
import { snippetOf } from '../domain/text';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';

export interface MailBody {
  readonly text: string;
  /** as it is stored for the stream; null: plain text alone */
  readonly html: string | null;
  /** the document that is sent; absent in mail of text alone */
  readonly sentHtml?: string;
  /** first words of what the author wrote, for lists */
  readonly snippet: string;
}

/** @param written what the author wrote, without a signature @param text the same as it is sent */
export const plainBody = (written: string, text: string, subject: string): MailBody => ({
  text,
  html: null,
  snippet: snippetOf(visiblePartOf(written, { subject, answers: true }).text, MESSAGE_LIMITS.snippet),
});
