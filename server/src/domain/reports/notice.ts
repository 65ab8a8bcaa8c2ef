/**
 * A notice in which a server reports a failure in words of its own: who was not reached, what the other server said, and
 * which mail it was about. By the structure of such notices, whatever server wrote them; it is only asked about mail that
 * a server wrote.
 */
import { addressKey } from '../addresses';
import type { ReportedRecipient } from '../report';
import { truncate } from '../text';
import { recipientsOfStatus } from './delivery-status';
import { actionInWords } from './failure-words';
import { isHardFailure, statusIn } from './hardness';
import { fieldOf, fieldGroups, linesOf, messageIdIn, type Fields } from './header-fields';

export interface Notice {
  readonly recipients: readonly ReportedRecipient[];
  readonly originalMessageId: string | null;
}

/** Characters of a text that are looked at: notices are short, what they enclose is not. */
export const NOTICE_LENGTH = 64 * 1024;
const LINES = 600;

/** Fields that a mail's own header has and that no sentence of a notice looks like. */
const TELLING = new Set([
  'received',
  'message-id',
  'return-path',
  'dkim-signature',
  'mime-version',
  'x-received',
]);

export interface SplitNotice {
  /** lines of the server */
  readonly lines: readonly string[];
  /** header of the mail it quotes; empty when it quotes none */
  readonly enclosed: Fields;
}

/** Parts the server's words from the mail that it quotes: that begins with at least two fields, one of them telling. */
export function splitNotice(text: string): SplitNotice {
  const lines = linesOf(text.slice(0, NOTICE_LENGTH))
    .slice(0, LINES)
    .map((line) => line.replace(/^(?:>[ \t]?)+/, ''));
  const start = lines.findIndex((_, position) => beginsMail(lines, position));
  if (start < 0) return { lines, enclosed: new Map() };
  const header = lines.slice(start).join('\n');
  return { lines: lines.slice(0, start), enclosed: fieldGroups(header)[0] ?? new Map<string, string>() };
}

/** Fields that are looked at from where a mail may begin. */
const HEADER_LINES = 12;

function beginsMail(lines: readonly string[], start: number): boolean {
  if (fieldOf(lines[start] ?? '') === null) return false;
  const block: string[] = [];
  for (const line of lines.slice(start, start + HEADER_LINES)) {
    const field = fieldOf(line);
    if (field === null && !/^[ \t]+\S/.test(line)) break;
    if (field !== null) block.push(field.name);
  }
  return block.length >= 2 && block.some((name) => TELLING.has(name));
}

const ADDRESS = /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}.-]{1,255}/gu;

const addressesIn = (line: string): readonly string[] =>
  [...line.slice(0, 1000).matchAll(ADDRESS)]
    .map(([address]) => address.replace(/[.,;:]+$/, ''))
    .filter((address) => /@[^@]*[\p{L}\p{N}]$/u.test(address));

