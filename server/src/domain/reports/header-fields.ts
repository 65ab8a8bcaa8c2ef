/**
 * Header fields in plain text (RFC 5322 §2.2): of a report's part, or of a mail that a server quotes in its words. Not for
 * the headers of the mail itself, which the MIME parser reads.
 */
import { storableText } from '../text';

/** By lower-cased name, the first of each; values unfolded. */
export type Fields = ReadonlyMap<string, string>;

const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]{0,10}:[ \t]{0,20}(.*)$/;
/** Characters of one value that are kept. */
const VALUE = 2000;

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** One field of a line; null when it is none. */
export function fieldOf(line: string): { readonly name: string; readonly value: string } | null {
  const found = FIELD.exec(storableText(line.slice(0, VALUE)));
  return found === null ? null : { name: (found[1] ?? '').toLowerCase(), value: (found[2] ?? '').trim() };
}

/** Groups of fields, which empty lines part; lines that are no field and continue none are passed over. */
export function fieldGroups(text: string): readonly Fields[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last: string | null = null;
  for (const line of linesOf(text)) {
    const field = /^[ \t]/.test(line) ? null : fieldOf(line);
    if (line.trim() === '') {
      if (group.size > 0) groups.push(group);
      group = new Map();
      last = null;
    } else if (field !== null) {
      last = group.has(field.name) ? null : field.name;
      if (last !== null) group.set(last, field.value);
    } else if (last !== null) {
      const value = `${group.get(last) ?? ''} ${line.trim()}`;
      group.set(last, storableText(value.slice(0, VALUE)).trim());
    }
  }
  if (group.size > 0) groups.push(group);
  return groups;
}

/** A Message-ID as it stands in a field; null when there is none. */
export function messageIdIn(value: string | undefined): string | null {
  return /<[^<>\s]{1,900}>/.exec(value ?? '')?.[0] ?? null;
}
