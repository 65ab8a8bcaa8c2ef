/** The visible part of a text: entry point of this folder for plain text. */
import type { Fold, VisiblePart } from '../visible-part';
import { foldLines } from './fold-lines';
import { forwardedMailOf } from './forwarded-mail';
import { linesOf } from './lines';
import type { OuterMail } from './outer-mail';

/**
 * Finds quotes, signatures and forwarded mail in a text. Linear in its length; never throws.
 *
 * @param outer what the mail says of itself; a header block is a forward or a quote depending on it
 */
export function visiblePartOf(text: string, outer: OuterMail): VisiblePart {
  const lines = linesOf(text);
  const { folds: lineFolds, forward } = foldLines(lines, outer);
  const folds = lineFolds.map(({ kind, start, end }): Fold => ({
    kind,
    start: lines[start]?.start ?? 0,
    end: lines[end - 1]?.end ?? 0,
  }));
  return {
    text: openText(text, folds),
    folds,
    forwarded: forward === null ? null : forwardedMailOf(forward, outer),
  };
}

/** The text without its folds, trimmed. */
export function openText(text: string, folds: readonly Fold[]): string {
  let from = 0;
  let open = '';
  for (const { start, end } of folds) {
    open += text.slice(from, start);
    from = end;
  }
  return (open + text.slice(from)).trim();
}
