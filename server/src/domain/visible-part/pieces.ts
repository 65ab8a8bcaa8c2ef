/**
 * Takes a body apart into what its author wrote, quoted stretches, and the rest that begins with a header block, an
 * introduction or a separator. What is folded of it is decided in fold-lines.
 */
import { fieldOfLine, headerBlockAt, headersInOneLine, type HeaderBlock } from './header-block';
import { introductionEndingAt, type Introduction } from './introduction';
import type { HeaderField } from './labels';
import { isBlank, seen, unquoted, type Line } from './lines';
import { purposeOf, type OuterMail } from './outer-mail';
import { separatorOf } from './separators';

/** Positions are of lines; `end` is the first line after it. */
export type Piece =
  | { readonly kind: 'own'; readonly start: number; readonly end: number }
  | { readonly kind: 'quoted'; readonly start: number; readonly end: number; readonly introduced: boolean }
  | { readonly kind: 'rest'; readonly start: number; readonly end: number; readonly as: 'quote' | 'forward' };

export interface Pieces {
  readonly pieces: readonly Piece[];
  readonly forward: Forward | null;
}

/** The forwarded mail, where it is in the lines it was found in. */
export interface Forward {
  readonly values: ReadonlyMap<HeaderField, string>;
  /** the introduction, of programs that forward with nothing else */
  readonly introduction: string | null;
  readonly lines: readonly Line[];
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export function piecesOf(lines: readonly Line[], outer: OuterMail): Pieces {
  const scan = new Scan(lines, outer);
  scan.run();
  return { pieces: scan.pieces, forward: scan.forward };
}

/** Where quoted mail begins, and how. */
interface Opening {
  readonly start: number;
  /** first line of the mail's text */
  readonly bodyStart: number;
  readonly as: 'quote' | 'forward';
  readonly values: ReadonlyMap<HeaderField, string>;
  readonly introduction: string | null;
  /** without it, only quoted lines below make it one */
  readonly certain: boolean;
}

const NO_VALUES: ReadonlyMap<HeaderField, string> = new Map();

class Scan {
  readonly pieces: Piece[] = [];
  forward: Forward | null = null;
  private ownStart = 0;
  private hasOwnText = false;

  constructor(
    private readonly lines: readonly Line[],
    private readonly outer: OuterMail,
  ) {}

  run(): void {
    let position = 0;
    while (position < this.lines.length) position = this.step(position);
    this.closeOwn(this.lines.length);
  }

  /** @returns the next position to look at */
  private step(position: number): number {
    const line = this.lines[position] as Line;
    if (isBlank(line)) return position + 1;
    if (line.within === 'quote') return this.takeQuoted(position, position, false);
    const opening = openingAt(this.lines, position, this.ownStart, this.outer);
    if (opening === null) {
      this.hasOwnText = true;
      return position + 1;
    }
    return this.take(opening, position);
  }

  private take(opening: Opening, position: number): number {
    const below = nextFilled(this.lines, opening.bodyStart);
    const isQuotedBelow = isQuote(this.lines[below]);
    if (!opening.certain && !isQuotedBelow) {
      this.hasOwnText = true;
      return position + 1;
    }
    const isForward = opening.as === 'forward' && this.forward === null && !this.hasQuotes();
    if (isForward) this.rememberForward(opening);
    if (isQuotedBelow && !isForward) return this.takeQuoted(opening.start, below, true);
    this.closeOwn(opening.start);
    const isAll = this.hasOwnText;
    const end = isAll ? this.lines.length : opening.bodyStart;
    this.pieces.push({ kind: 'rest', start: opening.start, end, as: isForward ? 'forward' : 'quote' });
    this.ownStart = end;
    return isForward && !isAll && isQuotedBelow ? this.leaveOpen() : end;
  }

  /** A forwarded mail in quote marks, and nothing else: it is what there is to read. */
  private leaveOpen(): number {
    this.hasOwnText = true;
    return this.lines.length;
  }

  private rememberForward(opening: Opening): void {
    const { lines } = this;
    this.forward = { ...opening, lines, bodyEnd: lines.length };
  }

  private hasQuotes(): boolean {
    return this.pieces.some(({ kind }) => kind !== 'own');
  }

  private takeQuoted(start: number, firstQuoted: number, introduced: boolean): number {
    const end = quotedEnd(this.lines, firstQuoted);
    this.closeOwn(start);
    const inside = introduced || this.hasQuotes() ? null : this.forwardInside(firstQuoted, end);
    if (inside === null) this.pieces.push({ kind: 'quoted', start, end, introduced });
    else {
      this.forward = inside;
      this.pieces.push({ kind: 'rest', start, end, as: 'forward' });
      if (!this.hasOwnText) {
        // Nothing but the forwarded mail is there to be read.
        this.pieces.pop();
        const opening = start + inside.bodyStart;
        this.pieces.push({ kind: 'rest', start, end: opening, as: 'forward' });
        this.ownStart = opening;
        this.hasOwnText = true;
        this.closeOwn(end);
      }
    }
    this.ownStart = end;
    return end;
  }

