/**
 * Images that stand in the text of a mail that is written: those that came along in the HTML become files, and it is told
 * which files the text shows. What images mail shows that came in is intake's.
 */
import { createHash } from 'node:crypto';
import { typeOfImage } from '../domain/file-type';
import { QUOTE_MARK, SIGNATURE_MARK } from './clean-html';
import { elementsOf, isInside, parseHtml, removeNode, writeHtml } from './html-dom';

export interface DataImage {
  readonly contentId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const DATA = /^data:image\/[a-z.+-]+;base64,/i;

/**
 * Takes pasted images out of the HTML. One image that is shown twice is one file, and has the same Content-ID each time the
 * same HTML is given. What says to be an image and is none is left out.
 *
 * @param html clean
 */
export function withoutDataImages(html: string): {
  readonly html: string;
  readonly images: readonly DataImage[];
} {
  if (!/\bdata:image/i.test(html)) return { html, images: [] };
  const document = parseHtml(html);
  const images = new Map<string, DataImage>();
  for (const element of elementsOf(document)) {
    const source = element.name === 'img' ? (element.attribs['src'] ?? '') : '';
    const start = DATA.exec(source)?.[0];
    if (start === undefined) continue;
    const image = imageOf(Buffer.from(source.slice(start.length), 'base64'), images.size);
    if (image === null) {
      removeNode(element);
      continue;
    }
    const known = images.get(image.contentId) ?? image;
    images.set(known.contentId, known);
    element.attribs['src'] = `cid:${known.contentId}`;
  }
  return { html: writeHtml(document), images: [...images.values()] };
}

function imageOf(bytes: Buffer, position: number): DataImage | null {
  const type = typeOfImage(bytes);
  if (type === null) return null;
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return {
    contentId: `${digest}@mailroom.invalid`,
    name: `image-${position + 1}.${type.slice(6)}`,
    type,
    bytes,
  };
}

/** Content-IDs of the images that HTML shows, to be compared with `contentIdKey`. */
export function shownContentIds(html: string): ReadonlySet<string> {
  const shown = new Set<string>();
  if (!/cid:/i.test(html)) return shown;
  for (const { name, attribs } of elementsOf(parseHtml(html))) {
    const source = name === 'img' ? (attribs['src'] ?? '') : '';
    if (/^cid:/i.test(source)) shown.add(contentIdKey(source.slice(4)));
  }
  return shown;
}

/** What two Content-IDs are compared by: URLs may encode them (RFC 2392 §2), and programs do not agree on upper case. */
export function contentIdKey(contentId: string): string {
  try {
    return decodeURIComponent(contentId).trim().toLowerCase();
  } catch {
    return contentId.trim().toLowerCase();
  }
}

/** Whether an author put an image into the text; quote and signature have those of others. @param html clean */
export function showsOwnImage(html: string): boolean {
  if (!/<img\b/i.test(html)) return false;
  return elementsOf(parseHtml(html)).some(
    (element) =>
      element.name === 'img' &&
      !isInside(element, ({ attribs }) => QUOTE_MARK in attribs || SIGNATURE_MARK in attribs),
  );
}

/** Leaves out images whose file is not among these: mail programs would show a broken one. @param contentIds keys */
export function withoutLostImages(html: string, contentIds: ReadonlySet<string>): string {
  if (!/cid:/i.test(html)) return html;
  const document = parseHtml(html);
  for (const element of elementsOf(document)) {
    const source = element.name === 'img' ? (element.attribs['src'] ?? '') : '';
    if (/^cid:/i.test(source) && !contentIds.has(contentIdKey(source.slice(4)))) removeNode(element);
  }
  return writeHtml(document);
}
