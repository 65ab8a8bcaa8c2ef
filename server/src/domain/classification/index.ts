/**
 * What kind of sender wrote a mail, and why (RFC 3834 §5, RFC 3464, RFC 8098, RFC 5965 and vendors' habits, peers §2.2).
 * Decided once per mail and stored with the signals that decided it. It acts on nothing itself.
 */
import { actionInWords } from '../reports/failure-words';
import { NOTICE_LENGTH } from '../reports/notice';
import { AUTO_REPLY, AUTOMATIC_HEADERS, BULK, LIST, NO_WAY_BACK, NOTIFICATION, RECEIPT } from './automatic';
import { COMPLAINT } from './complaint';
import type { Classification, Classified } from './kinds';
import { jsonNotice, serverNotice } from './server-notice';
import { found, type Classifiable, type Signal } from './signals';
import { SPAM, SPAM_HEADERS } from './spam';

export { CLASSIFICATIONS, isAnswerOfMachine, type Classification, type Classified } from './kinds';
export type { Classifiable } from './signals';

/** Headers that `ParsedMessage.headers` must carry for classification and display. */
export const CLASSIFYING_HEADERS = [
  ...AUTOMATIC_HEADERS,
  ...SPAM_HEADERS,
  'x-failed-recipients',
  'x-ms-exchange-message-is-ndr',
  'content-type',
  'return-path',
] as const;

/** What is known of a mail beside itself. */
export interface Found {
  /** it lies in the folder for spam */
  readonly inJunk: boolean;
}

/** After reports: the first kind for which a signal is found. Lists keep the author's signals, and are asked after them. */
const RULES: readonly (readonly [Classification, readonly Signal[]])[] = [
  ['auto-reply', AUTO_REPLY],
  ['list', LIST],
  ['auto-reply', NO_WAY_BACK],
  ['notification', NOTIFICATION],
  ['bulk', BULK],
];

/**
 * The kind of a mail, with everything that speaks for it; `human` when nothing speaks for anything else.
 * @param place where it was found
 */
export function classify(message: Classifiable, place: Found = { inJunk: false }): Classified {
  const report = classifyReport(message);
  if (report !== null) return report;
  const spam = [...(place.inJunk ? ['Folder: Junk'] : []), ...found(SPAM, message)];
  if (spam.length > 0) return { kind: 'spam', signals: spam };
  for (const [kind, signals] of RULES) {
    const shown = found(signals, message);
    if (shown.length > 0) return { kind, signals: shown };
  }
  return { kind: 'human', signals: [] };
}

function classifyReport(message: Classifiable): Classified | null {
  const complaint = found(COMPLAINT, message);
  if (complaint.length > 0) return { kind: 'complaint', signals: complaint };
  const receipt = found(RECEIPT, message);
  if (receipt.length > 0) return { kind: 'receipt', signals: receipt };
  const notice = serverNotice(message);
  return notice.length === 0
    ? null
    : { kind: kindOfNotice(message), signals: [...notice, ...outcomes(message)] };
}

/** One final failure makes it a bounce, whatever became of the other recipients. */
function kindOfNotice({ report, subject, text = '' }: Classifiable): 'bounce' | 'delivery-notice' {
  const recipients = report?.kind === 'delivery' ? report.recipients : [];
  if (recipients.length > 0)
    return recipients.some(({ action }) => action === 'failed') ? 'bounce' : 'delivery-notice';
  if (jsonNotice(text) === 'Delivery') return 'delivery-notice';
  const action = actionInWords(subject, text.slice(0, NOTICE_LENGTH));
  return action === null || action === 'failed' ? 'bounce' : 'delivery-notice';
}

/** What the report says of its first recipients, as it would stand in a report. */
const outcomes = ({ report }: Classifiable): readonly string[] =>
  (report?.kind === 'delivery' ? report.recipients : [])
    .slice(0, 3)
    .flatMap(({ action, status }) => [
      `Action: ${action}`,
      ...(status === null ? [] : [`Status: ${status}`]),
    ]);
