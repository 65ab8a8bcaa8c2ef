/** How long mail is kept, as an account's form holds it: months as typed. Pure: no React, no requests. */
import type { RetentionRules, RetentionStage } from '../../../../../server/src/api/contracts';
import {
  RETENTION_MONTHS,
  RETENTION_STAGES,
  retentionProblems,
} from '../../../../../server/src/domain/retention';
import type { FieldError } from '../form-errors';

/** Whole months as typed; empty: for ever. */
export type RetentionValues = Readonly<Record<RetentionStage, string>>;

export const newRetentionValues = (): RetentionValues => ({
  sources: '',
  attachments: '',
  bodies: '',
  mails: '',
});

const shown = (months: number | null): string => (months === null ? '' : String(months));

export const retentionValues = (rules: RetentionRules): RetentionValues => ({
  sources: shown(rules.sources),
  attachments: shown(rules.attachments),
  bodies: shown(rules.bodies),
  mails: shown(rules.mails),
});

/** Months as typed; null for none, `NaN` for what is no whole number of months. */
const parseMonths = (text: string): number | null => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const months = /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : NaN;
  return months >= RETENTION_MONTHS.least && months <= RETENTION_MONTHS.most ? months : NaN;
};

export const retentionInput = (values: RetentionValues): RetentionRules => ({
  sources: parseMonths(values.sources),
  attachments: parseMonths(values.attachments),
  bodies: parseMonths(values.bodies),
  mails: parseMonths(values.mails),
});

export const retentionErrors = (values: RetentionValues): readonly FieldError[] => {
  const rules = retentionInput(values);
  const unread = RETENTION_STAGES.filter((stage) => Number.isNaN(rules[stage]));
  if (unread.length > 0)
    return unread.map((stage) => ({ path: `retention.${stage}`, id: 'keeping.invalid-months' }));
  return retentionProblems(rules).map(({ stage, problem }) => ({
    path: `retention.${stage}`,
    id: `keeping.${problem}`,
  }));
};

/** Those that can show an error. */
export const RETENTION_FIELDS = RETENTION_STAGES.map((stage) => `retention.${stage}`);
