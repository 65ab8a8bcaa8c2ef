/**
 * The parts of a plain-text mail as the server found them: what its author wrote, and what is folded away. Nothing is
 * ever cut: the parts in a row are the whole text.
 */
import type { FoldView } from '../../../server/src/api/contracts';

export interface TextPart {
  readonly kind: 'written' | FoldView['kind'];
  readonly text: string;
}

/** Takes a text apart at its folds; white space between two folds is nothing written. */
export function partsOf(text: string, folds: readonly FoldView[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { kind, start, end } of folds) {
    if (start > from) parts.push({ kind: 'written', text: text.slice(from, start) });
    parts.push({ kind, text: text.slice(start, end) });
    from = end;
  }
  return from < text.length ? [...parts, { kind: 'written', text: text.slice(from) }] : parts;
}
