/** Amazon SES tells by JSON what became of a mail; mailed by its notification service, it is followed by other words. */
import type { Report, ReportedRecipient } from '../report';
import { isHardFailure } from './hardness';

/** Reads the notice; one that is damaged says at least that it is one. */
export function readJsonNotice(text: string): Report {
  const notice = parsed(text);
  const complaint = text.slice(0, 1000).includes('"Complaint"');
  if (complaint) return { kind: 'complaint', recipients: [], originalMessageId: idOf(notice) };
  const bounce = record(notice['bounce']);
  const recipients = list(bounce['bouncedRecipients'])
    .slice(0, 100)
    .map((one) => recipientOf(record(one), bounce));
  return { kind: 'delivery', recipients, originalMessageId: idOf(notice) };
}

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The first object of the text; mail wraps long lines, and marks that with `!` at the end. */
function parsed(text: string): Json {
  const whole = text.replace(/!\r?\n[ \t]?/g, '');
  const start = whole.indexOf('{');
  const end = whole.lastIndexOf('}');
  try {
    return record(JSON.parse(whole.slice(start, end + 1).replace(/\r?\n/g, ' ')));
  } catch {
    return {};
  }
}

function recipientOf(one: Json, bounce: Json): ReportedRecipient {
  const status = words(one['status']) === '' ? null : words(one['status']);
  const diagnostic = words(one['diagnosticCode']).replace(/^smtp;\s*/i, '');
  const hard = isHardFailure(status, diagnostic);
  return {
    address: words(one['emailAddress']),
    originalAddress: null,
    action: 'failed',
    status,
    diagnostic,
    hard: diagnostic === '' && status === null ? words(bounce['bounceType']) === 'Permanent' : hard,
  };
}

/** Of the mail's own headers; `mail.messageId` is Amazon's id, which the relay puts into Message-ID (RFC 5322 §3.6.4). */
function idOf(notice: Json): string | null {
  const mail = record(notice['mail']);
  const header = list(mail['headers'])
    .map(record)
    .find(({ name }) => words(name).toLowerCase() === 'message-id');
  const own = words(header?.['value']) || words(record(mail['commonHeaders'])['messageId']);
  return own.startsWith('<') ? own : null;
}
