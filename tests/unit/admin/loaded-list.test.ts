import {
  beginList,
  cursorsOf,
  rowsToAsk,
  withNextPage,
  withPage,
  type LoadedList,
} from '../../../admin/src/utils/loadedList';

interface Row {
  readonly id: string;
  readonly at: number;
}
const row = (at: number, id = String(at)): Row => ({ id, at });
const rows = (...ats: number[]): Row[] => ats.map((at) => row(at));
const after = (one: Row, other: Row): boolean => one.at <= other.at;
const ids = ({ items }: LoadedList<Row>): string => items.map(({ id }) => id).join(' ');
const shape = ({ pages, nextCursor }: LoadedList<Row>) => [
  pages.map(({ cursor, count }) => `${cursor ?? 'top'}:${count}`).join(' '),
  nextCursor,
];

/** Three pages of three, and more to come. */
const list = withNextPage(
  withNextPage(beginList({ items: rows(9, 8, 7), nextCursor: 'a' }), {
    items: rows(6, 5, 4),
    nextCursor: 'b',
  }),
  { items: rows(3, 2, 1), nextCursor: 'c' },
);

test('pages are put one after another', () => {
  expect(ids(list)).toBe('9 8 7 6 5 4 3 2 1');
  expect(shape(list)).toEqual(['top:3 a:3 b:3', 'c']);
});

test('the next page takes rows with it that have sunk', () => {
  const longer = withNextPage(list, { items: [row(0, '8'), row(0, '0')], nextCursor: null });
  expect(ids(longer)).toBe('9 7 6 5 4 3 2 1 8 0');
  expect(shape(longer)).toEqual(['top:2 a:3 b:3 c:2', null]);
});

describe('the first page, read again', () => {
  test('brings what is new, and what it no longer holds begins where it ends', () => {
    const fresh = withPage(list, null, { items: rows(11, 10, 9), nextCursor: 'n' }, after);
    expect(ids(fresh)).toBe('11 10 9 8 7 6 5 4 3 2 1');
    expect(shape(fresh)).toEqual(['top:3 n:2 a:3 b:3', 'c']);
  });

  test('moves a row up that has got new mail, from wherever it was', () => {
    const fresh = withPage(list, null, { items: [row(12, '2'), ...rows(9, 8)], nextCursor: 'n' }, after);
    expect(ids(fresh)).toBe('2 9 8 7 6 5 4 3 1');
  });

  test('loses rows that are gone, and takes the first of the next page', () => {
    const fresh = withPage(list, null, { items: rows(9, 7, 6), nextCursor: 'n' }, after);
    expect(ids(fresh)).toBe('9 7 6 5 4 3 2 1');
    expect(shape(fresh)).toEqual(['top:3 n:2 b:3', 'c']);
  });

  test('begins anew when nothing of it was known: there may be more between', () => {
    const fresh = withPage(list, null, { items: rows(30, 29, 28), nextCursor: 'n' }, after);
    expect([ids(fresh), ...shape(fresh)]).toEqual(['30 29 28', 'top:3', 'n']);
  });

  test('is all there is when it reaches the end', () => {
    const fresh = withPage(list, null, { items: rows(9), nextCursor: null }, after);
    expect([ids(fresh), ...shape(fresh)]).toEqual(['9', 'top:1', null]);
  });

  test('of an emptied list leaves nothing', () => {
    expect(withPage(list, null, { items: [], nextCursor: null }, after).items).toEqual([]);
  });
});

describe('a page further down, read again', () => {
  test('changes nothing above it and loses what is gone', () => {
    const fresh = withPage(list, 'a', { items: rows(6, 4, 3), nextCursor: 'n' }, after);
    expect(ids(fresh)).toBe('9 8 7 6 4 3 2 1');
    expect(shape(fresh)).toEqual(['top:3 a:3 n:2', 'c']);
  });

  test('that swallows the page after it hands on where the list goes on', () => {
    const fresh = withPage(list, 'b', { items: rows(2, 0, -1), nextCursor: 'n' }, after);
    expect(ids(fresh)).toBe('9 8 7 6 5 4 2 0 -1');
    expect(shape(fresh)).toEqual(['top:3 a:3 b:3', 'n']);
  });

  test('that is not loaded any more changes nothing', () => {
    expect(withPage(list, 'x', { items: rows(6), nextCursor: null }, after)).toBe(list);
  });

  test('that has lost all its rows is left out, and the next begins where it began', () => {
    const moved = withPage(list, null, { items: rows(9, 8, 7, 6, 5, 4), nextCursor: 'n' }, after);
    expect(shape(moved)).toEqual(['top:6 n:3', 'c']);
    expect(ids(moved)).toBe('9 8 7 6 5 4 3 2 1');
  });
});

test('a hundred random refreshes never show a row twice, nor one that the server has not', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const at = new Map(Array.from({ length: 60 }, (_, index) => [`r${index}`, index]));
  const sorted = (): Row[] =>
    [...at].map(([id, value]) => ({ id, at: value })).sort((one, other) => other.at - one.at);
  const page = (cursor: string | null, limit: number) => {
    const rest = sorted().filter((one) => cursor === null || one.at < Number(cursor));
    const items = rest.slice(0, limit);
    return { items, nextCursor: rest.length > limit ? String(items.at(-1)?.at) : null };
  };
  let shown = beginList(page(null, 10));
  for (let turn = 0, next = 60; turn < 100; turn += 1) {
    const change = random(3);
    const some = [...at.keys()][random(at.size)] ?? '';
    if (change === 0) at.set(`n${turn}`, next++);
    else if (change === 1) at.set(some, next++);
    else at.delete(some);
    if (shown.nextCursor !== null && random(2) === 0) shown = withNextPage(shown, page(shown.nextCursor, 10));
    for (const { cursor } of shown.pages)
      shown = withPage(shown, cursor, page(cursor, rowsToAsk(shown, cursor)), after);
    const all = sorted().map(({ id }) => id);
    expect(shown.items.map(({ id }) => id)).toEqual(all.slice(0, shown.items.length));
    if (shown.nextCursor === null) expect(shown.items.length).toBe(all.length);
  }
});

test('the pages that hold rows are found by where they begin', () => {
  expect(cursorsOf(list, new Set(['8', '3']))).toEqual([null, 'b']);
});

test('as many rows are asked for as the page has, within what the server gives', () => {
  expect(rowsToAsk(list, 'a')).toBe(25);
  const long = beginList({ items: Array.from({ length: 130 }, (_, at) => row(at)), nextCursor: null });
  expect(rowsToAsk(long, null)).toBe(100);
});
