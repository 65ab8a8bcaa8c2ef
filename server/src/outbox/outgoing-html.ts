/**
 * What an author wrote as the HTML of a mail: marks become the containers that mail programs know, and what the panel shows
 * by its style sheet gets the styles into the elements, since mail programs read no style sheets. It expects clean HTML.
 */
import { QUOTE_MARK, SIGNATURE_MARK } from './clean-html';
import {
  elementsOf,
  firstLetter,
  isElement,
  isInside,
  parseHtml,
  writeHtml,
  type HtmlElement,
} from './html-dom';

export interface OutgoingHtml {
  /** the whole document that is sent */
  readonly sent: string;
  /** the same as it is stored, for the stream: quote and signature are marked as folds */
  readonly stored: string;
}

/** Set where the panel folds what came with an answer; as intake sets it for mail that comes in. */
const FOLD_MARK = 'data-mailroom-fold';

/** @param html of `cleanWritten`, whose images are files of the mail or lie in the web */
export function outgoingHtml(html: string): OutgoingHtml {
  const document = parseHtml(html);
  const elements = elementsOf(document);
  for (const element of elements) {
    setDirection(element);
    style(element);
  }
  // Inner ones are told by the marks of the outer ones, so these go last.
  for (const element of elements) asContainer(element);
  const stored = writeHtml(document);
  for (const { attribs } of elements) delete attribs[FOLD_MARK];
  return { sent: documentOf(writeHtml(document)), stored };
}

const documentOf = (body: string): string =>
  '<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>\n' +
  `<body>${body}</body></html>\n`;

const isHistory = ({ attribs }: HtmlElement): boolean => QUOTE_MARK in attribs;

const QUOTE_STYLE = 'margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex';

const STYLES: Readonly<Record<string, string>> = {
  blockquote: QUOTE_STYLE,
  pre: 'background-color:#f4f4f4;padding:8px;font-family:monospace;white-space:pre-wrap',
  code: 'font-family:monospace',
  img: 'max-width:100%;height:auto',
  table: 'border-collapse:collapse',
  td: 'border:1px solid #ccc;padding:4px 8px',
  th: 'border:1px solid #ccc;padding:4px 8px;text-align:start',
};
/** In mail of others, tables lay out the page: lines around their cells would be new. */
const OF_TABLES = new Set(['table', 'td', 'th']);

function style(element: HtmlElement): void {
  const usual = STYLES[element.name];
  if (
    usual !== undefined &&
    !isHistory(element) &&
    !(OF_TABLES.has(element.name) && isInside(element, isHistory))
  ) {
    const own = element.attribs['style'] ?? '';
    element.attribs['style'] = own === '' ? usual : `${usual};${own}`;
  }
  // Mail programs give an empty paragraph no height.
  if (element.name === 'p' && element.children.length === 0)
    element.children.push(...parseHtml('<br>').children);
}

function asContainer(element: HtmlElement): void {
  const { attribs } = element;
  if (SIGNATURE_MARK in attribs) {
    delete attribs[SIGNATURE_MARK];
    attribs['class'] = 'mail-signature';
    attribs[FOLD_MARK] = 'signature';
  } else if (isHistory(element)) {
    const kind = attribs[QUOTE_MARK] === 'forward' ? 'forward' : 'quote';
    delete attribs[QUOTE_MARK];
    element.name = 'div';
    // The name by which most programs know what they may fold.
    attribs['class'] = 'gmail_quote';
    attribs[FOLD_MARK] = kind;
    for (const child of element.children)
      if (isElement(child) && child.name === 'blockquote') child.attribs['type'] = 'cite';
  }
}

const RIGHT_TO_LEFT = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre td th'.split(' '));

/** Few mail programs find the direction of a paragraph themselves: it is the one of its first letter (UAX #9 P2). */
function setDirection(element: HtmlElement): void {
  const { name, attribs } = element;
  const given = attribs['dir'];
  if (given === 'ltr' || given === 'rtl') return;
  delete attribs['dir'];
  if ((given !== undefined || PARAGRAPHS.has(name)) && RIGHT_TO_LEFT.test(firstLetter(element)))
    attribs['dir'] = 'rtl';
}
