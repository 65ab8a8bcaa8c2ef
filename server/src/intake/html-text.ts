/**
 * The text of mail that came as HTML only, and which of it is folded: the same that is folded of the HTML. It reads
 * marked HTML (visible-html) and knows nothing of mail.
 */
import { compile, type FormatCallback } from 'html-to-text';
import type { Fold, VisiblePart } from '../domain/visible-part';
import type { OuterMail } from '../domain/visible-part/outer-mail';
import { openText, visiblePartOf } from '../domain/visible-part/visible-part-of';
import { FOLD_MARK } from './html-tree';
import { AS_TEXT, isReadable } from './plain-html';
import { CONTINUED, type FoldedHtml } from './visible-html';

const folded: FormatCallback = (element, walk, builder) => {
  const standIns = standInsOf(String(element.attribs[FOLD_MARK] ?? ''));
  builder.openBlock({ leadingLineBreaks: 1 });
  if (standIns !== null) builder.addInline(standIns[0], {});
  walk(element.children, builder);
  if (standIns !== null) builder.addInline(standIns[1], {});
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const convert = compile({
  ...AS_TEXT,
  formatters: { folded },
  selectors: [...AS_TEXT.selectors, { selector: `div[${FOLD_MARK}]`, format: 'folded' }],
});

/** Marked HTML as text, with stand-ins where it is marked; empty where it is more than can be read. */
export const textOfMarkedHtml = (html: string): string => (isReadable(html) ? convert(html) : '');

/** @param text what `textOfMarkedHtml` made of the folded HTML, or something else when that was empty */
export function visibleTextOfHtml(
  text: string,
  { forwarded }: FoldedHtml,
  outer: OuterMail,
): { readonly text: string; readonly visible: VisiblePart } {
  const plain = withoutStandIns(text);
  const { folds } = plain;
  return {
    text: plain.text,
    visible:
      folds === null
        ? visiblePartOf(plain.text, outer)
        : { text: openText(plain.text, folds), folds, forwarded },
  };
}

/** Characters that stand for the marks while HTML becomes text; no text may hold them (Unicode §23.7). */
const STANDING_FOR: Readonly<Record<Fold['kind'], string>> = {
  quote: '\ufdd0',
  forward: '\ufdd1',
  signature: '\ufdd2',
};
const END_OF_FOLD = '\ufdd3';
const STAND_INS = /[\ufdd0-\ufdd3]/g;

/** What stands before and after the text of an element with a mark; null when it is none of ours. */
function standInsOf(mark: string): readonly [string, string] | null {
  const kind = mark.replace(CONTINUED, '');
  const start = kind in STANDING_FOR ? STANDING_FOR[kind as Fold['kind']] : undefined;
  return start === undefined ? null : [start, END_OF_FOLD];
}

/** Takes the stand-ins out of a text. Folds are null when somebody else's characters make no sense. */
function withoutStandIns(text: string): {
  readonly text: string;
  readonly folds: readonly Fold[] | null;
} {
  const parts: string[] = [];
  const folds: Fold[] = [];
  let length = 0;
  let from = 0;
  let open: { kind: Fold['kind']; start: number } | null = null;
  let isSound = true;
  for (const { 0: character, index } of text.matchAll(STAND_INS)) {
    parts.push(text.slice(from, index));
    length += index - from;
    from = index + 1;
    const kind = KINDS.get(character);
    if (kind === undefined) {
      if (open === null) isSound = false;
      else folds.push({ ...open, end: length });
      open = null;
    } else {
      if (open !== null) isSound = false;
      open = { kind, start: length };
    }
  }
  const whole = [...parts, text.slice(from)].join('');
  return { text: whole, folds: isSound && open === null ? tidied(whole, folds) : null };
}

const KINDS: ReadonlyMap<string, Fold['kind']> = new Map(
  Object.entries(STANDING_FOR).map(([kind, character]) => [character, kind as Fold['kind']]),
);

/** Folds begin and end with words; those of one kind with nothing between them are one. */
function tidied(text: string, folds: readonly Fold[]): readonly Fold[] {
  const result: Fold[] = [];
  for (const fold of folds) {
    const words = text.slice(fold.start, fold.end);
    const start = fold.start + words.length - words.trimStart().length;
    const end = fold.start + words.trimEnd().length;
    if (start >= end) continue;
    const before = result.at(-1);
    if (before?.kind === fold.kind && text.slice(before.end, start).trim() === '')
      result.splice(-1, 1, { ...before, end });
    else result.push({ kind: fold.kind, start, end });
  }
  return result;
}
