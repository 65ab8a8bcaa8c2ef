/**
 * The HTML of what is in the editor. Quoted mail keeps its own HTML, which the editor's blocks could not hold; it
 * travels in an attribute and is put into its place here, in a document that loads nothing.
 */
import type { Editor } from '@tiptap/core';

export const QUOTE_MARK = 'data-mailroom-quote';
/** Holds a quote's HTML while it passes through the editor. */
export const QUOTE_HTML = 'data-mailroom-html';

/** Puts every quote's HTML, which an attribute held, into its element. */
export function unpackQuotes(html: string): string {
  if (!html.includes(QUOTE_HTML)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const quote of body.querySelectorAll(`[${QUOTE_HTML}]`)) {
    quote.innerHTML = quote.getAttribute(QUOTE_HTML) ?? '';
    quote.removeAttribute(QUOTE_HTML);
  }
  return body.innerHTML;
}

/** Whether there is anything besides quoted mail and signatures. */
export function hasOwnWords(html: string): boolean {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const part of body.querySelectorAll(`[${QUOTE_MARK}], [data-mailroom-signature]`)) part.remove();
  return body.querySelector('img, table, hr') !== null || (body.textContent ?? '').trim() !== '';
}

/** Empty text for an editor in which nothing is written. */
export const editorHtml = (editor: Editor): string => (editor.isEmpty ? '' : unpackQuotes(editor.getHTML()));
