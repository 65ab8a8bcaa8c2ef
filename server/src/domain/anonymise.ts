/**
 * Takes a person out of texts: addresses, in the ways they are written, become a pseudonym that reaches nobody; names become a gap.
 * Which texts are searched is decided elsewhere.
 */
/** A person as their mails name them. */
export interface Person {
  /** lower-cased address -> what stands in its place */
  readonly pseudonyms: ReadonlyMap<string, string>;
  /** as written */
  readonly names: readonly string[];
}

/** In place of a name, in every language. */
export const GAP = '[…]';

/** Characters: a shorter name is part of too many words. */
const SHORTEST_NAME = 3;

/** What stands in an address for the sign "@": in links, in HTML and in return addresses (VERP). */
const AT_SIGNS = ['@', '%40', '&#64;', '&#x40;', '='] as const;

/** Reserved for what does not exist (RFC 2606 §2). */
const DOMAIN = '@anonymous.invalid';

/** An address that reaches nobody. @param code tells it from those of others */
export const pseudonymOf = (code: string, position: number): string =>
  `anonymous-${code}${position === 0 ? '' : `-${position + 1}`}${DOMAIN}`;

/** The ways in which addresses may be written, lower-cased. */
const writtenAs = (addresses: readonly string[]): readonly string[] =>
  addresses.flatMap((address) => AT_SIGNS.map((sign) => address.toLowerCase().replace('@', sign)));

export interface Eraser {
  /** Takes addresses out of a text. */
  readonly addresses: (text: string) => string;
  /** Takes addresses and names out of a text. */
  readonly everything: (text: string) => string;
}

export function eraserOf({ pseudonyms, names }: Person): Eraser {
  const byWriting = new Map(
    [...pseudonyms].flatMap(([address, pseudonym]) =>
      writtenAs([address]).map((written) => [written, pseudonym] as const),
    ),
  );
  const written = alternativesOf([...byWriting.keys()]);
  // An address within a longer one is somebody else's.
  const address = new RegExp(
    `(?<![\\p{L}\\p{N}._%+-])(?:${written})(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`,
    'giu',
  );
  const addresses = (text: string): string =>
    pseudonyms.size === 0
      ? text
      : text.replace(address, (found) => byWriting.get(found.toLowerCase()) ?? GAP);
  const wordings = namesToErase(names);
  const name = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternativesOf(wordings)})(?![\\p{L}\\p{N}])`, 'gu');
  return {
    addresses,
    everything: (text) => {
      const without = addresses(text);
      return wordings.length === 0 ? without : without.replace(name, GAP);
    },
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Longer ones first, so that no part of one stays. */
const alternativesOf = (texts: readonly string[]): string =>
  [...texts]
    .sort((one, other) => other.length - one.length)
    .map(escaped)
    .join('|');

/** Names as they are written: whole, family name first, and each word of a name of a person. */
export function namesToErase(names: readonly string[]): readonly string[] {
  const wordings = names.flatMap((name) => {
    const words = name
      .normalize()
      .split(/[\s,;"'()<>]+/u)
      .filter((word) => word !== '');
    const isPersons = words.length >= 2 && words.length <= 4;
    const last = words.at(-1) ?? '';
    const turned = isPersons ? [`${last}, ${words.slice(0, -1).join(' ')}`] : [];
    // "Jonas" in "Dear Jonas" is a name; "of" is none.
    const single = isPersons ? words.filter((word) => /^\p{Lu}/u.test(word)) : [];
    return [name.trim(), words.join(' '), ...turned, ...single];
  });
  return [...new Set(wordings)].filter((name) => name.length >= SHORTEST_NAME && !name.includes('@'));
}

/** Whether an address is a pseudonym. */
export const isPseudonym = (address: unknown): boolean =>
  typeof address === 'string' && address.endsWith(DOMAIN);

/** The same in all texts of a JSON value. Where an address became a pseudonym, nothing stays of the name beside it. */
export function eraseIn(value: unknown, erase: (text: string) => string): unknown {
  if (typeof value === 'string') return erase(value);
  if (Array.isArray(value)) return value.map((part) => eraseIn(part, erase));
  if (typeof value !== 'object' || value === null) return value;
  const erased = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, eraseIn(part, erase)] as const),
  );
  return isPseudonym(erased.address) && 'name' in erased ? { ...erased, name: '' } : erased;
}
