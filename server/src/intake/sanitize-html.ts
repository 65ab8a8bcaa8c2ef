/**
 * The first of two layers against hostile HTML: an allow-list on the server. The second is the sandboxed frame with its
 * own CSP in the panel, which also keeps remote images from loading. Neither relies on the other.
 */
import sanitize from 'sanitize-html';
import { nestsTooDeep } from '../domain/html-depth';
import { FOLD_MARK } from './html-tree';

/** Characters; larger HTML is not shown, its text and its source are. */
const LARGEST_HTML = 12 * 1024 * 1024;

const STYLED = ['style', 'align', 'valign', 'width', 'height', 'bgcolor', 'color', 'dir', 'lang', 'title'];

const OPTIONS: sanitize.IOptions = {
  allowedTags: [
    ...sanitize.defaults.allowedTags,
    ...['img', 'center', 'font', 'del', 'ins', 'strike', 'big', 'tt', 'details', 'summary'],
  ],
  allowedAttributes: {
    '*': STYLED,
    a: ['href', 'name', 'target', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
    table: ['border', 'cellpadding', 'cellspacing'],
    td: ['colspan', 'rowspan', 'nowrap'],
    th: ['colspan', 'rowspan', 'nowrap'],
    ol: ['start', 'type'],
    font: ['face', 'size'],
    blockquote: ['type', 'cite'],
    // Set by visible-html, which takes away everybody else's.
    div: [FOLD_MARK],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
  allowProtocolRelative: false,
  // Styles stay as written: in the frame they can load nothing and cover nothing but the mail itself.
  parseStyleAttributes: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template'],
  nestingLimit: 500,
  transformTags: {
    a: sanitize.simpleTransform('a', { target: '_blank', rel: 'noopener noreferrer nofollow' }),
  },
};

/** HTML that may be stored and shown in the frame; null when there is none, or more of it than can be read. */
export function sanitizeHtml(html: string | null): string | null {
  if (html === null || html.length > LARGEST_HTML || nestsTooDeep(html)) return null;
  return sanitize(html, OPTIONS);
}