/** How surely an address in a line is one that was not reached; 0: it is somebody else's. */
function weightOf(line: string, before: string, address: string): number {
  if (
    /mail from:|return-path|envelope-from|^\s*(?:from|sender|original sender|reply-to|von|de)\s*:/i.test(line)
  )
    return 0;
  if (/(?:sent by|sender|from)\s*:?\s*$/i.test(before.trim())) return 0;
  if (/message-?id|mailto:\S*\?|contact|postmaster|help ?desk/i.test(line) && !isAlone(line, address))
    return 0;
  if (/rcpt to:|final-recipient|original-recipient|^\s*recipients?(?: address)?\s*:/i.test(line)) return 5;
  if (isAlone(line, address)) return 4;
  if (line.replace(/^[\s*•"'<(-]{1,20}/u, '').startsWith(address)) return 3;
  return 2;
}

/** Nothing else in the line but brackets, bullets, and the same address once more as a link. */
function isAlone(line: string, address: string): boolean {
  const rest = line.replaceAll(address, '').replace(/mailto:/gi, '');
  return !/[\p{L}\p{N}]/u.test(rest);
}

interface Mentioned {
  readonly address: string;
  readonly line: number;
  readonly weight: number;
}

function mentionedIn(lines: readonly string[], isOther: (key: string) => boolean): readonly Mentioned[] {
  const best = new Map<string, Mentioned>();
  lines.forEach((line, position) => {
    const before = lines.slice(0, position).findLast((other) => other.trim() !== '') ?? '';
    for (const address of addressesIn(line)) {
      const key = addressKey(address);
      const weight = isOther(key) ? 0 : weightOf(line, before, address);
      const known = best.get(key);
      if (weight > 0 && (known === undefined || weight > known.weight))
        best.set(key, { address, line: known === undefined ? position : known.line, weight });
    }
  });
  return [...best.values()];
}

/** Recipients of a notice that are kept. */
const RECIPIENTS = 100;

export interface Noticed {
  readonly subject: string;
  readonly text: string;
  /** address keys of those who wrote and who got the notice: they are not whom it is about */
  readonly correspondents: readonly string[];
  /** X-Failed-Recipients, where the server names them so */
  readonly failedRecipients: string;
}

/** Reads a notice. Without any address in it there are no recipients. */
export function readNotice({ subject, text, correspondents, failedRecipients }: Noticed): Notice {
  const { lines, enclosed } = splitNotice(text);
  const words = lines.join('\n');
  const originalMessageId = messageIdIn(enclosed.get('message-id')) ?? idInWords(lines);
  const stated = recipientsOfStatus(words);
  if (stated.length > 0) return { recipients: stated, originalMessageId };
  const action = actionInWords(subject, words) ?? 'failed';
  const named = addressesIn(failedRecipients);
  const mentioned = chosen(lines, correspondents);
  const addresses: readonly Mentioned[] =
    named.length > 0
      ? named.map((address) => ({
          address,
          weight: 5,
          line: mentioned.find((other) => addressKey(other.address) === addressKey(address))?.line ?? 0,
        }))
      : mentioned.length > 0
        ? mentioned
        : addressesIn(enclosed.get('to') ?? '').map((address) => ({ address, weight: 1, line: 0 }));
  const recipients = addresses
    .slice(0, RECIPIENTS)
    .map((one, position) => recipientFrom(one, lines, addresses[position + 1]?.line ?? null, action));
  return { recipients, originalMessageId };
}

/** Those that are named most surely; an address that is also the sender's is taken when nobody else is named. */
function chosen(lines: readonly string[], correspondents: readonly string[]): readonly Mentioned[] {
  const others = new Set(correspondents);
  const found = mentionedIn(
    lines,
    (key) => others.has(key) || /^(?:postmaster|mailer-daemon|abuse)@/.test(key),
  );
  const surest = Math.max(0, ...found.map(({ weight }) => weight));
  // Commands of the session (5) and the list of recipients (4) name the same people in two ways.
  const enough = surest >= 4 ? 4 : surest;
  const surely = found.filter(({ weight }) => weight >= enough);
  return surely.length > 0 ? surely : others.size === 0 ? [] : mentionedIn(lines, () => false).slice(0, 1);
}

/** Characters of what is kept of the server's words. */
const DIAGNOSTIC = 1000;

function recipientFrom(
  { address, line }: Mentioned,
  lines: readonly string[],
  until: number | null,
  action: ReportedRecipient['action'],
): ReportedRecipient {
  const own = lines.slice(line, until !== null && until > line ? until : undefined);
  const diagnostic = answerIn(own) ?? answerIn(lines) ?? paragraphOf(own);
  const all = lines.join('\n');
  const status = statusIn(diagnostic) ?? statusIn(own.join('\n')) ?? statusIn(all);
  // Words below other recipients do not speak of this one; with one recipient all of them do.
  const judged = until === null && line === 0 ? all : `${diagnostic}\n${own.slice(0, 12).join('\n')}`;
  return {
    address,
    originalAddress: null,
    action,
    status,
    diagnostic,
    hard: action === 'failed' ? isHardFailure(status, withoutAddresses(judged)) : null,
  };
}

/** Names in addresses are no words: `spam@`, `policy.example`. */
const withoutAddresses = (text: string): string => text.replace(ADDRESS, ' ');

const ANSWER = /(?:^|[\s:>'"(,=])[45]\d\d(?:[\s-]|$)/;

/** The answer of the other server (RFC 5321 §4.2), with the lines that it goes on in. */
function answerIn(lines: readonly string[]): string | null {
  const at = lines.findIndex((line) => ANSWER.test(line.slice(0, 500)));
  return at < 0 ? null : paragraph(lines, at);
}

const paragraphOf = (lines: readonly string[]): string =>
  paragraph(lines, 0) === lines[0]?.trim() && lines[1]?.trim() === ''
    ? `${lines[0].trim()} ${paragraph(lines, 2)}`.trim()
    : paragraph(lines, 0);

function paragraph(lines: readonly string[], start: number): string {
  const end = lines.findIndex((line, position) => position > start && line.trim() === '');
  const words = lines
    .slice(start, end < 0 ? start + 6 : Math.min(end, start + 6))
    .map((line) => line.trim())
    .join(' ')
    .trim();
  return truncate(words, DIAGNOSTIC);
}

/** `Message-ID: <…>` within the words; some notices name it so instead of quoting the mail. */
function idInWords(lines: readonly string[]): string | null {
  for (const [position, line] of lines.entries()) {
    if (!/message[- ]?id/i.test(line)) continue;
    const id = messageIdIn(line) ?? messageIdIn(lines[position + 1]);
    if (id !== null) return id;
  }
  return null;
}
