/** A mail as filters look at it: folded once, and the body only when a filter asks for it. */
import { domainToASCII, domainToUnicode } from 'node:url';
import type { Classification } from '../classification';
import type { ParsedMessage } from '../message';
import { foldText } from './fold';

export interface MailToFilter {
  /** forms of the sender's address; none when there is no sender */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  /** null: only the headers are known */
  readonly content: ContentToFilter | null;
}

export interface ContentToFilter {
  /** plain text of the body; null: it was not read */
  readonly text: (() => string) | null;
  readonly hasAttachment: boolean;
  readonly classification: Classification;
}

type Headers = Pick<ParsedMessage, 'from' | 'to' | 'cc' | 'subject'>;
type Content = Pick<ParsedMessage, 'text' | 'attachments'>;

/** Characters of a body that are looked through. */
export const SEARCHED_TEXT = 512 * 1024;

export const mailToFilter = (message: Headers & Content, classification: Classification): MailToFilter =>
  withContent(message, {
    text: message.text,
    hasAttachment: message.attachments.some(({ inline }) => !inline),
    classification,
  });

/** Of a mail that is not downloaded yet. */
export const headersToFilter = (headers: Headers): MailToFilter => withContent(headers, null);

/** Of a mail that is stored. */
export const storedToFilter = (
  headers: Headers,
  content: Omit<ContentToFilter, 'text'> & { readonly text: string | null },
): MailToFilter => withContent(headers, content);

function withContent(
  { from, to, cc, subject }: Headers,
  content: (Omit<ContentToFilter, 'text'> & { readonly text: string | null }) | null,
): MailToFilter {
  return {
    from: from === null ? [] : formsOf(from.address),
    to: to.flatMap(({ address }) => formsOf(address)),
    cc: cc.flatMap(({ address }) => formsOf(address)),
    subject: foldText(subject),
    content:
      content === null ? null : { ...content, text: content.text === null ? null : searched(content.text) },
  };
}

function searched(text: string): () => string {
  let folded: string | null = null;
  return () => (folded ??= foldText(text.slice(0, SEARCHED_TEXT)));
}

const ASCII = /^[\u0000-\u007f]*$/;

/** An address as it is written, and with its domain in the other form: `müller.de` is `xn--mller-kva.de` (RFC 5890). */
function formsOf(address: string): readonly string[] {
  const written = foldText(address);
  const at = written.lastIndexOf('@') + 1;
  const domain = written.slice(at);
  const forms = [written];
  if (ASCII.test(domain) && !domain.includes('xn--')) return forms;
  for (const other of [domainToUnicode(domain), domainToASCII(domain)])
    if (other !== '' && other !== domain) forms.push(written.slice(0, at) + other);
  return forms;
}
