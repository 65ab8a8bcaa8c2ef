/** What is read from a search box: terms, what they mean, where they stand, and that nothing typed can break it. */
import { momentAt, readMoment } from '../../../../server/src/domain/search/moments';
import { LONGEST_SEARCH, parseSearch, termAt } from '../../../../server/src/domain/search/parse';
import { OPERATORS } from '../../../../server/src/domain/search/query';
import { seededRandom } from '../../../support/seeded-random';

const meanings = (text: string) => parseSearch(text).terms.map(({ meaning }) => meaning);
const problems = (text: string) => parseSearch(text).terms.map(({ problem }) => problem);
const words = (text: string, field: 'from' | 'to' | 'subject' | null = null, exact = false) => ({
  kind: 'text',
  field,
  text,
  exact,
});

describe('terms', () => {
  test('words, phrases and numbers', () => {
    expect(meanings('late "blue chair" #12')).toEqual([
      words('late'),
      words('blue chair', null, true),
      { kind: 'number', number: 12 },
    ]);
  });

  test('a minus takes away; alone, or inside a word, it is none', () => {
    expect(parseSearch('-late -"blue chair" -from:ann e-mail -').terms.map(({ negated }) => negated)).toEqual(
      [true, true, true, false, false],
    );
  });

  test.each([
    ['from:ann', words('ann', 'from')],
    ['FROM:"Ann Lee"', words('Ann Lee', 'from', true)],
    ['to:a@b.example', words('a@b.example', 'to')],
    ['subject:“late again”', words('late again', 'subject', true)],
    ['has:attachment', { kind: 'attachment' }],
    ['has:Attachments', { kind: 'attachment' }],
    ['in:trash', { kind: 'place', place: 'trash' }],
    ['in:"trash"', { kind: 'folder', name: 'trash' }],
    ['in:Invoices', { kind: 'folder', name: 'Invoices' }],
    ['is:Unread', { kind: 'state', state: 'unread' }],
    ['assignee:me', { kind: 'assignee', person: { kind: 'me' } }],
    ['assignee:none', { kind: 'assignee', person: { kind: 'none' } }],
    ['assignee:"Me"', { kind: 'assignee', person: { kind: 'named', name: 'Me' } }],
    ['team:"Customer care"', { kind: 'team', name: 'Customer care' }],
    ['tag:refund', { kind: 'tag', name: 'refund' }],
    ['account:help@shop.example', { kind: 'account', name: 'help@shop.example' }],
    ['before:2026-01-31', { kind: 'before', moment: { kind: 'day', day: '2026-01-31' } }],
    ['after:7d', { kind: 'after', moment: { kind: 'ago', days: 7 } }],
  ])('%s', (text, meaning) => expect(meanings(text)).toEqual([meaning]));

  test.each([
    ['has:legs', 'unknown-value'],
    ['is:late', 'unknown-value'],
    ['from:"…"', 'unknown-value'],
    ['before:soon', 'not-a-date'],
    ['after:2026-02-30', 'not-a-date'],
  ])('%s is not understood', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
    expect(meanings(text)).toEqual([null]);
  });

  test('an operator that is none is said, and searched for as words', () => {
    expect(problems('asignee:me')).toEqual(['unknown-operator']);
    expect(meanings('asignee:me')).toEqual([words('asignee:me')]);
  });

  test.each(['https://shop.example/a', '10:30', 'Re:', '…', 'a-b'])('%s is no operator', (text) =>
    expect(problems(text)).toEqual([null]),
  );

  test.each(['from:', 'in:', '-is:', '"', '!?', ''])('%s asks for nothing yet', (text) => {
    expect(meanings(text).filter((meaning) => meaning !== null)).toEqual([]);
    expect(problems(text).filter((problem) => problem !== null)).toEqual([]);
  });
});

describe('where the terms stand', () => {
  const text = '  late -from:"Ann Lee" is:op';

  test('they are what was typed', () =>
    expect(parseSearch(text).terms.map(({ typed }) => typed)).toEqual(['late', '-from:"Ann Lee"', 'is:op']));

  test.each([
    [0, null],
    [2, 'late'],
    [6, 'late'],
    [7, '-from:"Ann Lee"'],
    [15, '-from:"Ann Lee"'],
    [text.length, 'is:op'],
  ])('at %d', (caret, typed) => expect(termAt(parseSearch(text), caret)?.typed ?? null).toBe(typed));

  test('its value begins behind the colon', () => {
    const term = termAt(parseSearch(text), text.length);
    expect(term).toMatchObject({ operator: 'is', value: 'op', problem: 'unknown-value' });
    expect(text.slice(term?.valueStart)).toBe('op');
  });
});

test('whatever is typed is read, and its terms are stretches of it in their order', () => {
  const random = seededRandom(7);
  const pieces = [
    ...OPERATORS.map((name) => `${name}:`),
    '"',
    '“',
    '-',
    ' ',
    '　',
    '#',
    '9',
    'é',
    '検',
    '😀',
    ':',
    '/',
  ];
  for (let turn = 0; turn < 3000; turn += 1) {
    const length = random.integer(0, 14);
    const text = Array.from({ length }, () => random.pick(pieces)).join('');
    let last = 0;
    for (const { start, end, typed, valueStart } of parseSearch(text).terms) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(text.slice(last, start).trim()).toBe('');
      expect(text.slice(start, end)).toBe(typed);
      expect(valueStart).toBeGreaterThanOrEqual(start);
      expect(valueStart).toBeLessThanOrEqual(end);
      last = end;
    }
    expect(text.slice(last).trim()).toBe('');
  }
});

test('only so much is read', () =>
  expect(parseSearch('word '.repeat(LONGEST_SEARCH)).terms.at(-1)?.end).toBeLessThanOrEqual(LONGEST_SEARCH));

describe('moments', () => {
  const now = new Date('2026-03-10T15:00:00.000Z');
  test.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-1-3', '2026-01-03T00:00:00.000Z'],
    ['2026-02', '2026-02-01T00:00:00.000Z'],
    ['2025', '2025-01-01T00:00:00.000Z'],
    ['today', '2026-03-10T00:00:00.000Z'],
    ['Yesterday', '2026-03-09T00:00:00.000Z'],
    ['2w', '2026-02-24T00:00:00.000Z'],
  ])('%s', (typed, moment) => {
    const read = readMoment(typed);
    expect(read === null ? null : momentAt(read, now).toISOString()).toBe(moment);
  });
  test.each(['31.01.2026', '2026-13', '2026-02-29', '99999y', 'd', ''])('%s is none', (typed) =>
    expect(readMoment(typed)).toBeNull(),
  );
});
