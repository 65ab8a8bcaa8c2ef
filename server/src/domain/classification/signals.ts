/** Signals: a fact of a mail that speaks for a kind, as the line that shows it. They weigh nothing. */
import type { ParsedMessage } from '../message';
import { truncate } from '../text';

/** What a mail is classified by. Where only headers are known, text is empty and there is no report. */
export type Classifiable = Pick<ParsedMessage, 'headers' | 'from' | 'subject'> &
  Partial<Pick<ParsedMessage, 'text' | 'report' | 'attachments' | 'inReplyTo' | 'references'>>;

/** The line that shows it, or null. */
export type Signal = (message: Classifiable) => string | null;

type Headers = Classifiable['headers'];

/** Characters of a value that a signal keeps. */
const SHOWN = 200;

export const shownAs = (name: string, value: string): string => `${name}: ${truncate(value.trim(), SHOWN)}`;

/** @param matches given the value trimmed and lower-cased */
export function line(headers: Headers, name: string, matches: (value: string) => boolean): string | null {
  const value = headers[name];
  return value !== undefined && matches(value.trim().toLowerCase()) ? shownAs(titleCase(name), value) : null;
}

/** A header that need only be there. */
export const present =
  (name: string): Signal =>
  ({ headers }) =>
    line(headers, name, () => true);

export const header =
  (name: string, matches: RegExp | ((value: string) => boolean)): Signal =>
  ({ headers }) =>
    line(headers, name, typeof matches === 'function' ? matches : (value) => matches.test(value));

export const subject =
  (matches: RegExp): Signal =>
  (message) =>
    matches.test(message.subject) ? shownAs('Subject', message.subject) : null;

const titleCase = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

/** A part of this type. */
export const attached =
  (type: RegExp): Signal =>
  ({ attachments = [] }) => {
    const part = attachments.find((attachment) => type.test(attachment.type.toLowerCase()));
    return part === undefined ? null : shownAs('Content-Type', part.type.toLowerCase());
  };

/** All that are found. */
export const found = (signals: readonly Signal[], message: Classifiable): readonly string[] =>
  signals.map((signal) => signal(message)).filter((signal) => signal !== null);

/** The type of a multipart/report (RFC 6522), null for anything else. Some servers leave the type out of bounces. */
export function reportType(contentType: string): string | null {
  if (!contentType.startsWith('multipart/report')) return null;
  return /report-type\s*=\s*"?([\w-]+)/.exec(contentType)?.[1] ?? 'delivery-status';
}

export const reports = (...types: readonly string[]): Signal =>
  header('content-type', (value) => types.includes(reportType(value) ?? ''));

/** The null reverse-path, which is reserved for what must not be answered (RFC 5321 §4.5.5). */
export const nullPath: Signal = header('return-path', (value) => value === '' || value === '<>');

/**
 * The subject begins as answers and forwards do, in the languages of common programs. What a person answers or forwards
 * is the person's.
 */
export const isAnswerOrForward = (text: string): boolean =>
  /^\s*(?:\[[^\]]{0,60}\]\s*)?(?:re|aw|sv|vs|antw|odp|ynt|res|rif|rép|ref|bls|回复|回覆|答复|返信|fwd?|wg|tr|vb|vl|rv|enc|doorst|pd|i|ilt|转发|轉寄|転送)(?:\s*\[\d+\])?\s*[:：]/iu.test(
    text,
  );
