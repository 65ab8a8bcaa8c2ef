/** How one key of `expected` is judged, and the comparisons that several keys share. */
import type { Subject } from '../subject';

/**
 * @param expected the value of the key
 * @returns null when it is right, what is there instead when it is wrong, `not-judged` when the entry's form has no such thing
 */
export type Judge = (expected: never, subject: Subject) => Promise<string | null | typeof NOT_JUDGED>;

/** By the key's name in `expected`. */
export type Keys = Readonly<Record<string, Judge>>;

export const NOT_JUDGED = Symbol('not judged');

/** White space is layout. */
export const squeezed = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Compares words; where the source itself could not read a character, any will do. */
export function sameText(expected: string, actual: string): boolean {
  const wanted = [...squeezed(expected)];
  const given = [...squeezed(actual)];
  return (
    wanted.length === given.length &&
    wanted.every((letter, at) => letter === UNREADABLE || letter === given[at])
  );
}

/** Whether the words are somewhere in the text, in one piece between what the source could not read. */
export function containsText(expected: string, actual: string): boolean {
  const text = squeezed(actual);
  let from = 0;
  return squeezed(expected)
    .split(/\u{FFFD}+/u)
    .every((piece) => {
      const at = text.indexOf(piece, from);
      from = at + piece.length;
      return at >= 0;
    });
}

const UNREADABLE = '\u{FFFD}';

export function equal(expected: unknown, actual: unknown): string | null {
  return JSON.stringify(expected) === JSON.stringify(actual) ? null : shown(actual);
}

export const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 300);
