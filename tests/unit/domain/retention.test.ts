import { changedFields } from '../../../server/src/domain/audit';
import {
  countDue,
  dueBefore,
  dueOf,
  isStricter,
  KEEP_EVERYTHING,
  monthsBefore,
  removedSum,
  retentionProblems,
  storedRetention,
  toldCounts,
  type RetentionRules,
} from '../../../server/src/domain/retention';

const RULES: RetentionRules = { sources: 6, attachments: 12, bodies: 24, mails: 60 };
const NOW = new Date('2026-05-31T12:00:00Z');

describe('months before a day', () => {
  test.each([
    ['2026-05-31T12:00:00Z', 1, '2026-04-30T12:00:00Z'],
    ['2026-03-31T12:00:00Z', 1, '2026-02-28T12:00:00Z'],
    ['2024-03-31T12:00:00Z', 1, '2024-02-29T12:00:00Z'],
    ['2024-02-29T12:00:00Z', 12, '2023-02-28T12:00:00Z'],
    ['2026-01-15T00:00:00Z', 13, '2024-12-15T00:00:00Z'],
    ['2026-01-31T00:00:00Z', -1, '2026-02-28T00:00:00Z'],
  ])('%s, %i', (day, months, expected) => {
    expect(monthsBefore(new Date(day), months)).toEqual(new Date(expected));
  });
});

describe('what is due', () => {
  const sent = (months: number): Date => new Date(monthsBefore(NOW, months).getTime() - 1);
  test.each([
    [5, null, { kind: 'nothing' }],
    [6, null, { kind: 'parts', parts: ['sources'] }],
    [6, 1, { kind: 'nothing' }],
    [12, null, { kind: 'parts', parts: ['sources', 'attachments'] }],
    [24, 1, { kind: 'parts', parts: ['attachments', 'bodies'] }],
    [24, 7, { kind: 'nothing' }],
    [60, 7, { kind: 'mail' }],
    [60, null, { kind: 'mail' }],
  ])('after %i months, with %s gone', (months, removed, due) => {
    expect(dueOf(RULES, { sentAt: sent(months), removed }, NOW)).toEqual(due);
  });

  test('nothing on the day itself, and of what nobody rules', () => {
    expect(dueOf(RULES, { sentAt: monthsBefore(NOW, 6), removed: null }, NOW)).toEqual({ kind: 'nothing' });
    expect(dueOf(KEEP_EVERYTHING, { sentAt: sent(600), removed: null }, NOW)).toEqual({ kind: 'nothing' });
  });

  test('is looked for from the first rule on that has something left to delete', () => {
    expect(dueBefore(RULES, null, NOW)).toEqual(monthsBefore(NOW, 6));
    expect(dueBefore(RULES, removedSum(['sources']), NOW)).toEqual(monthsBefore(NOW, 12));
    expect(dueBefore(RULES, 7, NOW)).toEqual(monthsBefore(NOW, 60));
    expect(dueBefore({ ...RULES, mails: null }, 7, NOW)).toBeNull();
  });

  test('is counted without what is gone already', () => {
    const mail = { removed: 1, sourceBytes: null, files: 2, fileBytes: 500 };
    expect(countDue({ kind: 'mail' }, mail)).toEqual({
      sources: 0,
      attachments: 2,
      bodies: 1,
      mails: 1,
      bytes: 500,
    });
    const whole = { removed: null, sourceBytes: 70, files: 0, fileBytes: 0 };
    expect(countDue({ kind: 'parts', parts: ['sources'] }, whole)).toMatchObject({
      sources: 1,
      bodies: 0,
      bytes: 70,
    });
  });
});

test('rules that keep what others delete are named', () => {
  const problems = (rules: Partial<RetentionRules>) =>
    retentionProblems({ ...KEEP_EVERYTHING, ...rules }).map(({ stage, problem }) => `${stage} ${problem}`);
  expect(retentionProblems(RULES)).toEqual([]);
  expect(problems({ mails: 3 })).toEqual([]);
  expect(problems({ bodies: 3 })).toEqual(['sources later-than-parts']);
  expect(problems({ sources: 4, attachments: 3 })).toEqual(['sources later-than-parts']);
  expect(problems({ sources: 3, bodies: 9, mails: 6 })).toEqual(['bodies later-than-mails']);
});

test('only what deletes sooner is stricter', () => {
  expect(isStricter(KEEP_EVERYTHING, RULES)).toBe(true);
  expect(isStricter(RULES, { ...RULES, mails: 59 })).toBe(true);
  expect(isStricter(RULES, { ...RULES, mails: 61, bodies: null })).toBe(false);
});

test('what is stored is read whatever it is', () => {
  expect(storedRetention(null)).toEqual(KEEP_EVERYTHING);
  expect(storedRetention({ sources: 0, bodies: '3', mails: 12.5, attachments: 4 })).toEqual({
    ...KEEP_EVERYTHING,
    attachments: 4,
  });
});

test('what a run has told the trail is read as it was counted', () => {
  const counts = { sources: 2, attachments: 0, bodies: 0, mails: 3, bytes: 900 };
  expect(toldCounts(changedFields(null, { deleted: counts }))).toEqual(counts);
  expect(toldCounts({ 'deleted.mails': { secret: true }, other: 1 })).toEqual({
    ...counts,
    sources: 0,
    mails: 0,
    bytes: 0,
  });
});
