/** What the header block of a parsed mail says, bounded and storable. Knows nothing of bodies. */
import type { AddressObject, EmailAddress, HeaderValue } from 'mailparser';
import { CLASSIFYING_HEADERS } from '../domain/classification';
import { LANGUAGE_HEADERS } from '../domain/mail-language';
import { MESSAGE_LIMITS, type Address, type ParsedMessage } from '../domain/message';
import { THREAD_HEADER } from '../domain/reply-token';
import { singleLine, storableText, truncate } from '../domain/text';
import { viaOf } from '../domain/via';
import type { MimeMail } from './mime';

type HeaderBlock = Pick<MimeMail, 'headers' | 'headerLines'>;

export type MessageHeaders = Pick<
  ParsedMessage,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'from'
  | 'via'
  | 'replyTo'
  | 'to'
  | 'cc'
  | 'subject'
  | 'date'
  | 'headers'
  | 'deliveredTo'
  | 'authenticationResults'
  | 'authenticationResultsOnTop'
>;

/** @param kept names of header fields that are kept beside the usual ones */
export function readHeaders(mail: HeaderBlock, kept: ReadonlySet<string> = new Set()): MessageHeaders {
  const { headers } = mail;
  const stored = keptHeaders(mail, kept);
  const [from = null] = addressesOf(headers.get('from'));
  const [sender = null] = addressesOf(headers.get('sender'));
  return {
    messageId: idOf(headers.get('message-id')),
    inReplyTo: idsOf(mail, 'in-reply-to'),
    references: idsOf(mail, 'references'),
    from,
    via: viaOf({ from, sender, headers: stored }),
    replyTo: addressesOf(headers.get('reply-to')),
    to: addressesOf(headers.get('to')),
    cc: addressesOf(headers.get('cc')),
    subject: truncate(singleLine(textOf(headers.get('subject'))), MESSAGE_LIMITS.subject),
    date: dateOf(mail),
    headers: stored,
    deliveredTo: deliveredTo(mail),
    authenticationResults: valuesOf(mail, ['authentication-results']),
    authenticationResultsOnTop: resultsOnTop(mail),
  };
}

const textOf = (value: HeaderValue | undefined): string => (typeof value === 'string' ? value : '');

/** An id is what stands between angle brackets; ids without them exist and are compared as they are. */
function idOf(value: HeaderValue | undefined): string | null {
  const id = storableText(textOf(value)).trim();
  return id === '' || id === '<>' ? null : id;
}

/** Characters of a list of ids that are read. */
const ID_LIST = 64 * 1024;

/**
 * Ids as they are written: split at spaces, as the parser does it, `<"from joe"@x>` would become one that many mails share. Where
 * there are no brackets, words with an @ are ids.
 */
function idsOf({ headers, headerLines }: HeaderBlock, name: string): readonly string[] {
  const lines = headerLines.filter(({ key }) => key === name).map(({ line }) => line.slice(name.length + 1));
  const written = storableText(lines.join(' ').slice(0, ID_LIST));
  const bracketed = written.match(/<[^<>]+>/g)?.map((id) => id.replace(/\s+/g, ''));
  const value = headers.get(name);
  const words = Array.isArray(value) ? value.join(' ') : textOf(value);
  const ids = bracketed ?? storableText(words).match(/<[^<>\s@]+@[^<>\s]+>/g) ?? [];
  // Nearest ones count most, and they stand at the end.
  return ids.slice(-MESSAGE_LIMITS.references);
}

/** An unreadable Date header becomes the current time in mailparser; then we say that there is none. */
function dateOf({ headers, headerLines }: HeaderBlock): Date | null {
  const line = headerLines.find(({ key }) => key === 'date')?.line ?? '';
  const date = headers.get('date');
  const written = new Date(
    line
      .slice(line.indexOf(':') + 1)
      .replace(/\([^)]*\)/g, ' ')
      .trim(),
  );
  if (line === '' || !(date instanceof Date) || Number.isNaN(date.getTime())) return null;
  return Number.isNaN(written.getTime()) ? null : date;
}

/** One field, or several of the same name; groups (RFC 5322 §3.4) are opened. */
function addressesOf(value: HeaderValue | undefined): readonly Address[] {
  const fields = (Array.isArray(value) ? value : [value]) as readonly (AddressObject | undefined)[];
  return fields
    .flatMap((field): readonly EmailAddress[] => field?.value ?? [])
    .flatMap((entry) => (entry.group === undefined ? [entry] : entry.group))
    .map(({ name, address }) => ({
      name: truncate(singleLine(name ?? ''), 255),
      address: truncate(singleLine(address ?? ''), 320),
    }))
    .filter(({ name, address }) => name !== '' || address !== '')
    .slice(0, MESSAGE_LIMITS.addresses);
}

const CLASSIFYING: ReadonlySet<string> = new Set([
  ...CLASSIFYING_HEADERS,
  ...LANGUAGE_HEADERS,
  THREAD_HEADER.toLowerCase(),
]);

function keptHeaders(
  { headerLines }: HeaderBlock,
  kept: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const { key, line } of headerLines) {
    if ((CLASSIFYING.has(key) || kept.has(key)) && headers[key] === undefined) {
      headers[key] = truncate(singleLine(line.slice(line.indexOf(':') + 1)), 500);
    }
  }
  return headers;
}

/** Headers in which servers on the way note whom they delivered to, after the envelope that the mail itself no longer shows. */
const DELIVERED_TO = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-forwarded-to',
  'x-real-to',
] as const;
/** Fields of one kind that are looked at; relays add a few, an attack adds thousands. */
const FIELDS = 20;

const valuesOf = ({ headerLines }: HeaderBlock, names: readonly string[]): readonly string[] =>
  headerLines
    .filter(({ key }) => names.includes(key))
    .slice(0, FIELDS)
    .map(({ line }) => truncate(singleLine(line.slice(line.indexOf(':') + 1)), 2000));

/**
 * Fields above the Received field of the delivery from outside: below it stands what the sender wrote. A hop by LMTP
 * (RFC 2033) or within one machine has no outside, whatever names it gives.
 */
function resultsOnTop({ headerLines }: HeaderBlock): number {
  const outside = headerLines.findIndex(({ key, line }) => key === 'received' && !isLocalHop(line));
  const ours = outside < 0 ? [] : headerLines.slice(0, outside);
  return Math.min(FIELDS, ours.filter(({ key }) => key === 'authentication-results').length);
}

/** By the protocol (RFC 3848). Names before it are the sender's to choose: one that holds another protocol fools nobody. */
const isLocalHop = (line: string): boolean => {
  const field = singleLine(line.slice(0, 2000));
  if (/^received:\s*by\s/i.test(field)) return true;
  const protocols = [...field.matchAll(/\bwith\s+(\w+)/gi)].map(([, name]) => (name ?? '').toLowerCase());
  return protocols.length > 0 && protocols.every((name) => name.startsWith('lmtp'));
};

function deliveredTo(mail: HeaderBlock): readonly string[] {
  const addresses = valuesOf(mail, DELIVERED_TO).map((value) => /<([^<>\s]+)>/.exec(value)?.[1] ?? value);
  return [...new Set(addresses)].filter((address) => address.includes('@'));
}
