/** Text of HTML, and HTML of text, for mail that has only one of them. It neither sanitizes nor looks for quotes. */
import { compile } from 'html-to-text';
import { nestsTooDeep } from './html-depth';

/** Characters of HTML that are turned into text. */
const LARGEST = 12 * 1024 * 1024;

/** Empty where the HTML is larger or nests deeper than it can be read. */
export function textOfHtml(html: string): string {
  return html === '' || html.length > LARGEST || nestsTooDeep(html) ? '' : convert(html);
}

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: 200 },
  selectors: [
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
  ],
});

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text between parts of HTML, with its lines. */
export function htmlOfText(text: string): string {
  const escaped = text.trim().replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
  return `<div>${escaped.replace(/\r?\n/g, '<br>\n')}</div>`;
}
