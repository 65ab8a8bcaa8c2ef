/** Keys about reports of delivery: whether a mail is one, and what it says of whom. */
import { classify } from '../../server/src/domain/classification';
import type { Report, ReportedRecipient } from '../../server/src/domain/report';
import type { Subject } from '../subject';
import { equal, NOT_JUDGED, type Keys } from './key';

export const kindOf = async (subject: Subject): Promise<string> => {
  const { kind, signals } = classify(await subject.message());
  return `${kind} (${signals.join(' | ').slice(0, 200)})`;
};

/** @param wanted kinds that make the key true */
export const isOneOf =
  (...wanted: readonly string[]) =>
  async (expected: boolean, subject: Subject): Promise<string | null> => {
    const shown = await kindOf(subject);
    return wanted.includes(shown.split(' ')[0] ?? '') === expected ? null : shown;
  };

const reportOf = async (subject: Subject): Promise<Report | null> => (await subject.message()).report;

const recipientsOf = async (subject: Subject): Promise<readonly ReportedRecipient[]> =>
  (await reportOf(subject))?.recipients ?? [];

const key = (address: string): string => address.trim().toLowerCase();

interface Result {
  readonly status?: string;
  readonly hard?: boolean;
  readonly feedbackType?: string;
}

/** Codes that the corpus' source makes up where a report has none. */
const isPseudo = (status: string | undefined): boolean => /^[45]\.0\.9\d\d$/.test(status ?? '');

/**
 * One row a recipient: how many, whether the address is dead, and the status where the report has one. A status of the
 * source that only says "failed" (5.0.0) is met by any of its class.
 */
async function judgeResults(expected: readonly Result[], subject: Subject): Promise<string | null> {
  if (expected.some(({ feedbackType }) => feedbackType !== undefined)) {
    const report = await reportOf(subject);
    return report?.kind === 'complaint' ? null : (report?.kind ?? 'no report');
  }
  const { kind } = classify(await subject.message());
  if (kind === 'auto-reply') return expected.every(({ hard }) => hard === false) ? null : kind;
  const recipients = await recipientsOf(subject);
  const shown = recipients.map(({ address, status, hard, diagnostic }) => ({
    address,
    status,
    hard,
    diagnostic,
  }));
  if (recipients.length !== expected.length) return `${recipients.length} rows: ${JSON.stringify(shown)}`;
  const wrong = expected.some((row, position) => {
    const actual = recipients[position];
    if ((actual?.hard === true) !== (row.hard === true)) return true;
    if (row.status === undefined || isPseudo(row.status)) return false;
    const general = row.status.endsWith('.0.0') && (actual?.status ?? null) === null;
    return !general && actual?.status !== row.status;
  });
  return wrong ? JSON.stringify(shown) : null;
}

export const bounceKeys: Keys = {
  isBounce: async (expected: boolean, subject) => {
    const shown = await kindOf(subject);
    const kind = shown.split(' ')[0];
    // The source takes an expired warning for a bounce, and says that it may be a delay.
    if (subject.entry.expected['mayBeDelayed'] === true && kind === 'delivery-notice') return null;
    return (kind === 'bounce') === expected ? null : shown;
  },
  isDsn: isOneOf('bounce', 'delivery-notice'),
  isComplaint: isOneOf('complaint'),
  isReadReceipt: isOneOf('receipt'),
  isDelayed: async (expected: boolean, subject) => {
    const actions = (await recipientsOf(subject)).map(({ action }) => action);
    return actions.includes('delayed') === expected ? null : `actions ${actions.join()}`;
  },
  mayBeDelayed: isOneOf('bounce', 'delivery-notice'),
  isBounceOrAutoReply: isOneOf('bounce', 'delivery-notice', 'auto-reply'),
  results: judgeResults,
  failedRecipient: async (expected: string, subject) => {
    const found = (await recipientsOf(subject)).map(({ address }) => key(address));
    return found.includes(key(expected)) ? null : `recipients ${found.join()}`;
  },
  originalMessageId: async (expected: string, subject) =>
    equal(expected, (await reportOf(subject))?.originalMessageId ?? null),
  finalRecipients: async (expected: readonly string[], subject) =>
    equal(
      [...new Set(expected.map(key))].sort(),
      [...new Set((await recipientsOf(subject)).map(({ address }) => key(address)))].sort(),
    ),
  status: async (expected: string, subject) =>
    subject.entry.kind === 'bounces'
      ? equal(expected, (await recipientsOf(subject))[0]?.status ?? null)
      : NOT_JUDGED,
  action: async (expected: string, subject) =>
    subject.entry.kind === 'bounces'
      ? equal(expected.toLowerCase(), (await recipientsOf(subject))[0]?.action ?? null)
      : NOT_JUDGED,
  diagnosticCode: async (expected: string, subject) =>
    equal(
      expected.replace(/^[\w-]+\s*;\s*/, '').trim(),
      (await recipientsOf(subject))[0]?.diagnostic ?? null,
    ),
};
