/**
 * What kind of sender wrote a mail, by its headers (RFC 3834 §5, RFC 3464 and vendors' habits, peers §2.2).
 * Decided once per mail and stored with the signals that decided it. It acts on nothing itself.
 */
import type { ParsedMessage } from './message';

export type Classification = 'human' | 'auto-reply' | 'notification' | 'list' | 'bounce' | 'own';

export interface Classified {
  readonly kind: Classification;
  /** the header lines that decided, as `Name: value` */
  readonly signals: readonly string[];
}

type Headers = ParsedMessage['headers'];
type Signal = (message: Pick<ParsedMessage, 'headers' | 'from'>) => string | null;

/** Headers that `ParsedMessage.headers` must carry for classification and display. */
export const CLASSIFYING_HEADERS = [
  'auto-submitted',
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
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

const BOUNCE: readonly Signal[] = [
  ({ headers }) =>
    line(
      headers,
      'content-type',
      (value) => value.startsWith('multipart/report') && value.includes('delivery-status'),
    ),
  ({ headers }) => line(headers, 'x-failed-recipients', anything),
  ({ headers, from }) =>
    /^(mailer-daemon|postmaster)@/i.test(from?.address ?? '') && headers['return-path']?.trim() === '<>'
      ? `From: ${from?.address}`
      : null,
];

const AUTO_REPLY: readonly Signal[] = [
  ({ headers }) => line(headers, 'auto-submitted', (value) => value.startsWith('auto-replied')),
  ({ headers }) => line(headers, 'x-autoreply', (value) => value !== 'no'),
  ({ headers }) => line(headers, 'x-autorespond', anything),
  ({ headers }) => line(headers, 'x-autoresponder', anything),
  ({ headers }) => line(headers, 'precedence', (value) => value === 'auto_reply'),
];

const LIST: readonly Signal[] = [
  ({ headers }) => line(headers, 'list-id', anything),
  ({ headers }) => line(headers, 'precedence', (value) => ['bulk', 'list', 'junk'].includes(value)),
  ({ headers }) => line(headers, 'list-unsubscribe', anything),
];

const NOTIFICATION: readonly Signal[] = [
  // "no" is what RFC 3834 gives to mail written by a person.
  ({ headers }) => line(headers, 'auto-submitted', (value) => value !== '' && value !== 'no'),
];

const RULES: readonly (readonly [Classification, readonly Signal[]])[] = [
  ['bounce', BOUNCE],
  ['auto-reply', AUTO_REPLY],
  ['list', LIST],
  ['notification', NOTIFICATION],
];

/** The first kind for which a signal is found; `human` when there is none. */
export function classify(message: Pick<ParsedMessage, 'headers' | 'from'>): Classified {
  for (const [kind, signals] of RULES) {
    const found = signals.map((signal) => signal(message)).filter((signal) => signal !== null);
    if (found.length > 0) return { kind, signals: found };
  }
  return { kind: 'human', signals: [] };
}

/** Answers of machines never open a case, never change its state and are never answered (invariant 5, peers R10). */
export function isAnswerOfMachine(kind: Classification): boolean {
  return kind === 'auto-reply' || kind === 'bounce';
}
