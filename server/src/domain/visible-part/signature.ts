/**
 * Where the signature begins in what somebody wrote: RFC 3676 §4.3, other delimiters, telephones' lines, words of leave
 * with a name below, and blocks of telephone numbers and addresses. It errs on the side of text.
 */
import { isBlank, seen, type Line } from './lines';
import { isClosing, isSentFromLine } from './sign-offs';

/** Filled lines below a delimiter or below words of leave. */
const MOST_BELOW_DASHES = 30;
const MOST_BELOW_RULE = 12;
const MOST_BELOW_CLOSING = 12;
const LONGEST_LINE = 120;

/**
 * @param from position of the first line of what was written; @param to of the first line after it
 * @returns position of the first line of the signature; `to` when there is none
 */
export function signatureStart(lines: readonly Line[], from: number, to: number): number {
  const start = Math.min(
    markedAt(lines, from, to),
    delimiterAt(lines, from, to),
    beforeSentFrom(lines, from, to),
    closingAt(lines, from, to),
    nameLineAt(lines, from, to),
    contactsAt(lines, from, to),
  );
  return withBlankLinesAbove(lines, from, start, to);
}

/** A signature's own container, after which nothing else is written. */
function markedAt(lines: readonly Line[], from: number, to: number): number {
  let found = to;
  for (let position = to - 1; position >= from; position -= 1) {
    const line = lines[position] as Line;
    if (line.within === 'signature') found = position;
    else if (!isBlank(line)) break;
  }
  return found;
}

function withBlankLinesAbove(lines: readonly Line[], from: number, start: number, to: number): number {
  if (start >= to) return to;
  let first = start;
  // A delimiter of its own may stand right above, as may the mark of a program.
  while (first > from && (isBlank(lines[first - 1] as Line) || isDelimiter(seenAt(lines, first - 1))))
    first -= 1;
  while (first < start && isBlank(lines[first] as Line)) first += 1;
  return first;
}

const seenAt = (lines: readonly Line[], position: number): string => seen(lines[position]?.text ?? '');

/** Two dashes, or any line of one repeated mark. */
const isDashes = (line: string): boolean => /^(?:--|—|–)$/.test(line);
const isDelimiter = (line: string): boolean => isDashes(line) || /^(?:ᐧ|[-–—_*#~=+]{2,80})$/u.test(line);

/** Looks back over so many lines only: a signature is short, and a text is not. */
const LOOKED_BACK = 80;

function delimiterAt(lines: readonly Line[], from: number, to: number): number {
  let filled = 0;
  let found = to;
  let isShort = true;
  for (let position = to - 1; position >= Math.max(from, to - LOOKED_BACK); position -= 1) {
    const line = seenAt(lines, position);
    if (line === '') continue;
    if (isDelimiter(line)) {
      const isRfc = isDashes(line) || /^-- ?$/.test(lines[position]?.text ?? '');
      const standsAlone =
        position === from || isRfc || isBlank(lines[position - 1] as Line) || found === position + 1;
      if (isRfc && filled <= MOST_BELOW_DASHES) found = position;
      else if (standsAlone && isShort && filled <= MOST_BELOW_RULE) found = position;
      continue;
    }
    filled += 1;
    if (line.length > LONGEST_LINE * 2) isShort = false;
    if (filled > MOST_BELOW_DASHES) break;
  }
  return found;
}

/** The paragraphs of "Sent from …" lines at the end. */
function beforeSentFrom(lines: readonly Line[], from: number, to: number): number {
  let start = to;
  for (let position = to - 1; position >= Math.max(from, to - LOOKED_BACK); position -= 1) {
    const line = seenAt(lines, position);
    if (line === '') continue;
    if (!isSentFromLine(line)) break;
    start = position;
    // "via mobile" says of whom on the line above.
    const isBelowName =
      position > from && !isBlank(lines[position - 1] as Line) && NAME.test(seenAt(lines, position - 1));
    if (/^via /i.test(line) && isBelowName) start = position - 1;
  }
  return start;
}

/** Two to four words in capitals. */
const NAME = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){1,3}$/u;

function closingAt(lines: readonly Line[], from: number, to: number): number {
  let filled = 0;
  let found = to;
  for (let position = to - 1; position >= Math.max(from, to - LOOKED_BACK); position -= 1) {
    const line = seenAt(lines, position);
    if (line === '' || isDelimiter(line)) continue;
    if (filled > 0 && isClosing(line)) found = position;
    filled += 1;
    if (filled > MOST_BELOW_CLOSING || line.length > LONGEST_LINE) break;
  }
  return found;
}

/** "-Ann", "/Ann Miller" as the last line. */
const NAME_LINE = /^(?:[-–—/~]{1,2})\s?\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,3}$/u;

function lastFilled(lines: readonly Line[], from: number, to: number): number {
  let last = to - 1;
  while (last >= from && isBlank(lines[last] as Line)) last -= 1;
  return last;
}

function nameLineAt(lines: readonly Line[], from: number, to: number): number {
  const start = Math.min(delimiterAt(lines, from, to), beforeSentFrom(lines, from, to));
  const last = lastFilled(lines, from, start);
  const isAlone = last > from && isBlank(lines[last - 1] as Line);
  return isAlone && NAME_LINE.test(seenAt(lines, last)) ? last : to;
}

const CONTACT =
  /[^\s@]@[^\s@]+\.[^\s@]|(?:https?:\/\/|www\.)\S+|^(?:\p{L}{1,9}[.:]{1,2}\s*)?\+?[\d(][\d\s()./-]{6,24}$/iu;

/** A last paragraph of short lines, two of which say how to reach somebody. */
function contactsAt(lines: readonly Line[], from: number, to: number): number {
  const last = lastFilled(lines, from, to);
  let start = last;
  while (start > from && last - start < 8 && !isBlank(lines[start - 1] as Line)) start -= 1;
  const block = lines.slice(start, last + 1).map(({ text }) => seen(text));
  const isBlock = start > from && isBlank(lines[start - 1] as Line) && block.length >= 2 && block.length <= 8;
  const isShort = block.every((line) => line.length <= 60 && !/[:?!]$/.test(line));
  return isBlock &&
    isShort &&
    !CONTACT.test(block[0] ?? '') &&
    block.filter((line) => CONTACT.test(line)).length >= 2
    ? start
    : to;
}
