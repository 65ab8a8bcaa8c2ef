/**
 * Bytes in, a ParsedMessage or a reason out. Never throws at its caller: a mail that cannot be read must not stop the
 * next one (invariant 3). The MIME work is mailparser's.
 */
import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { displayName } from '../domain/addresses';
import { CLASSIFYING_HEADERS } from '../domain/classification';
import {
  MESSAGE_LIMITS,
  type Address,
  type ParsedMessage,
  type ParseOutcome,
  type UnparsableReason,
} from '../domain/message';
import { singleLine, storableText, truncate } from '../domain/text';
import { attachmentsOf } from './attachments';
import { nestsTooDeep } from './html-depth';
import { withUtf8 } from './undeclared-charset';

/** Milliseconds one mail may take. */
const PARSE_TIMEOUT = 60_000;

/** Parses one mail, whatever its bytes are. */
export async function parseMessage(source: Buffer): Promise<ParseOutcome> {
  if (source.length === 0) return unparsable('empty', '', source);
  const headerEnd = endOfHeaders(source);
  if (headerEnd > MESSAGE_LIMITS.headerBytes) return unparsable('header-too-large', `${headerEnd}`, source);
  try {
    const mail = await withTimeout(
      simpleParser(withUtf8(source, headerEnd), {
        skipHtmlToText: true,
        skipTextToHtml: true,
        skipTextLinks: true,
        keepCidLinks: true,
      }),
    );
    if (mail === 'timeout') return await unparsable('timeout', '', source);
    return { kind: 'parsed', message: messageFrom(mail, source.subarray(headerEnd)) };
  } catch (error) {
    const detail = truncate(singleLine(error instanceof Error ? error.message : String(error)), 200);
    return unparsable(reasonOf(detail), detail, source);
  }
}

/** The parser gives all its limits one error code; they differ in their words. */
function reasonOf(words: string): UnparsableReason {
  if (/child nodes/i.test(words)) return 'too-many-parts';
  return /header size/i.test(words) ? 'header-too-large' : 'malformed';
}

/** Bytes of a header block that are looked at when the mail as a whole cannot be read. */
const READABLE_HEADERS = 64 * 1024;

/** A mail that cannot be read, with what its headers say of it. Also for mail whose body was never fetched. */
export async function unparsable(
  reason: UnparsableReason,
  detail: string,
  source: Buffer,
): Promise<ParseOutcome> {
  const headers = source.subarray(0, Math.min(endOfHeaders(source), READABLE_HEADERS));
  // Whatever is wrong with the mail may be in its headers too; then nothing is known of it but its bytes.
  const mail = await simpleParser(withUtf8(headers, headers.length)).catch(() => null);
  const from = mail === null ? null : (addressesOf(mail.from)[0] ?? null);
  return {
    kind: 'unparsable',
    reason,
    detail,
    subject: truncate(singleLine(mail?.subject ?? ''), MESSAGE_LIMITS.subject),
    sender: from === null ? '' : displayName(from),
  };
}

async function withTimeout(parsing: Promise<ParsedMail>): Promise<ParsedMail | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), PARSE_TIMEOUT);
  });
  // A parse that fails after we gave up must not become an unhandled rejection.
  parsing.catch(() => undefined);
  return Promise.race([parsing, timeout]).finally(() => clearTimeout(timer));
}

/** Where the body begins: after the first empty line, whatever the line endings are; programs mix them. */
function endOfHeaders(source: Buffer): number {
  const looked = source.toString('latin1', 0, MESSAGE_LIMITS.headerBytes + 4);
  const emptyLine = /\r?\n\r?\n|\r\r/.exec(looked);
  return emptyLine === null ? source.length : emptyLine.index + emptyLine[0].length;
}

function messageFrom(mail: ParsedMail, body: Buffer): ParsedMessage {
  const html = typeof mail.html === 'string' && mail.html !== '' ? storableText(mail.html) : null;
  return {
    messageId: idOf(mail.messageId),
    inReplyTo: idsOf(mail.inReplyTo),
    references: idsOf(mail.references),
    from: addressesOf(mail.from)[0] ?? null,
    replyTo: addressesOf(mail.replyTo),
    to: addressesOf(mail.to),
    cc: addressesOf(mail.cc),
    subject: truncate(singleLine(mail.subject ?? ''), MESSAGE_LIMITS.subject),
    date: dateOf(mail),
    text: storableText(textOf(mail, html, body)),
    html,
    attachments: attachmentsOf(mail, html),
    headers: headersOf(mail),
    bodyHash: createHash('sha256').update(body).digest('hex'),
  };
}

/** Characters of HTML that are turned into text, and of a body that is shown as it stands. */
const READ_HTML = 2 * 1024 * 1024;
const UNREADABLE_BODY = 64 * 1024;

/**
 * HTML-only mail still needs text, for the list, for search and for quoting. Where no part could be read at all, as in
 * a multipart without boundary, the body is shown as it was written: an empty mail would hide what somebody said.
 */
function textOf(mail: ParsedMail, html: string | null, body: Buffer): string {
  const text = mail.text ?? '';
  if (text.trim() !== '') return text;
  const readable = html?.slice(0, READ_HTML) ?? '';
  if (readable !== '' && !nestsTooDeep(readable)) return textOfHtml(readable);
  return mail.attachments.length > 0 ? '' : body.toString('utf8', 0, UNREADABLE_BODY).trim();
}

function textOfHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxDepth: 200 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ],
  });
}

/** An id is what stands between angle brackets; ids without them exist and are compared as they are. */
function idOf(value: string | undefined): string | null {
  const id = storableText(value ?? '').trim();
  return id === '' || id === '<>' ? null : id;
}

function idsOf(value: string | readonly string[] | undefined): readonly string[] {
  const text = typeof value === 'string' ? value : (value ?? []).join(' ');
  return (storableText(text).match(/<[^<>\s]+>/g) ?? []).slice(0, MESSAGE_LIMITS.references);
}

/** An unreadable Date header becomes the current time in mailparser; then we say that there is none. */
function dateOf(mail: ParsedMail): Date | null {
  const line = mail.headerLines.find(({ key }) => key === 'date')?.line ?? '';
  const written = new Date(
    line
      .slice(line.indexOf(':') + 1)
      .replace(/\([^)]*\)/g, ' ')
      .trim(),
  );
  if (line === '' || mail.date === undefined || Number.isNaN(mail.date.getTime())) return null;
  return Number.isNaN(written.getTime()) ? null : mail.date;
}

function addressesOf(value: AddressObject | readonly AddressObject[] | undefined): readonly Address[] {
  const objects =
    value === undefined
      ? []
      : Array.isArray(value)
        ? (value as readonly AddressObject[])
        : [value as AddressObject];
  return objects
    .flatMap((object) => object.value)
    .flatMap((entry) => (entry.group === undefined ? [entry] : entry.group))
    .map(({ name, address }) => ({
      name: truncate(singleLine(name ?? ''), 255),
      address: truncate(singleLine(address ?? ''), 320),
    }))
    .filter(({ name, address }) => name !== '' || address !== '')
    .slice(0, MESSAGE_LIMITS.addresses);
}

function headersOf(mail: ParsedMail): Readonly<Record<string, string>> {
  const wanted: readonly string[] = CLASSIFYING_HEADERS;
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) {
    if (wanted.includes(key) && headers[key] === undefined) {
      headers[key] = truncate(singleLine(line.slice(line.indexOf(':') + 1)), 500);
    }
  }
  return headers;
}
