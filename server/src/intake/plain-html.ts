/** Text of HTML, and HTML of text, for mail that has only one of them. It neither sanitizes nor looks for quotes. */
import { compile, type HtmlToTextOptions } from 'html-to-text';
import { escapeHtml } from '../domain/html';
import { nestsTooDeep } from '../domain/html-depth';

/** Characters of HTML that are turned into text. */
const LARGEST = 12 * 1024 * 1024;

/** How HTML becomes text. */
export const AS_TEXT = {
  wordwrap: false,
  limits: { maxDepth: 200 },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
  ],
} satisfies HtmlToTextOptions;

const convert = compile(AS_TEXT);

export const textOfHtml = (html: string): string => (isReadable(html) ? convert(html) : '');

/** False where the HTML is larger or nests deeper than it can be read. */
export const isReadable = (html: string): boolean =>
  html !== '' && html.length <= LARGEST && !nestsTooDeep(html);

/** Plain text between parts of HTML, with its lines. */
export function htmlOfText(text: string): string {
  return `<div>${escapeHtml(text.trim()).replace(/\r?\n/g, '<br>\n')}</div>`;
}
