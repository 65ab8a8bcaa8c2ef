/**
 * Marks what is folded of a mail's HTML: elements are put around quotes, signatures and forwarded mail, nothing is
 * moved or left out. It runs before sanitizing, which removes the names by which programs' containers are known.
 */
import type { ForwardedMail } from '../domain/visible-part';
import { foldLines, type LineFold } from '../domain/visible-part/fold-lines';
import { forwardedMailOf } from '../domain/visible-part/forwarded-mail';
import type { Line } from '../domain/visible-part/lines';
import type { OuterMail } from '../domain/visible-part/outer-mail';
import { nestsTooDeep } from '../domain/html-depth';
import { FOLD_MARK, readHtml, type HtmlNode } from './html-tree';

export interface FoldedHtml {
  /** with our marks, and without anybody else's */
  readonly html: string;
  readonly forwarded: ForwardedMail | null;
}

/** Characters of HTML that are looked at; larger HTML is not shown. */
const LARGEST_HTML = 12 * 1024 * 1024;
const MOST_FOLDS = 50;
/** Elements one fold may need; a table cut in the middle would need one for each cell. */
const MOST_PIECES = 30;

/** Value of the mark for the second and later pieces of a fold. */
export const CONTINUED = '-continued';

/** @returns the HTML as it is when it nests too deep to be shown at all */
export function foldHtml(html: string, outer: OuterMail): FoldedHtml {
  if (html.length > LARGEST_HTML || nestsTooDeep(html)) return { html, forwarded: null };
  const { root, lines, marked } = readHtml(html);
  const { folds, forward } = foldLines(lines, outer);
  const edits = [
    ...marked.map(({ start, end }): Edit => ({
      start,
      end,
      text: html.slice(start, end).replaceAll(new RegExp(FOLD_MARK, 'gi'), 'data-quoted-fold'),
    })),
    ...folds.slice(0, MOST_FOLDS).flatMap((fold) => marksOf(root, lines, fold)),
  ];
  return {
    html: edited(html, edits),
    forwarded: forward === null ? null : forwardedMailOf(forward, outer),
  };
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isEnd?: boolean;
}

function edited(html: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return html;
  const inOrder = [...edits].sort(
    (one, other) =>
      one.start - other.start ||
      Number(other.isEnd ?? false) - Number(one.isEnd ?? false) ||
      one.end - other.end,
  );
  let from = 0;
  const parts: string[] = [];
  for (const { start, end, text } of inOrder) {
    if (start < from) continue;
    parts.push(html.slice(from, start), text);
    from = end;
  }
  return [...parts, html.slice(from)].join('');
}

function marksOf(root: HtmlNode, lines: readonly Line[], { kind, start, end }: LineFold): readonly Edit[] {
  const pieces = piecesOf(root, lines[start]?.start ?? 0, lines[end - 1]?.end ?? 0);
  if (pieces.length > MOST_PIECES) return [];
  return pieces.flatMap((piece, index): readonly Edit[] => [
    {
      start: piece.start,
      end: piece.start,
      text: `<div ${FOLD_MARK}="${kind}${index === 0 ? '' : CONTINUED}">`,
    },
    { start: piece.end, end: piece.end, text: '</div>', isEnd: true },
  ]);
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Elements into which nothing but their own parts may be put. */
const NO_WRAPPING = new Set('table thead tbody tfoot tr ul ol dl select colgroup'.split(' '));

/** The runs of siblings that together hold the words between two places of the source, in their order. */
function piecesOf(root: HtmlNode, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  const open: HtmlNode[] = [root];
  for (let node = open.pop(); node !== undefined && pieces.length <= MOST_PIECES; node = open.pop()) {
    if (node.name === '' && node.parent !== null)
      pieces.push({ start: Math.max(node.start, from), end: Math.min(node.end, to) });
    else runsIn(node, from, to, pieces, open);
  }
  return pieces.sort((one, other) => one.start - other.start);
}

function runsIn(node: HtmlNode, from: number, to: number, pieces: Piece[], open: HtmlNode[]): void {
  const mayWrap = !NO_WRAPPING.has(node.name);
  let run: Piece | null = null as Piece | null;
  for (const child of node.children) {
    const isEmpty = child.lastWord === -1;
    if (isEmpty) continue;
    const isOutside = child.lastWord <= from || child.firstWord >= to;
    const isInside = child.firstWord >= from && child.lastWord <= to;
    if (isInside && mayWrap) run = { start: run?.start ?? child.start, end: child.end };
    else {
      if (run !== null) pieces.push(run);
      run = null;
      if (!isOutside) open.push(child);
    }
  }
  if (run !== null) pieces.push(run);
}
