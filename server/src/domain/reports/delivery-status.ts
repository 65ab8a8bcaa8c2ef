/**
 * The machine-readable parts of reports: delivery status (RFC 3464), disposition (RFC 8098), feedback (RFC 5965), and the
 * mail that was sent, or its headers. Servers' own words are notice.ts's.
 */
import type { ReportedRecipient } from '../report';
import { fieldGroups, linesOf, messageIdIn, type Fields } from './header-fields';
import { isHardFailure, statusIn } from './hardness';

/** A part of a mail that a report may be read from. */
export interface ReportPart {
  /** media type, lower-cased */
  readonly type: string;
  /** its beginning, decoded */
  readonly text: string;
}

/** Recipients of one report that are read; a mail to more is sent in several transactions. */
const RECIPIENTS = 1000;

/** The recipients of a delivery status, each once. */
export function recipientsOfStatus(text: string): readonly ReportedRecipient[] {
  const groups = fieldGroups(splitRecipients(text)).filter(
    (group) => group.has('final-recipient') || group.has('original-recipient'),
  );
  return groups.slice(0, RECIPIENTS).map(recipientOf);
}

/** Some servers forget the empty line between recipients. */
function splitRecipients(text: string): string {
  let seen = false;
  return linesOf(text)
    .flatMap((line) => {
      const isFirst = /^final-recipient[ \t]*:/i.test(line);
      const again = isFirst && seen;
      seen = line.trim() !== '' && (seen || isFirst);
      return again ? ['', line] : [line];
    })
    .join('\n');
}

function recipientOf(group: Fields): ReportedRecipient {
  const diagnostic = withoutType(group.get('diagnostic-code') ?? '');
  const given = statusIn(group.get('status') ?? '');
  const said = statusIn(diagnostic);
  // Whoever refused the mail knows more than who reports it.
  const status = said === null || (said.endsWith('.0.0') && given !== null) ? given : said;
  const action = actionOf(group.get('action') ?? '', given ?? said);
  const original = addressIn(group.get('original-recipient'));
  const final = addressIn(group.get('final-recipient'));
  return {
    address: final === '' ? original : final,
    originalAddress: original === '' ? null : original,
    action,
    status,
    diagnostic,
    hard: action === 'failed' ? isHardFailure(status, diagnostic) : null,
  };
}

/** `smtp; 550 …`: the type of the words is not a part of them (RFC 3464 §2.3.6). */
const withoutType = (value: string): string =>
  value.replace(/^(?:x-[\w-]{1,40}|smtp|dns|unix)\s*;\s*/i, '').trim();

/** `rfc822; <ann@example>`, with or without the type, brackets, a route (RFC 5321 appendix C) or a comment. */
export function addressIn(value: string | undefined): string {
  const written = (value ?? '').slice(0, 600);
  const after = written.slice(written.indexOf(';') + 1).trim();
  const bare = /<([^<>]*)>/.exec(after)?.[1] ?? after.split(/\s+\(/)[0] ?? '';
  return bare
    .replace(/^@[^:]{1,300}:/, '')
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

const ACTIONS: readonly (readonly [RegExp, ReportedRecipient['action']])[] = [
  [/^(?:fail|undeliver|reject|error|expire)/i, 'failed'],
  [/^delay/i, 'delayed'],
  [/^relay/i, 'relayed'],
  [/^expand/i, 'expanded'],
  [/^deliver/i, 'delivered'],
];
const CLASSES: Readonly<Record<string, ReportedRecipient['action']>> = { 2: 'delivered', 4: 'delayed' };

/** As stated, or what the class of the status means (RFC 3463 §3.1). */
const actionOf = (stated: string, status: string | null): ReportedRecipient['action'] =>
  ACTIONS.find(([words]) => words.test(stated.trim()))?.[1] ?? CLASSES[status?.[0] ?? ''] ?? 'failed';

const ENCLOSED =
  /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/rfc822-headers|message\/global-headers)$/;

/** Whether a part is the mail that was sent, or the headers of it; some servers attach these as a text file. */
export const isEnclosedMail = ({ type, text }: ReportPart): boolean =>
  ENCLOSED.test(type) || (type === 'text/plain' && /^\s{0,10}(?:received|return-path):/i.test(text));

/** The header fields of an enclosed mail. */
export const headersOfEnclosed = ({ text }: ReportPart): Fields =>
  fieldGroups(text.replace(/^\s+/, ''))[0] ?? new Map<string, string>();

/** Message-ID of the mail that was sent, from the first part that holds it. */
export function originalIdOf(parts: readonly ReportPart[]): string | null {
  for (const part of parts) {
    const fields = isEnclosedMail(part) ? [headersOfEnclosed(part)] : fieldGroups(part.text);
    for (const group of fields) {
      const id =
        messageIdIn(isEnclosedMail(part) ? group.get('message-id') : group.get('original-message-id')) ??
        messageIdIn(group.get('x-original-message-id'));
      if (id !== null) return id;
    }
  }
  return null;
}
