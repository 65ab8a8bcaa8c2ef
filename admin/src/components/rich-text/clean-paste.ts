/**
 * What other programs put on the clipboard, made fit for a mail: the editor's own rules drop what it does not know; here
 * goes what it would take for text or for its own. The HTML is parsed into an inert document only.
 */

/** What other programs mark up for themselves. */
const NOT_TEXT = 'style, script, meta, link, title, xml, object, iframe, form, input, button';
/** Marks of drafts: a pasted mail of ours must not bring a second signature or history that counts as such. */
const OWN_MARKS = ['data-mailroom-quote', 'data-mailroom-signature', 'data-mailroom-html'];

/** Pictures that only the computer they were copied on can show. */
const isOutOfReach = (source: string): boolean => !/^(https?:|data:image\/|cid:)/i.test(source);

/** Gives the HTML without styles, comments, foreign markup and pictures that nobody else can see. */
export function cleanPastedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll(NOT_TEXT)) element.remove();
  for (const element of body.querySelectorAll('*')) {
    if (element.tagName.includes(':')) element.replaceWith(...element.childNodes);
    for (const name of ['style', 'class', 'id', ...OWN_MARKS]) element.removeAttribute(name);
  }
  for (const image of body.querySelectorAll('img')) {
    if (isOutOfReach(image.getAttribute('src') ?? '')) image.remove();
  }
  return body.innerHTML.replaceAll(/<!--[\s\S]*?-->/g, '');
}
