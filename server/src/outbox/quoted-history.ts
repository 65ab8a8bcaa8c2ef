/**
 * What is put below an answer or into a forward: one mail, as its reader may see it, never a note and never mail among
 * ourselves (peers R29). It stands in the draft, where its author can change it.
 */
import type { EmailRecord } from '../data/emails';
import { escapeHtml, paragraphsOf } from '../domain/html';
import { forwardHead, introductionOf, type QuoteLocale } from '../domain/quote-words';
import { truncate } from '../domain/text';
import { visiblePartOf } from '../domain/visible-part/visible-part-of';
import { cleanQuoted, QUOTE_MARK } from './clean-html';
import { plainOf } from './html-to-plain';

export type QuotedMail = Pick<
  EmailRecord,
  'internal' | 'from' | 'to' | 'cc' | 'subject' | 'sentAt' | 'text' | 'folds' | 'html'
>;

/** Characters of HTML; longer quotes lose their form, and what no longer fits then. */
const LARGEST_QUOTE = 100_000;

/** The mail below an introduction; without what it quotes itself, which its reader has. Empty for internal mail. */
export function replyQuote(mail: QuotedMail, locale: QuoteLocale): string {
  const body = mail.internal ? '' : bodyOf(mail, 'earlier');
  if (body === '') return '';
  const introduction = `<p>${escapeHtml(introductionOf(mail, locale))}</p>`;
  return `<blockquote ${QUOTE_MARK}>${introduction}<blockquote>${body}</blockquote></blockquote>`;
}

/** The whole mail below its head, with what it quotes: its new reader has none of it. Empty for internal mail. */
export function forwardQuote(mail: QuotedMail, locale: QuoteLocale): string {
  if (mail.internal) return '';
  const head = `<p>${forwardHead(mail, locale).map(escapeHtml).join('<br>')}</p>`;
  return `<blockquote ${QUOTE_MARK}="forward">${head}${bodyOf(mail, 'nothing')}</blockquote>`;
}

function bodyOf(mail: QuotedMail, without: 'earlier' | 'nothing'): string {
  const html = htmlOf(mail, without);
  if (html.length <= LARGEST_QUOTE) return html;
  const text = paragraphsOf(truncate(plainOf(html), LARGEST_QUOTE / 2));
  return text.length <= LARGEST_QUOTE ? text : paragraphsOf(truncate(plainOf(html), LARGEST_QUOTE / 10));
}

/** A mail that is nothing but a quote is quoted as it is: to leave all of it out would say that it was empty. */
function htmlOf(mail: QuotedMail, without: 'earlier' | 'nothing'): string {
  const html = mail.html === null ? paragraphsOf(textOf(mail, without)) : cleanQuoted(mail.html, without);
  const isEmpty = plainOf(html) === '' && !/<img/i.test(html);
  if (!isEmpty) return html;
  return without === 'earlier' ? htmlOf(mail, 'nothing') : mail.html === null ? '' : paragraphsOf(mail.text);
}

function textOf({ text, subject, folds }: QuotedMail, without: 'earlier' | 'nothing'): string {
  if (without === 'nothing') return text;
  const known = folds ?? visiblePartOf(text, { subject, answers: true }).folds;
  let from = 0;
  const parts: string[] = [];
  for (const fold of known) {
    if (fold.kind !== 'quote') continue;
    parts.push(text.slice(from, fold.start));
    from = fold.end;
  }
  return [...parts, text.slice(from)].join('');
}
