import { fileSize } from '../../../admin/src/utils/fileSize';
import { findLinks } from '../../../admin/src/utils/links';
import { chooseRelativeTime } from '../../../admin/src/utils/time';

describe('links in plain text', () => {
  const links = (text: string) =>
    findLinks(text)
      .filter(({ href }) => href !== null)
      .map(({ href }) => href);

  test.each([
    ['See https://x.example/a?b=1.', ['https://x.example/a?b=1']],
    ['(https://x.example/a)', ['https://x.example/a']],
    ['https://x.example/a_(b)', ['https://x.example/a_(b)']],
    ['<https://x.example>', ['https://x.example']],
    ['mail jonas@feld.example, please', ['mailto:jonas@feld.example']],
    ['javascript:alert(1) data:text/html,x', []],
    ['a @ b', []],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
    expect(
      findLinks(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('relative times', () => {
  const now = new Date(2026, 2, 4, 10, 0);
  test.each([
    ['half a minute', new Date(2026, 2, 4, 9, 59, 30), { kind: 'relative', value: 0, unit: 'second' }],
    ['four minutes', new Date(2026, 2, 4, 9, 56), { kind: 'relative', value: -4, unit: 'minute' }],
    ['two hours', new Date(2026, 2, 4, 7, 50), { kind: 'relative', value: -2, unit: 'hour' }],
    ['eleven hours, yesterday', new Date(2026, 2, 3, 23, 0), { kind: 'relative', value: -11, unit: 'hour' }],
    ['yesterday noon', new Date(2026, 2, 3, 12, 0), { kind: 'relative', value: -1, unit: 'day' }],
    ['six days', new Date(2026, 1, 26, 23, 0), { kind: 'relative', value: -6, unit: 'day' }],
    ['a week', new Date(2026, 1, 25, 10, 0), { kind: 'absolute' }],
    ['a try to come', new Date(2026, 2, 4, 10, 5), { kind: 'relative', value: 5, unit: 'minute' }],
  ])('%s', (_name, moment, expected) => {
    expect(chooseRelativeTime(moment, now)).toEqual(expected);
  });
});

test.each([
  [0, 0, 'byte'],
  [999, 999, 'byte'],
  [1000, 1, 'kilobyte'],
  [84_200, 84.2, 'kilobyte'],
  [25_000_000, 25, 'megabyte'],
  [3e12, 3000, 'gigabyte'],
])('%d bytes are %d %s', (bytes, value, unit) => {
  expect(fileSize(bytes)).toEqual({ value, unit });
});
