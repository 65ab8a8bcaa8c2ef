/**
 * The HTML of a quoted mail as it is shown and as it is stored. Nothing of the editor: pages that only show a quote do not load it.
 */
import { normalizeContentId } from '../../utils/mailBody';

/** Keeps a picture's real address while another is shown in its place. */
const REAL_SOURCE = 'data-mailroom-source';

/** What the browser loads for a picture's `src`; null while it is not there. Nothing is loaded from other servers. */
export function sourceToShow(source: string, images: ReadonlyMap<string, string>): string | null {
  if (/^cid:/i.test(source)) return images.get(normalizeContentId(source.slice('cid:'.length))) ?? null;
  return /^(data:image\/|blob:)/i.test(source) ? source : null;
}

/** The quote as the frame shows it: pictures that came with the mail filled in, others without an address. */
export function shownQuote(html: string, images: ReadonlyMap<string, string>): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const image of body.querySelectorAll('img[src]')) {
    const source = image.getAttribute('src') ?? '';
    const shown = sourceToShow(source, images);
    image.setAttribute(REAL_SOURCE, source);
    if (shown === null) image.removeAttribute('src');
    else image.setAttribute('src', shown);
  }
  return body.innerHTML;
}

/** Takes back what `shownQuote` did. */
export function storedQuote(shown: string): string {
  const { body } = new DOMParser().parseFromString(shown, 'text/html');
  for (const image of body.querySelectorAll(`img[${REAL_SOURCE}]`)) {
    image.setAttribute('src', image.getAttribute(REAL_SOURCE) ?? '');
    image.removeAttribute(REAL_SOURCE);
  }
  return body.innerHTML;
}