  /** Some programs quote the mail they forward. */
  private forwardInside(start: number, end: number): Forward | null {
    const first = nextFilled(this.lines, start);
    const mayForward =
      separatorOf(unquoted([this.lines[first] as Line])[0]?.text ?? '')?.kind === 'forward' ||
      purposeOf(this.outer) === 'forwards';
    if (!mayForward) return null;
    const lines = unquoted(this.lines.slice(start, end));
    const position = nextFilled(lines, 0);
    const opening = position < lines.length ? openingAt(lines, position, 0, this.outer) : null;
    return opening?.as === 'forward' && opening.certain ? { ...opening, lines, bodyEnd: lines.length } : null;
  }

  private closeOwn(end: number): void {
    if (end > this.ownStart) this.pieces.push({ kind: 'own', start: this.ownStart, end });
    this.ownStart = end;
  }
}

const isQuote = (line: Line | undefined): boolean => line?.within === 'quote' || line?.within === 'indented';

function nextFilled(lines: readonly Line[], start: number): number {
  let position = start;
  while (position < lines.length && isBlank(lines[position] as Line)) position += 1;
  return position;
}

/** Fewest characters of a quoted line that was full, so that its last words may have got a line of their own. */
const FULL_LINE = 66;

function quotedEnd(lines: readonly Line[], start: number): number {
  let end = start;
  for (let position = start; position < lines.length; position += 1) {
    const line = lines[position] as Line;
    if (isQuote(line) || (end === position && isRemainder(lines, position))) end = position + 1;
    else if (!isBlank(line)) break;
  }
  return end;
}

/** The last words of a quoted line that a program wrapped without marking the second line. */
function isRemainder(lines: readonly Line[], position: number): boolean {
  const above = lines[position - 1];
  const line = lines[position] as Line;
  if (above?.within !== 'quote' || above.text.length < FULL_LINE || isBlank(line)) return false;
  return /^\p{Ll}/u.test(line.text) && !/[.!?:…]\s*$/.test(above.text) && isQuote(lines[position + 1]);
}

/** The beginning of quoted or forwarded mail whose last line of introduction, or first line of headers, is `position`. */
function openingAt(
  lines: readonly Line[],
  position: number,
  floor: number,
  outer: OuterMail,
): Opening | null {
  return (
    separatedAt(lines, position, outer) ??
    headedAt(lines, position, outer) ??
    introducedAt(introductionEndingAt(lines, position, floor), outer)
  );
}

function separatedAt(lines: readonly Line[], position: number, outer: OuterMail): Opening | null {
  const separator = separatorOf(lines[position]?.text ?? '');
  if (separator === null) return null;
  const known = separator.kind === 'quote' || separator.kind === 'forward' ? separator.kind : null;
  const inLine = 'rest' in separator && separator.rest !== '' ? headersInOneLine(separator.rest) : null;
  const below = nextFilled(lines, position + 1);
  const isNear = below <= position + 3;
  const block: HeaderBlock | null =
    inLine !== null
      ? { end: position + 1, values: inLine }
      : isNear
        ? headerBlockAt(lines, below, separator.kind !== 'rule' || isLongRule(lines[position]))
        : null;
  if (block === null && (known === null || ('rest' in separator && separator.rest !== ''))) return null;
  return {
    start: position,
    bodyStart: block?.end ?? position + 1,
    as: known === null ? kindOfBlock(lines, below, outer) : separatedKind(known, outer),
    values: block?.values ?? NO_VALUES,
    introduction: null,
    certain: true,
  };
}

const LONG_RULE = 20;
const isLongRule = (line: Line | undefined): boolean => seen(line?.text ?? '').length >= LONG_RULE;

/** "Original message" stands above forwarded mail too. */
const separatedKind = (known: 'quote' | 'forward', outer: OuterMail): 'quote' | 'forward' =>
  known === 'quote' && purposeOf(outer) === 'forwards' ? 'forward' : known;

function headedAt(lines: readonly Line[], position: number, outer: OuterMail): Opening | null {
  const field = fieldOfLine(lines[position] as Line);
  if (field === null || field === 'other') return null;
  const block = headerBlockAt(lines, position, false);
  if (block === null) return null;
  return {
    start: position,
    bodyStart: block.end,
    as: kindOfBlock(lines, position, outer),
    values: block.values,
    introduction: null,
    certain: true,
  };
}

/** A header block says nothing of its purpose; the subject does, and without one it is taken for a forward. */
function kindOfBlock(lines: readonly Line[], position: number, outer: OuterMail): 'quote' | 'forward' {
  const isFinnish = /^[*_\s]*lähettäjä/iu.test(lines[position]?.text ?? '');
  return purposeOf(outer, isFinnish) === 'answers' ? 'quote' : 'forward';
}

function introducedAt(introduction: Introduction | null, outer: OuterMail): Opening | null {
  if (introduction === null) return null;
  return {
    start: introduction.start,
    bodyStart: introduction.end,
    as: purposeOf(outer) === 'forwards' && introduction.certain ? 'forward' : 'quote',
    values: NO_VALUES,
    introduction: introduction.text,
    certain: introduction.certain,
  };
}

/** How often quoted mail begins in these lines, one inside the other; a mail that only begins with headers quotes none. */
export function openings(lines: readonly Line[]): number {
  let count = 0;
  let floor = 0;
  let position = nextFilled(lines, 0);
  const first = position;
  while (position < lines.length) {
    const opening = openingAt(lines, position, floor, { subject: '', answers: true });
    const isFound = opening !== null && opening.certain;
    if (isFound && opening.start > first) count += 1;
    position = isFound ? Math.max(opening.bodyStart, position + 1) : position + 1;
    if (isFound) floor = position;
  }
  return count;
}
