/**
 * Decides which lines of a body are folded. Answers between quotes keep those quotes open, and what would leave nothing
 * to read is not folded (peers R28).
 */
import type { Fold } from '../visible-part';
import { isBlank, type Line } from './lines';
import type { OuterMail } from './outer-mail';
import { piecesOf, type Forward, type Piece } from './pieces';
import { signatureStart } from './signature';

/** Positions of lines; `end` is the first one after it. */
export interface LineFold {
  readonly kind: Fold['kind'];
  readonly start: number;
  readonly end: number;
}

export interface FoldedLines {
  /** in their order, without overlap, each with a filled first and last line */
  readonly folds: readonly LineFold[];
  readonly forward: Forward | null;
}

export function foldLines(lines: readonly Line[], outer: OuterMail): FoldedLines {
  const { pieces, forward } = piecesOf(lines, outer);
  const signatures = signaturesOf(lines, pieces);
  const hasText = (piece: Piece): boolean =>
    piece.kind === 'own' && hasFilled(lines, piece.start, signatures.get(piece) ?? piece.end);
  if (!pieces.some(hasText)) signatures.clear();
  if (!pieces.some(hasText)) return { folds: [], forward };
  const answered = answeredQuotes(pieces, hasText);
  const folds = pieces.flatMap((piece): LineFold[] => {
    if (piece.kind === 'own') {
      const start = signatures.get(piece) ?? piece.end;
      return [{ kind: 'signature', start, end: piece.end }];
    }
    if (piece.kind === 'rest') return [{ kind: piece.as, start: piece.start, end: piece.end }];
    return answered.has(piece) ? [] : [{ kind: 'quote', start: piece.start, end: piece.end }];
  });
  return {
    folds: merged(
      lines,
      folds.flatMap((fold) => trimmed(lines, fold)),
    ),
    forward,
  };
}

/** Signatures of what nothing more is written below; by piece, position of the first line. */
function signaturesOf(lines: readonly Line[], pieces: readonly Piece[]): Map<Piece, number> {
  const signatures = new Map<Piece, number>();
  for (const piece of [...pieces].reverse()) {
    if (piece.kind !== 'own') continue;
    const start = signatureStart(lines, piece.start, piece.end);
    if (start < piece.end) signatures.set(piece, start);
    if (hasFilled(lines, piece.start, start)) break;
  }
  return signatures;
}

/** Quotes with an answer below them stay open; a whole mail quoted above its only answer need not. */
function answeredQuotes(pieces: readonly Piece[], hasText: (piece: Piece) => boolean): ReadonlySet<Piece> {
  const last = pieces.findLastIndex(hasText);
  const first = pieces.findIndex(hasText);
  const answered = pieces.slice(0, last).filter(({ kind }) => kind === 'quoted');
  const [only] = answered;
  const isQuotedAbove =
    answered.length === 1 && only?.kind === 'quoted' && only.introduced && pieces.indexOf(only) < first;
  return new Set(isQuotedAbove ? [] : answered);
}

function hasFilled(lines: readonly Line[], start: number, end: number): boolean {
  for (let position = start; position < end; position += 1)
    if (!isBlank(lines[position] as Line)) return true;
  return false;
}

function trimmed(lines: readonly Line[], fold: LineFold): readonly LineFold[] {
  let { start, end } = fold;
  while (start < end && isBlank(lines[start] as Line)) start += 1;
  while (end > start && isBlank(lines[end - 1] as Line)) end -= 1;
  return start < end && saysSomething(lines, start, end) ? [{ ...fold, start, end }] : [];
}

/** Quote marks alone need not be folded. */
function saysSomething(lines: readonly Line[], start: number, end: number): boolean {
  for (let position = start; position < end; position += 1)
    if (/[^\s>]/.test(lines[position]?.text ?? '')) return true;
  return false;
}

/** Folds of one kind with nothing between them are one. */
function merged(lines: readonly Line[], folds: readonly LineFold[]): readonly LineFold[] {
  const result: LineFold[] = [];
  for (const fold of folds) {
    const before = result.at(-1);
    if (before?.kind === fold.kind && !hasFilled(lines, before.end, fold.start))
      result.splice(-1, 1, { ...before, end: fold.end });
    else result.push(fold);
  }
  return result;
}
