/**
 * Prepares sanitized mail HTML for its frame: pictures that came with the mail are put in, links are made safe to
 * follow, the trailing quote is folded. The HTML is only parsed into an inert document, never into the page.
 */
import { estimateHeight, PENDING_PICTURE } from './frameHeight';

export interface PreparedBody {
  readonly html: string;
  /** pictures on other people's servers, which stay blocked */
  readonly remoteImages: number;
  /** pixels it probably needs */
  readonly height: number;
}

/** A Content-ID as it is compared: without its angle brackets, as `cid:` URLs write it. */
export function normalizeContentId(contentId: string): string {
  const bare = contentId.trim().replace(/^<|>$/g, '');
  try {
    return decodeURIComponent(bare).toLowerCase();
  } catch {
    return bare.toLowerCase();
  }
}

const contentIdOf = (url: string): string | null =>
  /^cid:/i.test(url) ? normalizeContentId(url.slice('cid:'.length)) : null;

const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

/** The Content-IDs of the pictures a mail shows inside its text. */
export function usedContentIds(html: string): readonly string[] {
  const sources = Array.from(
    parse(html).querySelectorAll('img[src]'),
    (image) => image.getAttribute('src') ?? '',
  );
  return [...new Set(sources.map(contentIdOf).filter((id): id is string => id !== null))];
}

function fillImages(document: Document, images: ReadonlyMap<string, string>): number {
  let remote = 0;
  for (const image of document.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    const contentId = contentIdOf(source);
    const data = contentId === null ? undefined : images.get(contentId);
    if (data) image.setAttribute('src', data);
    else if (!/^data:/i.test(source)) {
      if (contentId === null && source !== '') remote += 1;
      if (contentId !== null) image.setAttribute(PENDING_PICTURE, '');
      // The frame's policy would block it anyway; without the address the browser does not even report it.
      image.removeAttribute('src');
    }
  }
  return remote;
}

function secureLinks(document: Document): void {
  for (const link of document.querySelectorAll('a[href], area[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
}

/** The quote a reply ends with, when there is text of its author's before it. */
function trailingQuote(document: Document): Element | null {
  const candidates = document.querySelectorAll('blockquote');
  const outermost = Array.from(candidates).filter((one) => !one.parentElement?.closest('blockquote'));
  const last = outermost[outermost.length - 1];
  if (!last) return null;
  const before = document.createRange();
  before.setStart(document.body, 0);
  before.setEndBefore(last);
  const after = document.createRange();
  after.setStartAfter(last);
  after.setEnd(document.body, document.body.childNodes.length);
  return before.toString().trim() !== '' && after.toString().trim() === '' ? last : null;
}

/** The "On <date>, <name> wrote:" right before a quote: it ends with a colon and names a date or an address. */
function introductionOf(quote: Element): Element | null {
  let previous = quote.previousElementSibling;
  while (previous?.tagName === 'BR') previous = previous.previousElementSibling;
  const words = previous?.textContent?.trim() ?? '';
  return words.length < 240 && /[:：]$/.test(words) && /\d|@/.test(words) ? previous : null;
}

function foldQuote(document: Document): void {
  const quote = trailingQuote(document);
  if (!quote) return;
  const introduction = introductionOf(quote);
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = '•••';
  quote.replaceWith(details);
  details.append(summary, ...(introduction ? [introduction] : []), quote);
}

/** @param images data URLs by normalized Content-ID */
export function prepareBody(html: string, images: ReadonlyMap<string, string>): PreparedBody {
  const document = parse(html);
  const remoteImages = fillImages(document, images);
  secureLinks(document);
  foldQuote(document);
  return { html: document.body.innerHTML, remoteImages, height: estimateHeight(document.body) };
}
