/**
 * What kind of sender wrote a mail, by its headers (RFC 3834 §5, RFC 3464 and vendors' habits, peers §2.2).
 * Decided once per mail and stored with the signals that decided it. It acts on nothing itself.
 */
import type { ParsedMessage } from './message';

export const CLASSIFICATIONS = [
  'human',
  /** out-of-office answers and other answers of machines */
  'auto-reply',
  /** written by a machine, in answer to nothing */
  'notification',
  'list',
  'bulk',
  /** a final failure for at least one recipient */
  'bounce',
  /** a delivery report that is no final failure: delayed, relayed, delivered */
  'delivery-notice',
  /** a read receipt (RFC 8098) */
  'receipt',
  /** a feedback report (RFC 5965) */
  'complaint',
  'spam',
  'own',
] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

export interface Classified {
  readonly kind: Classification;
  /** the header lines that decided, as `Name: value` */
  readonly signals: readonly string[];
}

type Headers = ParsedMessage['headers'];
type Classifiable = Pick<ParsedMessage, 'headers' | 'from' | 'subject'>;
type Signal = (message: Classifiable) => string | null;

/** Headers whose mere presence says so, unless they say "no". */
const AUTO_REPLY_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoresponse',
  'x-autoreply-from',
  'x-mail-autoreply',
] as const;

/** Headers that `ParsedMessage.headers` must carry for classification and display. */
export const CLASSIFYING_HEADERS = [
  ...AUTO_REPLY_HEADERS,
  'auto-submitted',
  'x-auto-response-suppress',
  'x-failed-recipients',
  'precedence',
  'list-id',
  'list-unsubscribe',
  'content-type',
  'return-path',
] as const;

const line = (headers: Headers, name: string, matches: (value: string) => boolean): string | null => {
  const value = headers[name];
  return value !== undefined && matches(value.trim().toLowerCase())
    ? `${titleCase(name)}: ${value.trim()}`
    : null;
};
const titleCase = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
const anything = (): boolean => true;

/** The type of a multipart/report (RFC 6522), null for anything else. Some servers leave the type out of bounces. */
function reportType(contentType: string): string | null {
  if (!contentType.startsWith('multipart/report')) return null;
  return /report-type\s*=\s*"?([\w-]+)/.exec(contentType)?.[1] ?? 'delivery-status';
}
const reports = (headers: Headers, types: readonly string[]): string | null =>
  line(headers, 'content-type', (value) => types.includes(reportType(value) ?? ''));

/** The null reverse-path, which is reserved for what must not be answered (RFC 5321 §4.5.5). */
const nullPath = (headers: Headers): string | null =>
  line(headers, 'return-path', (value) => value === '' || value === '<>');

/** Mail systems that report a failure in words of their own. Their name stands in From or in the envelope. */
const DAEMON = /^<?(mailer-daemon|mail-daemon|mail[. ]delivery[. ](sub)?system)(@|>|$)/i;
const FAILURE_SUBJECT =
  /^(undeliver|returned mail|(delivery )?failure|delivery (status|error)|mail (delivery failed|system error))/i;

const fromDaemon: Signal = ({ headers, from }) => {
  const named = [from?.address ?? '', from?.address === '' ? from.name : ''].some((part) =>
    DAEMON.test(part),
  );
  if (named) return `From: ${from?.address || from?.name}`;
  return line(headers, 'return-path', (value) => DAEMON.test(value));
};

/** People write as postmaster too, but not about a failure and not from nowhere. */
const fromPostmaster: Signal = ({ headers, from, subject }) =>
  /^postmaster@/i.test(from?.address ?? '') && (nullPath(headers) !== null || FAILURE_SUBJECT.test(subject))
    ? `From: ${from?.address}`
    : null;

const BOUNCE: readonly Signal[] = [
  ({ headers }) => reports(headers, ['delivery-status']),
  ({ headers }) => line(headers, 'x-failed-recipients', anything),
  fromDaemon,
  fromPostmaster,
];

/** How out-of-office answers begin in the languages of the programs that write them. An answer to one begins with `Re:`. */
const AUTO_REPLY_SUBJECT =
  /^(auto(matic)?[- ]?reply|automatic response|out of (the )?office|abwesenheitsnotiz|automatische antwort|r[ée]ponse automatique|risposta automatica|respuesta autom[áa]tica|resposta autom[áa]tica|automatisch antwoord|autosvar|automaattinen vastaus|automatyczna odpowied[źz]|автоответ|自動応答|自动答复)\s*[:：]/iu;

const AUTO_REPLY: readonly Signal[] = [
  ({ headers }) => line(headers, 'auto-submitted', (value) => value.startsWith('auto-replied')),
  ...AUTO_REPLY_HEADERS.map(
    (name): Signal =>
      ({ headers }) =>
        line(headers, name, (value) => value !== 'no'),
  ),
  ({ headers }) => line(headers, 'precedence', (value) => value === 'auto_reply'),
  // Read receipts and complaints are answers of machines as well (peers R10).
  ({ headers }) => reports(headers, ['disposition-notification', 'feedback-report']),
  ({ headers }) => nullPath(headers),
  ({ subject }) => (AUTO_REPLY_SUBJECT.test(subject) ? `Subject: ${subject}` : null),
];

const LIST: readonly Signal[] = [
  ({ headers }) => line(headers, 'list-id', anything),
  ({ headers }) => line(headers, 'precedence', (value) => ['bulk', 'list', 'junk'].includes(value)),
  ({ headers }) => line(headers, 'list-unsubscribe', anything),
];

const NOTIFICATION: readonly Signal[] = [
  // "no" is what RFC 3834 gives to mail written by a person.
  ({ headers }) => line(headers, 'auto-submitted', (value) => !/^(no\b|$)/.test(value)),
];

const RULES: readonly (readonly [Classification, readonly Signal[]])[] = [
  ['bounce', BOUNCE],
  ['auto-reply', AUTO_REPLY],
  ['list', LIST],
  ['notification', NOTIFICATION],
];

/** The first kind for which a signal is found; `human` when there is none. */
export function classify(message: Classifiable): Classified {
  for (const [kind, signals] of RULES) {
    const found = signals.map((signal) => signal(message)).filter((signal) => signal !== null);
    if (found.length > 0) return { kind, signals: found };
  }
  return { kind: 'human', signals: [] };
}

/** Answers of machines never open a case, never change its state and are never answered (invariant 5, peers R10). */
export function isAnswerOfMachine(kind: Classification): boolean {
  return ['auto-reply', 'bounce', 'delivery-notice', 'receipt', 'complaint'].includes(kind);
}
