import { partsOf } from '../../../admin/src/utils/quotes';

describe('parts of a plain-text mail', () => {
  test('are what is written and what the server folded, in their order', () => {
    expect(
      partsOf('Yes.\n\n> Shall we?\n-- \nAnn', [
        { kind: 'quote', start: 6, end: 17 },
        { kind: 'signature', start: 18, end: 25 },
      ]),
    ).toEqual([
      { kind: 'written', text: 'Yes.\n\n' },
      { kind: 'quote', text: '> Shall we?' },
      { kind: 'written', text: '\n' },
      { kind: 'signature', text: '-- \nAnn' },
    ]);
  });

  test.each([
    ['no fold', [], 1],
    ['a fold of all of it', [{ kind: 'quote', start: 0, end: 8 }] as const, 1],
    ['a fold at the beginning', [{ kind: 'quote', start: 0, end: 3 }] as const, 2],
  ])('with %s, nothing is cut', (_, folds, count) => {
    const parts = partsOf('a text..', folds);
    expect(parts).toHaveLength(count);
    expect(parts.map(({ text }) => text).join('')).toBe('a text..');
  });
});
