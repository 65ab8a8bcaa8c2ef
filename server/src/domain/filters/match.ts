/**
 * Whether a filter means a mail (EspoCRM I14 to I16, better where it is weak: Cc, Unicode, wildcards in phrases, no HTML).
 * Where only the headers are known, the answer may be that it cannot be told yet.
 */
import type { Filter, FilterCriteria, FilterCriterion, FilterTrial } from '../filter';
import type { ContentToFilter, MailToFilter } from './mail';
import { matchesPattern, phrasePattern, wholePattern, type Pattern } from './pattern';

/** `matched: null`: nothing that is known of the mail speaks against it, but this criterion cannot be told. */
export type FilterAnswer = FilterTrial | { readonly matched: null; readonly because: FilterCriterion };

/** A filter that is ready to be asked. */
export interface ReadyFilter<Of extends Asked = Filter> {
  readonly filter: Of;
  /** why it means no mail at all; null: it may mean some */
  readonly idle: 'inactive' | 'empty' | null;
  answer(mail: MailToFilter): FilterAnswer;
}

type Asked = Pick<Filter, 'criteria' | 'active'>;

interface Test {
  readonly criterion: FilterCriterion;
  /** null: it cannot be told */
  isMet(mail: MailToFilter): boolean | null;
}

/** Reads the patterns of a filter, once for all mails. */
export function readyFilter<Of extends Asked>(filter: Of): ReadyFilter<Of> {
  const tests = testsOf(filter.criteria);
  const idle = !filter.active ? 'inactive' : tests.length === 0 ? 'empty' : null;
  return {
    filter,
    idle,
    answer: (mail) => (idle === null ? answerOf(tests, mail) : { matched: false, because: idle }),
  };
}

/** Criteria that need more than From, To, Cc and Subject. */
const OF_CONTENT: readonly FilterCriterion[] = [
  'bodyContains',
  'bodyContainsAll',
  'hasAttachment',
  'classifications',
];

/** Whether the headers of a mail are enough to tell. */
export const needsHeadersOnly = (criteria: FilterCriteria): boolean =>
  testsOf(criteria).every(({ criterion }) => !OF_CONTENT.includes(criterion));

/** Whether the text of a mail has to be read to tell. */
export const needsText = ({ bodyContains, bodyContainsAll }: FilterCriteria): boolean =>
  bodyContains.length > 0 || bodyContainsAll.length > 0;

function answerOf(tests: readonly Test[], mail: MailToFilter): FilterAnswer {
  let unknown: FilterCriterion | null = null;
  for (const { criterion, isMet } of tests) {
    const met = isMet(mail);
    if (met === false) return { matched: false, because: criterion };
    if (met === null) unknown ??= criterion;
  }
  return unknown === null
    ? { matched: true, by: tests.map(({ criterion }) => criterion) }
    : { matched: null, because: unknown };
}

/** The cheap ones first: most mails are told apart by their headers. */
function testsOf(criteria: FilterCriteria): readonly Test[] {
  const { hasAttachment, classifications } = criteria;
  return [
    ...addressTest('from', criteria.from),
    ...addressTest('to', criteria.to),
    ...addressTest('cc', criteria.cc),
    ...subjectTest(criteria.subject),
    ...(hasAttachment === null
      ? []
      : [contentTest('hasAttachment', (content) => content.hasAttachment === hasAttachment)]),
    ...(classifications.length === 0
      ? []
      : [contentTest('classifications', ({ classification }) => classifications.includes(classification))]),
    ...phrasesTest('bodyContains', criteria.bodyContains, (phrases, text) =>
      phrases.some((phrase) => matchesPattern(phrase, text)),
    ),
    ...phrasesTest('bodyContainsAll', criteria.bodyContainsAll, (phrases, text) =>
      phrases.every((phrase) => matchesPattern(phrase, text)),
    ),
  ];
}

const isBlank = (written: string): boolean => written.trim() === '';

function addressTest(criterion: 'from' | 'to' | 'cc', written: string | null): readonly Test[] {
  if (written === null || isBlank(written)) return [];
  const pattern = wholePattern(written);
  return [{ criterion, isMet: (mail) => mail[criterion].some((form) => matchesPattern(pattern, form)) }];
}

function subjectTest(written: string | null): readonly Test[] {
  if (written === null || isBlank(written)) return [];
  const pattern = wholePattern(written);
  return [{ criterion: 'subject', isMet: ({ subject }) => matchesPattern(pattern, subject) }];
}

function phrasesTest(
  criterion: 'bodyContains' | 'bodyContainsAll',
  written: readonly string[],
  meets: (phrases: readonly Pattern[], text: string) => boolean,
): readonly Test[] {
  const phrases = written.filter((phrase) => !isBlank(phrase)).map(phrasePattern);
  return phrases.length === 0
    ? []
    : [contentTest(criterion, ({ text }) => (text === null ? null : meets(phrases, text())))];
}

const contentTest = (
  criterion: FilterCriterion,
  isMet: (content: ContentToFilter) => boolean | null,
): Test => ({
  criterion,
  isMet: ({ content }) => (content === null ? null : isMet(content)),
});
