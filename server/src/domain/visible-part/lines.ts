/**
 * A body as lines, the way the rest of this folder looks at it, whether it came as text or as HTML. Lines judge nothing.
 */

export interface Line {
  readonly text: string;
  /** where it lies in its source, without its line end */
  readonly start: number;
  readonly end: number;
  /** what the markup around it says: of text, only the quote marks of RFC 3676 §4.5 say something */
  readonly within: Container | null;
}

/** `indented`: a block quotation, which formats text as often as it quotes mail. */
export type Container = 'quote' | 'indented' | 'signature';

/** Characters of a line that are looked at; what matters stands at its beginning. */
const LOOKED_AT = 1_000;

/** Marks that are not seen: byte order marks, soft hyphens, directions. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** What a person sees of a line. */
export function seen(text: string): string {
  const looked = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  return looked.replace(UNSEEN, '').trim();
}

export const isBlank = (line: Line): boolean => seen(line.text) === '';

/** `>`, or the initials of who is quoted in front of it. */
const QUOTE_MARK = /^[ \t]{0,3}(?:[A-Z]{1,3})?>/;

/** One level of quote marks less; null when there is none. */
export function withoutQuoteMark(text: string): string | null {
  const mark = QUOTE_MARK.exec(text);
  if (mark === null) return null;
  const rest = text.slice(mark[0].length);
  return rest.startsWith(' ') ? rest.slice(1) : rest;
}

/** Nobody reads more; what comes after them is taken for one line. */
const MOST_LINES = 200_000;

/** Lines end with LF, CRLF or a lone CR. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let position = 0; position <= text.length; position += 1) {
    if (lines.length === MOST_LINES) position = text.length;
    const code = position === text.length ? LINE_FEED : text.charCodeAt(position);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    const line = text.slice(start, position);
    lines.push({ text: line, start, end: position, within: QUOTE_MARK.test(line) ? 'quote' : null });
    if (code === CARRIAGE_RETURN && text.charCodeAt(position + 1) === LINE_FEED) position += 1;
    start = position + 1;
  }
  return lines;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The lines inside a quote, one level of marks less, at the same places of the source. */
export function unquoted(lines: readonly Line[]): readonly Line[] {
  return lines.map((line) => {
    const text = withoutQuoteMark(line.text);
    return text === null
      ? { ...line, within: null }
      : { ...line, text, within: QUOTE_MARK.test(text) ? 'quote' : null };
  });
}
