/** The HTML of drafts: brought down to what may be kept, and read as text. */
import { compile } from 'html-to-text';
import sanitize from 'sanitize-html';
import { storableText } from '../domain/text';

const convert = compile({ wordwrap: false, selectors: [{ selector: 'img', format: 'skip' }] });

export const keptHtml = (html: string): string =>
  sanitize(storableText(html), {
    allowedTags: [...sanitize.defaults.allowedTags, 'img'],
    allowedAttributes: {
      a: ['href'],
      img: ['src', 'alt', 'width', 'height'],
      '*': ['dir', 'lang', 'style', 'data-mailroom-quote', 'data-mailroom-signature'],
    },
    allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
    nestingLimit: 200,
  });

export const textOf = (html: string): string => convert(html);
