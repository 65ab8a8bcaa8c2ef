/** Addresses as text, for showing and for the composer's recipient fields. It does not check that a mailbox exists. */
import type { MailAddress } from '../../../server/src/api/contracts';

/** The name of an address, or the address itself when it has none. */
export const displayName = ({ name, address }: MailAddress): string => name.trim() || address;

/** `Name <address>` as mail programs write it; names that hold separators are quoted. */
export function formatAddress({ name, address }: MailAddress): string {
  const trimmed = name.trim();
  if (!trimmed) return address;
  const written = /[",;<>@]/.test(trimmed) ? `"${trimmed.replaceAll(/["\\]/g, '\\$&')}"` : trimmed;
  return `${written} <${address}>`;
}

export const formatAddressList = (addresses: readonly MailAddress[]): string =>
  addresses.map(formatAddress).join(', ');

export interface ParsedAddresses {
  readonly people: readonly MailAddress[];
  /** what was written but is no address */
  readonly invalid: readonly string[];
}

/** Splits at commas, semicolons and line ends, but not inside quotes or angle brackets. */
function splitAddressList(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let bracketed = false;
  let escaped = false;
  for (const character of text) {
    if (escaped) escaped = false;
    else if (character === '\\' && quoted) escaped = true;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '<') bracketed = true;
    else if (!quoted && character === '>') bracketed = false;
    if (!quoted && !bracketed && /[,;\n]/.test(character)) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part].map((one) => one.trim()).filter(Boolean);
}

/** Finer rules are the server's: this only finds what cannot be meant as an address. */
const LOOKS_LIKE_ADDRESS = /^[^\s@<>",;]+@[^\s@<>",;]+$/;

/** The name before an address in angle brackets, without its quotes. */
const nameIn = (part: string): string => {
  const name = part.slice(0, part.lastIndexOf('<')).trim();
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll(/\\(.)/g, '$1') : name;
};

/** Reads what an agent typed into a recipient field; an address written twice counts once. */
export function parseAddressList(text: string): ParsedAddresses {
  const people = new Map<string, MailAddress>();
  const invalid: string[] = [];
  for (const part of splitAddressList(text)) {
    const bracketed = /<([^<>]*)>\s*$/.exec(part)?.[1];
    const address = (bracketed ?? part).trim();
    const name = bracketed === undefined ? '' : nameIn(part);
    if (LOOKS_LIKE_ADDRESS.test(address)) people.set(address.toLowerCase(), { name, address });
    else invalid.push(part);
  }
  return { people: [...people.values()], invalid };
}

/** Up to two letters that stand for a person where there is no room for the name. */
export function initials(name: string): string {
  const words = name.split(/[\s._@-]+/).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('') || '?';
}
