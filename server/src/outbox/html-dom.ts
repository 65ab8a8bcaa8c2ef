/** A small door to htmlparser2's tree: what this folder needs to change elements and to write them again. */
import { DomUtils, parseDocument } from 'htmlparser2';

export type HtmlDocument = ReturnType<typeof parseDocument>;
export type HtmlNode = HtmlDocument['children'][number];
export type HtmlElement = Extract<HtmlNode, { attribs: unknown }>;

/** @param html sanitized: its nesting is bounded */
export const parseHtml = (html: string): HtmlDocument => parseDocument(html);

export const isElement = (node: HtmlNode): node is HtmlElement => DomUtils.isTag(node);

/** Letters stay as they are; only what would be markup is escaped. */
export const writeHtml = (document: HtmlDocument): string =>
  DomUtils.getOuterHTML(document.children, { encodeEntities: 'utf8' });

/** Every element, outer ones first, in the order of the source. */
export function elementsOf(document: HtmlDocument): readonly HtmlElement[] {
  return DomUtils.findAll(() => true, document.children);
}

/** Whether an element stands inside one of which this is true. */
export function isInside(element: HtmlElement, test: (outer: HtmlElement) => boolean): boolean {
  for (let { parent } = element; parent !== null; parent = parent.parent)
    if (DomUtils.isTag(parent) && test(parent)) return true;
  return false;
}

/** Puts HTML before a node. */
export function insertBefore(node: HtmlNode, html: string): void {
  for (const child of [...parseHtml(html).children]) DomUtils.prepend(node, child);
}

export const removeNode = (node: HtmlNode): void => DomUtils.removeElement(node);

/** The first letter inside an element; empty when there is none. */
export function firstLetter(element: HtmlElement): string {
  for (const child of element.children) {
    const found = isElement(child) ? firstLetter(child) : (/\p{L}/u.exec(textOf(child))?.[0] ?? '');
    if (found !== '') return found;
  }
  return '';
}

const textOf = (node: HtmlNode): string => (DomUtils.isText(node) ? node.data : '');
