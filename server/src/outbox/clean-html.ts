/**
 * HTML that somebody writes or quotes, brought down to what mail programs show: an allow-list. What it becomes in the mail
 * is outgoing-html's; what came in was sanitized for our own frame before, which allows more.
 */
import sanitize from 'sanitize-html';
import { nestsTooDeep } from '../domain/html-depth';
import { storableText } from '../domain/text';

/** Around quoted history with its introduction; its value is `forward` around forwarded mail. */
export const QUOTE_MARK = 'data-mailroom-quote';
/** Around the signature, so that another sender's can take its place. */
export const SIGNATURE_MARK = 'data-mailroom-signature';
/** Set by intake around what is folded of mail that came in. */
const FOLD_MARK = 'data-mailroom-fold';

/** Elements nest no deeper; words below are kept. */
const DEEPEST = 200;

const TAGS = (
  'p br div span h1 h2 h3 h4 h5 h6 ul ol li blockquote a img b strong i em u s strike del ins sub sup small mark code pre ' +
  'table caption thead tbody tfoot tr td th hr'
).split(' ');

/** Blocks that mail programs do not all know; without them, words of two lines would become one. */
const OTHER_BLOCKS =
  'address article aside center dd details dl dt fieldset figcaption figure footer form header legend main nav section summary'.split(
    ' ',
  );

const COLORS = [/^#[0-9a-f]{3,8}$/i, /^(?:rgb|hsl)a?\([\d\s,.%/deg-]{1,60}\)$/i, /^[a-z]{3,25}$/i];
const ALIGNMENT = [/^(?:left|right|center|justify|start|end)$/i];

const SHARED: sanitize.IOptions = {
  allowedTags: TAGS,
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
  allowProtocolRelative: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template', 'head'],
  nestingLimit: DEEPEST,
};

const ATTRIBUTES = {
  a: ['href', 'title'],
  img: ['src', 'alt', 'width', 'height', 'title'],
  td: ['colspan', 'rowspan', 'align', 'valign'],
  th: ['colspan', 'rowspan', 'align', 'valign'],
  ol: ['start', 'type'],
};

const asDivs = Object.fromEntries(OTHER_BLOCKS.map((name) => [name, 'div']));

/** A link that leads nowhere from a mail is no link. */
const absoluteLink: sanitize.Transformer = (tagName, { href, ...rest }) => ({
  tagName,
  attribs: href !== undefined && /^(?:https?|mailto|tel):/i.test(href.trim()) ? { href, ...rest } : rest,
});

const IMAGE_DATA = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;

/** Other data than images of common kinds is nothing that a mail program shows. */
const plainImage: sanitize.Transformer = (tagName, { src = '', ...rest }) => ({
  tagName,
  attribs: /^(?:cid:|https?:)/i.test(src) || IMAGE_DATA.test(src) ? { src, ...rest } : rest,
});

const hasNoSource = ({ tag, attribs }: sanitize.IFrame): boolean => tag === 'img' && !attribs['src'];

const WRITTEN: sanitize.IOptions = {
  ...SHARED,
  allowedAttributes: {
    '*': ['style', 'dir', 'lang'],
    ...ATTRIBUTES,
    blockquote: [QUOTE_MARK],
    div: [SIGNATURE_MARK],
  },
  allowedStyles: {
    '*': {
      color: COLORS,
      'background-color': COLORS,
      'text-align': ALIGNMENT,
      'font-weight': [/^(?:bold|normal|[1-9]00)$/i],
      'font-style': [/^(?:italic|normal)$/i],
      'text-decoration': [/^(?:underline|line-through|none)(?:\s(?:underline|line-through))?$/i],
    },
  },
  transformTags: { ...asDivs, a: absoluteLink, img: plainImage },
  exclusiveFilter: hasNoSource,
};

/** What somebody wrote in the editor, with quote and signature marked. Safe to store, to show and to clean again. */
export const cleanWritten = (html: string): string => cleaned(html, WRITTEN);

/** First of two passes over somebody else's HTML: takes out what nobody saw. */
const unseenRemoved = (without: 'earlier' | 'nothing'): sanitize.IOptions => ({
  ...SHARED,
  allowedAttributes: { '*': ['style', 'dir', 'lang'], ...ATTRIBUTES, div: [FOLD_MARK] },
  allowedStyles: {
    '*': {
      display: [/^none$/i],
      visibility: [/^hidden$/i],
      'text-align': ALIGNMENT,
      width: [/^[01](?:\.\d+)?(?:px)?$/i],
      height: [/^[01](?:\.\d+)?(?:px)?$/i],
    },
  },
  transformTags: { ...asDivs, a: absoluteLink, img: plainImage },
  exclusiveFilter: (frame) =>
    hasNoSource(frame) ||
    isUnseen(frame) ||
    (without === 'earlier' && (frame.attribs[FOLD_MARK] ?? '').startsWith('quote')),
});

function isUnseen({ tag, attribs }: sanitize.IFrame): boolean {
  const style = attribs['style'] ?? '';
  if (/display:\s*none|visibility:\s*hidden/i.test(style)) return true;
  if (tag !== 'img') return false;
  // A pixel that tells its sender who has read the mail: in a quote it would tell of our recipients.
  const isPixel = (size: string | undefined): boolean => /^\s*[01](?:px)?\s*$/i.test(size ?? '');
  return isPixel(attribs['width']) || isPixel(attribs['height']) || /width|height/i.test(style);
}

const QUOTED: sanitize.IOptions = {
  ...SHARED,
  allowedAttributes: { '*': ['style', 'dir', 'lang'], ...ATTRIBUTES },
  // No colours: their background is not carried along, and white words would stand on white.
  allowedStyles: { '*': { 'text-align': ALIGNMENT } },
};

/**
 * A mail's HTML as it may stand in a quote: without colours, hidden words, tracking pixels and anybody's marks.
 *
 * @param html as it is stored
 * @param without `earlier`: what the mail itself quotes is left out
 */
export const cleanQuoted = (html: string, without: 'earlier' | 'nothing'): string =>
  cleaned(cleaned(html, unseenRemoved(without)), QUOTED);

function cleaned(html: string, options: sanitize.IOptions): string {
  const storable = storableText(html);
  return storable === '' || nestsTooDeep(storable) ? '' : sanitize(storable, options);
}
