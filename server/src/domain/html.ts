/** HTML that is made of text: letters with a meaning are escaped, lines and paragraphs stay. Sanitizes nothing. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** Text as HTML: empty lines part paragraphs, other line ends are breaks. Empty for a text that says nothing. */
export function paragraphsOf(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** Whether a text was written as HTML: whoever wrote plain text may have typed a `<` all the same. */
export const looksLikeHtml = (text: string): boolean =>
  /<(?:p|div|br|b|strong|i|em|u|s|a|ul|ol|table|img|span|h[1-6]|hr|blockquote|pre|font)\b[^<>]*>/i.test(text);
