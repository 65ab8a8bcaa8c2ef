/** The report in a mail, from its machine-readable parts, and from its words where a server only used words. */
import { addressKey } from '../addresses';
import { COMPLAINT } from '../classification/complaint';
import { jsonNotice, serverNotice } from '../classification/server-notice';
import { found } from '../classification/signals';
import type { ParsedMessage } from '../message';
import type { Report, ReportedRecipient } from '../report';
import {
  headersOfEnclosed,
  isEnclosedMail,
  originalIdOf,
  recipientsOfStatus,
  type ReportPart,
} from './delivery-status';
import { isHardFailure, statusIn } from './hardness';
import { messageIdIn } from './header-fields';
import { readJsonNotice } from './json-notice';
import { NOTICE_LENGTH, readNotice, splitNotice } from './notice';

type Reporting = Pick<
  ParsedMessage,
  'headers' | 'from' | 'to' | 'subject' | 'text' | 'attachments' | 'inReplyTo' | 'references' | 'messageId'
>;

const STATUS = /^message\/(?:global-)?delivery-status$/;

/**
 * @param parts the parts that a report may be read from, in their order
 * @returns null for mail that reports nothing
 */
export function readReport(message: Reporting, parts: readonly ReportPart[]): Report | null {
  const has = (type: string): boolean => parts.some((part) => part.type === type);
  if (has('message/feedback-report') || found(COMPLAINT, { ...message, report: null }).length > 0)
    return { kind: 'complaint', recipients: [], originalMessageId: idOf(message, parts, null) };
  if (has('message/disposition-notification') || has('message/global-disposition-notification'))
    return { kind: 'receipt', recipients: [], originalMessageId: idOf(message, parts, null) };
  return readDelivery(message, parts);
}

function readDelivery(message: Reporting, parts: readonly ReportPart[]): Report | null {
  const stated = parts
    .filter(({ type }) => STATUS.test(type))
    .flatMap(({ text }) => recipientsOfStatus(text));
  if (stated.length === 0 && serverNotice({ ...message, report: null }).length === 0) return null;
  if (jsonNotice(message.text) !== null) return readJsonNotice(message.text);
  const notice = readNotice({
    subject: message.subject,
    text: message.text.slice(0, NOTICE_LENGTH),
    correspondents: [message.from, ...message.to].map((address) => addressKey(address?.address ?? '')),
    failedRecipients: message.headers['x-failed-recipients'] ?? '',
  });
  const structured = stated.length > 0 ? stated : quotedStatus(message, parts);
  const recipients =
    structured.length > 0
      ? structured.map((recipient) => withWords(recipient, message.text))
      : notice.recipients.length > 0
        ? notice.recipients
        : enclosedRecipients(message, parts);
  return { kind: 'delivery', recipients, originalMessageId: idOf(message, parts, notice.originalMessageId) };
}

/** A report within a report, and one whose structure was lost on the way: its fields stand in the text. */
function quotedStatus(message: Reporting, parts: readonly ReportPart[]): readonly ReportedRecipient[] {
  const texts = [
    message.text,
    ...parts
      .filter(isEnclosedMail)
      .filter(isReport)
      .map(({ text }) => text),
  ];
  return (
    texts.map((text) => recipientsOfStatus(text.slice(0, NOTICE_LENGTH))).find(({ length }) => length > 0) ??
    []
  );
}

const isReport = (part: ReportPart): boolean =>
  /^multipart\/report\b/i.test(headersOfEnclosed(part).get('content-type') ?? '');

/** The enclosed mail says what the report is about; then the words; then what the notice answers (Exchange). */
function idOf(message: Reporting, parts: readonly ReportPart[], inWords: string | null): string | null {
  const enclosed = parts.filter(isEnclosedMail);
  return (
    originalIdOf(enclosed) ??
    originalIdOf(parts) ??
    inWords ??
    messageIdIn(splitNotice(message.text).enclosed.get('message-id')) ??
    message.inReplyTo[0] ??
    message.references.at(-1) ??
    null
  );
}

/** A report without a diagnostic often comes with words that have one. */
function withWords(recipient: ReportedRecipient, text: string): ReportedRecipient {
  if (recipient.action !== 'failed' || recipient.diagnostic !== '') return recipient;
  const { lines } = splitNotice(text);
  const words = lines.join('\n').slice(0, 2000);
  const said = statusIn(words);
  const status =
    recipient.status === null || recipient.status.endsWith('.0.0')
      ? (said ?? recipient.status)
      : recipient.status;
  return { ...recipient, status, hard: isHardFailure(status, words) };
}

/** Nobody is named: then it was whom the enclosed mail is addressed to. */
function enclosedRecipients(message: Reporting, parts: readonly ReportPart[]): readonly ReportedRecipient[] {
  const [enclosed] = parts.filter(isEnclosedMail);
  if (enclosed === undefined) return [];
  const to = headersOfEnclosed(enclosed).get('to') ?? '';
  const notice = readNotice({
    subject: message.subject,
    text: `${message.text.slice(0, NOTICE_LENGTH)}\n`,
    correspondents: [],
    failedRecipients: to,
  });
  return notice.recipients;
}
