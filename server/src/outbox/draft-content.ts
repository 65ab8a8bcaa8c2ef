/**
 * What a draft begins with: recipients, subject, signature, quote and files. It reads and stores nothing; from then on
 * everything is its author's.
 */
import type { AttachmentRecord, EmailRecord } from '../data/emails';
import type { Address } from '../domain/message';
import type { QuoteLocale } from '../domain/quote-words';
import { replyRecipients } from '../domain/reply-recipients';
import { forwardSubject, replySubject } from '../domain/subject';
import { QUOTE_MARK, SIGNATURE_MARK } from './clean-html';
import { elementsOf, insertBefore, parseHtml, removeNode, writeHtml } from './html-dom';
import { contentIdKey, shownContentIds } from './inline-images';
import { MailInvalid } from './outgoing-mail';
import { forwardQuote, replyQuote, type QuotedMail } from './quoted-history';
import { markedSignature } from './signature';

export interface Signatures {
  /** of the author, above that of the account */
  readonly user: string;
  readonly account: string;
}

export interface DraftStart {
  readonly kind: 'reply' | 'reply-all' | 'forward' | 'new';
  /** the mail that is answered or forwarded; null: there is none */
  readonly mail:
    | (QuotedMail &
        Pick<EmailRecord, 'direction' | 'replyTo'> & { readonly files: readonly AttachmentRecord[] })
    | null;
  /** of the case, for a mail that answers none */
  readonly subject: string;
  /** of a new mail */
  readonly to: readonly Address[];
  /** addresses of all our accounts, and of the author */
  readonly ownAddresses: readonly string[];
  readonly signatures: Signatures;
  readonly locale: QuoteLocale;
}

export interface DraftContent {
  readonly subject: string;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly html: string;
  /** of the mail that is answered or forwarded: they go along without being uploaded again */
  readonly files: readonly AttachmentRecord[];
}

/** @throws MailInvalid for a forward of mail among ourselves */
export function contentFor(start: DraftStart): DraftContent {
  const { kind, mail, ownAddresses } = start;
  const signature = markedSignature(start.signatures.user, start.signatures.account);
  const begin = `<p></p>${signature}`;
  if (mail === null || kind === 'new')
    return { subject: subjectWithoutMail(start), to: start.to, cc: [], html: begin, files: [] };
  if (kind === 'forward') {
    if (mail.internal) throw new MailInvalid('text', 'Mail among colleagues cannot be forwarded.');
    const html = `${begin}${forwardQuote(mail, start.locale)}`;
    const files = mail.files.filter(({ inline }) => !inline);
    return {
      subject: forwardSubject(mail.subject),
      to: [],
      cc: [],
      html,
      files: [...shownIn(html, mail.files), ...files],
    };
  }
  const html = `${begin}${replyQuote(mail, start.locale)}`;
  return {
    ...replyRecipients(mail, ownAddresses, kind === 'reply-all'),
    subject: replySubject(mail.subject),
    html,
    files: shownIn(html, mail.files),
  };
}

const subjectWithoutMail = ({ kind, subject }: DraftStart): string =>
  subject === '' || kind === 'new'
    ? subject
    : kind === 'forward'
      ? forwardSubject(subject)
      : replySubject(subject);

/** Files that the quote shows; a logo that stood in what was left out stays behind. */
function shownIn(html: string, files: readonly AttachmentRecord[]): readonly AttachmentRecord[] {
  const shown = shownContentIds(html);
  return files.filter(
    ({ contentId, inline }) => inline && contentId !== null && shown.has(contentIdKey(contentId)),
  );
}

/**
 * The draft when it is sent from another account: that one's signature stands where the old one stood. An author who took
 * the signature out gets none again.
 */
export function withOtherSignature(html: string, before: Signatures, after: Signatures): string {
  const signature = markedSignature(after.user, after.account);
  const document = parseHtml(html);
  const elements = elementsOf(document);
  const marked = elements.find(({ attribs }) => SIGNATURE_MARK in attribs);
  if (marked === undefined && markedSignature(before.user, before.account) !== '') return html;
  const place = marked ?? elements.find(({ attribs }) => QUOTE_MARK in attribs);
  if (place === undefined) return `${html}${signature}`;
  insertBefore(place, signature);
  if (marked !== undefined) removeNode(marked);
  return writeHtml(document);
}
