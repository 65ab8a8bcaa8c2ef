/**
 * Estimates how tall mail HTML becomes. The frame it is shown in is closed to the page on purpose, so its height
 * cannot be measured; a close guess that the reader can correct is what is left.
 */
import { FOLD_PART } from './frameDocument';

const LINE_HEIGHT = 21;
const CHARACTER_WIDTH = 7.8;
const BLOCK_MARGIN = 14;
const PICTURE_HEIGHT = 120;
const TALLEST_PICTURE = 2000;
/** A middling width of the conversation; a wider one only leaves some white below. */
const FRAME_WIDTH = 520;
const PADDING = 52;
const GENEROSITY = 1.05;

const BLOCKS = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
);
const WITH_MARGIN = new Set('BLOCKQUOTE DL H1 H2 H3 H4 HR OL P PRE UL'.split(' '));

/** Marks a picture that is still being fetched: it is counted as if it were there, so that nothing moves later. */
export const PENDING_PICTURE = 'data-pending-picture';

const pictureHeight = (image: Element): number => {
  const isShown = image.hasAttribute('src') || image.hasAttribute(PENDING_PICTURE);
  if (!isShown) return LINE_HEIGHT;
  const styled = /(?:^|;)\s*height:\s*(\d+)px/i.exec(image.getAttribute('style') ?? '')?.[1];
  const stated = Number.parseInt(styled ?? image.getAttribute('height') ?? '', 10);
  return Number.isFinite(stated) ? Math.min(stated, TALLEST_PICTURE) : PICTURE_HEIGHT;
};

/** White space between blocks takes no room, and within a line it is collapsed; a no-break space is none of it. */
const shownLength = (text: string): number =>
  /[^ \t\r\n\f]/.test(text) ? text.replace(/[ \t\r\n\f]+/g, ' ').length : 0;

const linesOf = (characters: number, width: number): number =>
  Math.ceil((characters * CHARACTER_WIDTH) / Math.max(width, CHARACTER_WIDTH * 4));

function elementHeight(element: Element, width: number): number {
  if (element.tagName === 'DETAILS') return LINE_HEIGHT + BLOCK_MARGIN;
  if (element.hasAttribute(FOLD_PART)) return 0;
  if (element.tagName === 'TR') {
    const cells = Array.from(element.children);
    return Math.max(LINE_HEIGHT, ...cells.map((cell) => elementHeight(cell, width / cells.length)));
  }
  let height = 0;
  let characters = 0;
  const endLine = () => {
    height += linesOf(characters, width) * LINE_HEIGHT;
    characters = 0;
  };
  const addInline = (node: Node): void => {
    if (node.nodeType === Node.ELEMENT_NODE) addElement(node as Element);
    else characters += shownLength(node.textContent ?? '');
  };
  const addElement = (child: Element): void => {
    if (child.tagName === 'BR') {
      characters = Math.max(characters, 1);
      endLine();
    } else if (child.tagName === 'IMG') {
      height += pictureHeight(child);
    } else if (BLOCKS.has(child.tagName)) {
      endLine();
      height += elementHeight(child, width) + (WITH_MARGIN.has(child.tagName) ? BLOCK_MARGIN : 0);
    } else {
      child.childNodes.forEach(addInline);
    }
  };
  if (element.tagName === 'PRE') return (element.textContent ?? '').split('\n').length * LINE_HEIGHT;
  element.childNodes.forEach(addInline);
  endLine();
  return height;
}

/** Pixels the body probably needs, padding included; rather a little too many than a last line that is cut. */
export const estimateHeight = (body: Element): number =>
  Math.round(elementHeight(body, FRAME_WIDTH) * GENEROSITY) + PADDING;
