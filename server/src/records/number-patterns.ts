/**
 * Patterns of admins for numbers in mail, such as `ORD-(\d+)`, by RE2: matching takes linear time whatever the pattern
 * and whoever wrote the text, so no mail can hold the process.
 */
import { RE2JS } from 're2js';
import type { ParsedMessage } from '../domain/message';
import { RECORD_LIMITS, type NumberPattern } from '../domain/record-rule';

export type Compiled =
  | { readonly kind: 'pattern'; readonly pattern: RE2JS }
  | { readonly kind: 'invalid'; readonly message: string };

/** A pattern in RE2 syntax; invalid too when it finds numbers in nothing. */
export function compilePattern(text: string): Compiled {
  if (text.length > RECORD_LIMITS.patternLength)
    return { kind: 'invalid', message: `At most ${RECORD_LIMITS.patternLength} characters.` };
  try {
    const pattern = RE2JS.compile(text);
    return pattern.matcher('').find()
      ? { kind: 'invalid', message: 'This pattern matches where nothing is written.' }
      : { kind: 'pattern', pattern };
  } catch (error) {
    return { kind: 'invalid', message: error instanceof Error ? error.message : 'This is no pattern.' };
  }
}

/** Matches that are looked at in one text: `x?y?` can match at every place without finding anything. */
const MATCHES = 500;

/** What a pattern finds, in order, each once; the first group where the pattern has one. */
export function numbersIn(pattern: RE2JS, text: string): readonly string[] {
  const matcher = pattern.matcher(text.slice(0, RECORD_LIMITS.scanned));
  const group = matcher.groupCount() > 0 ? 1 : 0;
  const found = new Set<string>();
  for (
    let matches = 0;
    matches < MATCHES && found.size < RECORD_LIMITS.numbers && matcher.find();
    matches += 1
  ) {
    const number = (matcher.group(group) ?? '').trim();
    if (number !== '') found.add(number);
  }
  return [...found];
}

/** Compiled patterns are kept: the same few are asked of every mail. */
const compiled = new Map<string, Compiled>();
const KEPT = 200;

function known(text: string): Compiled {
  const before = compiled.get(text);
  if (before !== undefined) return before;
  if (compiled.size >= KEPT) compiled.clear();
  const fresh = compilePattern(text);
  compiled.set(text, fresh);
  return fresh;
}

/** Numbers that patterns find in the subject of a mail and in what its writer wrote. */
export function numbersOfMail(
  { subject, text, visible }: Pick<ParsedMessage, 'subject' | 'text' | 'visible'>,
  patterns: readonly NumberPattern[],
): readonly string[] {
  const written = visible.text === '' ? text : visible.text;
  const found = patterns.flatMap(({ pattern, place }) => {
    const ready = known(pattern);
    if (ready.kind === 'invalid') return [];
    return [
      ...(place === 'text' ? [] : numbersIn(ready.pattern, subject)),
      ...(place === 'subject' ? [] : numbersIn(ready.pattern, written)),
    ];
  });
  return [...new Set(found)].slice(0, RECORD_LIMITS.numbers);
}
