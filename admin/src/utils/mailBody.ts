/**
 * Prepares sanitized mail HTML for its frame: pictures that came with the mail are put in, links are made safe to
 * follow, what the server marked is folded. The HTML is only parsed into an inert document, never into the page.
 */
import { FOLD, FOLD_PART } from './frameDocument';
import { estimateHeight, PENDING_PICTURE } from './frameHeight';
import type { FoldView } from '../../../server/src/api/contracts';

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

/** @param images data URLs by normalized Content-ID */
export function prepareBody(
  html: string,
  images: ReadonlyMap<string, string>,
  labels: FoldLabels,
): PreparedBody {
  const document = parse(html);
  const remoteImages = fillImages(document, images);
  secureLinks(document);
  foldMarked(document, labels);
  return { html: document.body.innerHTML, remoteImages, height: estimateHeight(document.body) };
}
