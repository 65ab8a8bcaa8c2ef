/**
 * Signed marks by which an answer is recognised whatever its sender's program or a relay did to its headers: in our
 * Message-IDs, in reply addresses, and in a header of what we send. Only HMAC-SHA256 of node:crypto; keys are the caller's.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Address, ParsedMessage } from './message';

/** Secrets; the first one signs, all of them verify, so that a key can be replaced. None: nothing is signed or verified. */
export type TokenKeys = readonly Uint8Array[];

/** What a mark vouches for. */
export interface TokenScope {
  /** `internal`: of mail among ourselves about a case, whose answers no customer may see */
  readonly kind: 'case' | 'internal';
  readonly caseNumber: number;
}

/** Header of what we send: it repeats our Message-ID, which relays replace. In mail that comes in it is worth its signature. */
export const THREAD_HEADER = 'X-Mailroom-Thread';

/** 96 bits in hex: relays and programs change the case of addresses, so it must not matter. */
const MAC_DIGITS = 24;
const LETTERS = { case: 'c', internal: 'n' } as const;
/** Longest local part (RFC 5321 §4.5.3.1.1). */
const LOCAL_PART = 64;
/** Marks of one mail that are verified, and characters of its text that are searched for them. */
const MARKS = 20;
const SEARCHED_TEXT = 512 * 1024;

function macOf(key: Uint8Array, parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('\u0000')).digest('hex').slice(0, MAC_DIGITS);
}

function isMac(keys: TokenKeys, parts: readonly string[], given: string): boolean {
  const claimed = Buffer.from(given.toLowerCase(), 'latin1');
  return keys.some((key) => {
    const right = Buffer.from(macOf(key, parts), 'latin1');
    return right.length === claimed.length && timingSafeEqual(right, claimed);
  });
}

const signed = ({ kind, caseNumber }: TokenScope): readonly string[] => [kind, String(caseNumber)];

/** The mark of a case, as `c.42.<mac>`; null without keys. */
export function threadMark(keys: TokenKeys, scope: TokenScope): string | null {
  const [key] = keys;
  return key === undefined
    ? null
    : `${LETTERS[scope.kind]}.${scope.caseNumber}.${macOf(key, ['thread', ...signed(scope)])}`;
}

/** `support+c.42.<mac>@…`; the address as it is where the mark does not fit or cannot be made. */
export function replyAddress(keys: TokenKeys, scope: TokenScope, address: string): string {
  const at = address.lastIndexOf('@');
  const mark = threadMark(keys, scope);
  if (mark === null || at < 1) return address;
  const local = `${address.slice(0, at)}+${mark}`;
  return local.length > LOCAL_PART ? address : `${local}${address.slice(at)}`;
}

/**
 * A Message-ID whose left side proves that we made it, and for which case.
 *
 * @param random at least 128 bits, as lower-case letters and digits
 */
export function signedMessageId(keys: TokenKeys, scope: TokenScope, random: string, domain: string): string {
  const [key] = keys;
  const right = domain === '' ? 'mailroom.invalid' : domain;
  if (key === undefined) return `<${random}@${right}>`;
  const mac = macOf(key, ['message-id', random, ...signed(scope)]);
  return `<${random}.${LETTERS[scope.kind]}.${scope.caseNumber}.${mac}@${right}>`;
}

const scopeOf = (letter: string, digits: string): TokenScope => ({
  kind: letter.toLowerCase() === LETTERS.case ? 'case' : 'internal',
  caseNumber: Number(digits),
});

const OWN_ID = /^<([0-9a-z]{16,64})\.([cn])\.(\d{1,12})\.([0-9a-f]{24})@/i;

/** What a Message-ID of ours vouches for; null for any other id. */
export function scopeOfMessageId(keys: TokenKeys, id: string): TokenScope | null {
  const [, random = '', letter = '', digits = '', mac = ''] = OWN_ID.exec(id) ?? [];
  if (mac === '') return null;
  const scope = scopeOf(letter, digits);
  return isMac(keys, ['message-id', random.toLowerCase(), ...signed(scope)], mac) ? scope : null;
}

/** The mark of an address, or a Message-ID of ours. Every length in it is fixed or small, so it reads any text once. */
const MARK = /(?:<([0-9a-z]{16,64})\.|(?<![0-9a-z.]))([cn])\.(\d{1,12})\.([0-9a-f]{24})(?![0-9a-z])/gi;

/** What valid marks in a text vouch for, in their order; forged ones count for nothing. */
export function scopesIn(keys: TokenKeys, text: string): readonly TokenScope[] {
  const found: TokenScope[] = [];
  let tried = 0;
  for (const [, random, letter = '', digits = '', mac = ''] of text.slice(0, SEARCHED_TEXT).matchAll(MARK)) {
    tried += 1;
    if (tried > MARKS) break;
    const scope = scopeOf(letter, digits);
    const label = random === undefined ? ['thread'] : ['message-id', random.toLowerCase()];
    if (isMac(keys, [...label, ...signed(scope)], mac)) found.push(scope);
  }
  return found;
}

type Addressed = Pick<ParsedMessage, 'deliveredTo' | 'to' | 'cc'>;

/** What the addresses vouch for to which a mail came; those that servers on the way noted come first (peers §2.4 no. 1). */
export function scopesOfRecipients(
  keys: TokenKeys,
  { deliveredTo, to, cc }: Addressed,
): readonly TokenScope[] {
  const addresses = [...deliveredTo, ...[...to, ...cc].map(({ address }) => address)];
  return scopesIn(keys, addresses.filter((address) => address.includes('+')).join(' '));
}

/** The mail as if it had come to the plain addresses: people, filters and records know only those. */
export function withoutMarks<Message extends Addressed>(keys: TokenKeys, message: Message): Message {
  const plain = (address: string): string => plainAddress(keys, address);
  const each = (addresses: readonly Address[]): readonly Address[] =>
    addresses.map((entry) => ({ ...entry, address: plain(entry.address) }));
  if (
    ![...message.deliveredTo, ...[...message.to, ...message.cc].map(({ address }) => address)].some(isMarked)
  )
    return message;
  return {
    ...message,
    to: each(message.to),
    cc: each(message.cc),
    deliveredTo: message.deliveredTo.map(plain),
  };
}

const isMarked = (address: string): boolean => address.includes('+');

function plainAddress(keys: TokenKeys, address: string): string {
  const at = address.lastIndexOf('@');
  const plus = address.lastIndexOf('+', at);
  if (at < 0 || plus < 1) return address;
  const mark = address.slice(plus + 1, at);
  return scopesIn(keys, mark).length === 0 ? address : `${address.slice(0, plus)}${address.slice(at)}`;
}
