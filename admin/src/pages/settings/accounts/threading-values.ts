/** How answers find their case, as an account's form holds it: text for what is typed. Pure: no React, no requests. */
import type {
  ClosedCasePolicy,
  ForeignReference,
  ThreadingSettings,
} from '../../../../../server/src/api/contracts';
import type { FieldError } from '../form-errors';

export interface ThreadingValues {
  readonly plusAddressing: boolean;
  readonly subjectTag: string;
  /** whole days as typed; empty: never */
  readonly sameSubjectDays: string;
  readonly closedCasePolicy: ClosedCasePolicy;
  readonly closedCaseDays: string;
  /** one a line: sender, space, number */
  readonly foreignReferences: string;
}

export const newThreadingValues = (): ThreadingValues => ({
  plusAddressing: false,
  subjectTag: '',
  sameSubjectDays: '',
  closedCasePolicy: 'reopen',
  closedCaseDays: '30',
  foreignReferences: '',
});

const shownDays = (days: number | null): string => (days === null ? '' : String(days));

export const threadingValues = (settings: ThreadingSettings): ThreadingValues => ({
  ...settings,
  sameSubjectDays: shownDays(settings.sameSubjectDays),
  closedCaseDays: shownDays(settings.closedCaseDays),
  foreignReferences: settings.foreignReferences
    .map(({ sender, pattern }) => `${sender} ${pattern}`)
    .join('\n'),
});

/** Days as typed; null for none, `NaN` for what is no whole number from 1 on. */
const parseDays = (text: string, most: number): number | null => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const days = /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : NaN;
  return days >= 1 && days <= most ? days : NaN;
};
const SAME_SUBJECT = 365;
const CLOSED = 3650;

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A line of two parts; null for anything else. */
const referenceOf = (line: string): ForeignReference | null => {
  const [, sender = '', pattern = ''] = /^(\S+)\s+(.*#.*)$/.exec(line) ?? [];
  return sender === '' ? null : { sender, pattern };
};

export const threadingInput = (values: ThreadingValues): ThreadingSettings => ({
  plusAddressing: values.plusAddressing,
  subjectTag: values.subjectTag.trimStart(),
  sameSubjectDays: parseDays(values.sameSubjectDays, SAME_SUBJECT),
  closedCasePolicy: values.closedCasePolicy,
  closedCaseDays:
    values.closedCasePolicy === 'reopen-within' ? parseDays(values.closedCaseDays, CLOSED) : null,
  foreignReferences: linesOf(values.foreignReferences).flatMap((line) => referenceOf(line) ?? []),
});

export const threadingErrors = (values: ThreadingValues): readonly FieldError[] => {
  const closedDays = parseDays(values.closedCaseDays, CLOSED);
  return [
    ...(/[[\]\d]/.test(values.subjectTag)
      ? [{ path: 'threading.subjectTag', id: 'settings.threading.invalid-tag' } as const]
      : []),
    ...(Number.isNaN(parseDays(values.sameSubjectDays, SAME_SUBJECT))
      ? [{ path: 'threading.sameSubjectDays', id: 'settings.threading.invalid-days' } as const]
      : []),
    ...(values.closedCasePolicy === 'reopen-within' && (closedDays === null || Number.isNaN(closedDays))
      ? [{ path: 'threading.closedCaseDays', id: 'settings.threading.invalid-days' } as const]
      : []),
    ...(linesOf(values.foreignReferences).some((line) => referenceOf(line) === null)
      ? [{ path: 'threading.foreignReferences', id: 'settings.threading.invalid-foreign' } as const]
      : []),
  ];
};

/** Those that can show an error. */
export const THREADING_FIELDS = [
  'plusAddressing',
  'subjectTag',
  'sameSubjectDays',
  'closedCasePolicy',
  'closedCaseDays',
  'foreignReferences',
].map((field) => `threading.${field}`);
