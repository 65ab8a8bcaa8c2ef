/**
 * Prepares sanitized mail HTML for its frame: pictures that were fetched are put in, links are made safe to
 * follow, what the server marked is folded. The HTML is only parsed into an inert document, never into the page.
 */
import { FOLD, FOLD_PART } from './frameDocument';
import { estimateHeight, PENDING_PICTURE } from './frameHeight';
import { prepareLinks, type LinkWords } from './linkWarnings';
import type { DangerousLink, FoldView } from '../../../server/src/api/contracts';

export interface PreparedBody {
  readonly html: string;
  /** pictures on other people's servers that are not shown */
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

const isRemote = (source: string): boolean => /^\s*https?:/i.test(source);

/** A length in pixels as an attribute or a style says it; null for others. */
const pixelsOf = (length: string | null | undefined): number | null => {
  const [, number] = /^\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$/i.exec(length ?? '') ?? [];
  return number === undefined ? null : Number(number);
};

/** Whether a picture is there to be asked for and not to be seen: nobody misses it, and its sender learns of every reader. */
function isTrackingPixel(image: Element): boolean {
  const style = image.getAttribute('style') ?? '';
  const styled = (name: string): string | undefined =>
    new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;!]+)`, 'i').exec(style)?.[1]?.trim();
  if (styled('display') === 'none' || styled('visibility') === 'hidden' || styled('opacity') === '0')
    return true;
  const width = pixelsOf(styled('width') ?? image.getAttribute('width'));
  const height = pixelsOf(styled('height') ?? image.getAttribute('height'));
  return (width !== null && width <= 1) || (height !== null && height <= 1);
}

/** A mail that shows more is not read for its pictures. */
const MOST_REMOTE = 200;

/** The addresses of the pictures on other people's servers, as they stand in the mail; tracking pixels are not among them. */
export function remotePictures(html: string): readonly string[] {
  const wanted = Array.from(parse(html).querySelectorAll('img[src]'))
    .filter((image) => !isTrackingPixel(image))
    .map((image) => image.getAttribute('src') ?? '')
    .filter(isRemote);
  return [...new Set(wanted)].slice(0, MOST_REMOTE);
}

function fillImages(document: Document, images: ReadonlyMap<string, string>): number {
  let remote = 0;
  for (const image of document.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    const contentId = contentIdOf(source);
    const data = images.get(contentId ?? source);
    if (data) image.setAttribute('src', data);
    else if (!/^data:/i.test(source)) {
      if (isRemote(source) && !isTrackingPixel(image)) remote += 1;
      if (contentId !== null) image.setAttribute(PENDING_PICTURE, '');
      // The frame's policy would block it anyway; without the address the browser does not even report it.
      image.removeAttribute('src');
    }
  }
  return remote;
}

/** Set by the server around what it folds; an element that goes on with the fold before it says so. */
const FOLD_MARK = 'data-mailroom-fold';
const CONTINUED = '-continued';

/** Words for each kind of fold, in the reader's language. */
export type FoldLabels = Readonly<Record<FoldView['kind'], string>>;

/** Turns what the server marked into elements that open without a script, by mouse and by keyboard. */
function foldMarked(document: Document, labels: FoldLabels): void {
  let fold = -1;
  for (const marked of document.querySelectorAll(`[${FOLD_MARK}]`)) {
    const mark = marked.getAttribute(FOLD_MARK) ?? '';
    const label = labels[mark.replace(CONTINUED, '') as FoldView['kind']] ?? labels.quote;
    marked.removeAttribute(FOLD_MARK);
    if (mark.endsWith(CONTINUED) && fold >= 0) marked.setAttribute(FOLD_PART, String(fold));
    else {
      fold += 1;
      const details = document.createElement('details');
      const summary = document.createElement('summary');
      summary.textContent = '•••';
      summary.setAttribute('aria-label', label);
      summary.title = label;
      details.setAttribute(FOLD, String(fold));
      marked.replaceWith(details);
      details.append(summary, marked);
    }
  }
}

/** Links that the server warns of, and what is said of them. */
export interface LinkCautions {
  readonly links: readonly DangerousLink[];
  readonly words: LinkWords;
}

/** @param images data URLs by normalized Content-ID, and of fetched ones by the address that stands in the mail */
export function prepareBody(
  html: string,
  images: ReadonlyMap<string, string>,
  labels: FoldLabels,
  cautions: LinkCautions | null = null,
): PreparedBody {
  const document = parse(html);
  const remoteImages = fillImages(document, images);
  prepareLinks(document, cautions?.links ?? [], cautions?.words ?? null);
  foldMarked(document, labels);
  return { html: document.body.innerHTML, remoteImages, height: estimateHeight(document.body) };
}
