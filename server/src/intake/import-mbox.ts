/**
 * Where the messages of an mbox file lie (RFC 4155 and its older kin), found by reading it once in small pieces: a file
 * of any size and a message of any size cost the same memory. It reads no message, and changes no byte.
 */
import type { FileHandle } from 'node:fs/promises';

/** A message's bytes in its file, without separator line and the empty line that ends it. */
export interface MessageSpan {
  readonly start: number;
  /** exclusive */
  readonly end: number;
  /** where the next message may begin: what reading goes on from */
  readonly next: number;
  /** of the separator line; null where it names no moment */
  readonly deliveredAt: Date | null;
}

const PIECE = 256 * 1024;
/** Bytes from a separator on that are looked at: its line, and enough of the next to see whether it is a header field. */
const LOOKED_AT = 1024;
const FROM = Buffer.from('From ');
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * The messages of an mbox file in their order.
 *
 * @param from where to begin: 0, or `next` of the last message that was handled
 */
export async function* messagesOfMbox(file: FileHandle, from = 0): AsyncGenerator<MessageSpan> {
  let open: Separator | null = null;
  for await (const found of separators(file, from)) {
    if (found.kind === 'separator') {
      if (open !== null) yield spanOf(open, found.at - found.emptyLineBefore, found.at);
      open = found;
    } else if (open !== null) {
      yield spanOf(open, found.at - found.emptyLineBefore, found.at);
    }
  }
}

const spanOf = ({ contentAt, deliveredAt }: Separator, end: number, next: number): MessageSpan => ({
  start: contentAt,
  end: Math.max(contentAt, end),
  next,
  deliveredAt,
});

interface Separator {
  readonly kind: 'separator';
  readonly at: number;
  /** where the message begins */
  readonly contentAt: number;
  /** bytes of the empty line that ended the message before: 0, 1 or 2 */
  readonly emptyLineBefore: number;
  readonly deliveredAt: Date | null;
}
type Found =
  Separator | { readonly kind: 'end-of-file'; readonly at: number; readonly emptyLineBefore: number };

async function* separators(file: FileHandle, from: number): AsyncGenerator<Found> {
  let window: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let base = from;
  let lookedAtUpTo = from;
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const { bytesRead } = await file.read(piece, 0, PIECE, base + window.length);
    const atEnd = bytesRead === 0;
    window = Buffer.concat([window, piece.subarray(0, bytesRead)]);
    let candidate = window.indexOf(FROM, Math.max(0, lookedAtUpTo - base));
    while (candidate >= 0 && (atEnd || candidate + LOOKED_AT <= window.length)) {
      lookedAtUpTo = base + candidate + FROM.length;
      const separator = separatorAt(window, candidate, base, from);
      if (separator !== null) yield separator;
      candidate = window.indexOf(FROM, candidate + FROM.length);
    }
    if (atEnd) {
      const emptyLineBefore = emptyLineEndingAt(window, window.length);
      yield { kind: 'end-of-file', at: base + window.length, emptyLineBefore };
      return;
    }
    // What is not decided yet stays, with the line end and the empty line before it.
    const keepFrom = Math.max(0, (candidate >= 0 ? candidate : window.length) - 8);
    base += keepFrom;
    window = window.subarray(keepFrom);
  }
}

/** @param from where reading began: a message begins there, whatever stands before */
function separatorAt(window: Buffer, position: number, base: number, from: number): Separator | null {
  const atStart = base + position === from;
  if (!atStart && window[position - 1] !== NEWLINE) return null;
  const looked = window.toString('latin1', position, position + LOOKED_AT);
  const [line = '', next = ''] = looked.split('\n', 2).map((text) => text.replace(/\r$/, ''));
  const emptyLineBefore = emptyLineEndingAt(window, position);
  if (!atStart && !isSeparator(line, next, emptyLineBefore > 0)) return null;
  const lineEnd = looked.indexOf('\n');
  return {
    kind: 'separator',
    at: base + position,
    contentAt: base + position + (lineEnd < 0 ? looked.length : lineEnd + 1),
    emptyLineBefore,
    deliveredAt: momentOf(line),
  };
}

/** Bytes of the empty line that ends just before a position; 0 when the line before is not empty. */
function emptyLineEndingAt(window: Buffer, position: number): number {
  if (window[position - 1] !== NEWLINE) return 0;
  const bytes = window[position - 2] === RETURN ? 2 : 1;
  return window[position - bytes - 1] === NEWLINE ? bytes : 0;
}

const WEEKDAY_AND_MONTH =
  /^From (?:.*\s)?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s.*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b.*\d{1,2}:\d{2}/i;
const ADDRESS_ALONE = /^From (?:-|\S+@\S+|MAILER-DAEMON)\s*$/i;
const HEADER_FIELD = /^(?:>?From |[!-9;-~]+[ \t]*:)/;

/**
 * Prose may begin with "From" too, and not every program quotes it: a separator names a moment, and follows an empty line
 * or is followed by a header. One without a moment needs both.
 */
function isSeparator(line: string, next: string, afterEmptyLine: boolean): boolean {
  const header = HEADER_FIELD.test(next);
  if (WEEKDAY_AND_MONTH.test(line)) return afterEmptyLine || header;
  return ADDRESS_ALONE.test(line) && afterEmptyLine && header;
}

/** The moment of a separator line; without a zone it is UTC (RFC 4155 Appendix A). */
function momentOf(line: string): Date | null {
  const written = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*$/i.exec(line)?.[0] ?? '';
  // Some programs put the zone before the year, which Date does not read: "Mon Mar 02 10:00:00 +0000 2020".
  const [, before, zone, year] = /^(.*?)\s([+-]\d{4})\s+(\d{4})\s*$/.exec(written) ?? [];
  const text = zone === undefined ? written : `${before} ${year} ${zone}`;
  const hasZone = /[+-]\d{2}:?\d{2}\s*$|\b[A-Z]{3,4}\b(?!.*\d{1,2}:)|\b(?:UTC|GMT|Z)\b/.test(
    text.slice(text.indexOf(':')),
  );
  const moment = new Date(hasZone ? text : `${text} UTC`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
