import { fetchWindow } from '../../../admin/src/services/fetchWindow';

interface Request {
  readonly limit: number;
  readonly cursor?: string;
}

/** A list of numbers behind a server that gives pages of it. */
function serverOf(total: number) {
  const requests: Request[] = [];
  const request = async ({ limit, cursor }: Request) => {
    requests.push(cursor === undefined ? { limit } : { limit, cursor });
    const start = cursor === undefined ? 0 : Number(decodeURIComponent(cursor).slice('after='.length));
    const items = Array.from({ length: Math.min(limit, total - start) }, (_, index) => start + index);
    const end = start + items.length;
    return { data: { items, nextCursor: end < total ? `after=${end}` : null } };
  };
  return { requests, request };
}

test('one page is one request', async () => {
  const { requests, request } = serverOf(300);
  const result = await fetchWindow<number, never>(25, request);
  expect(result).toEqual({
    data: { items: Array.from({ length: 25 }, (_, index) => index), nextCursor: 'after=25' },
  });
  expect(requests).toEqual([{ limit: 25 }]);
});

test('a long window is read in pages the server allows, with its cursors escaped', async () => {
  const { requests, request } = serverOf(300);
  const result = await fetchWindow<number, never>(225, request);
  expect('data' in result && result.data.items).toEqual(Array.from({ length: 225 }, (_, index) => index));
  expect(requests).toEqual([
    { limit: 100 },
    { limit: 100, cursor: 'after%3D100' },
    { limit: 25, cursor: 'after%3D200' },
  ]);
});

test('the end of the list ends it', async () => {
  const { request } = serverOf(120);
  const result = await fetchWindow<number, never>(250, request);
  expect('data' in result && [result.data.items.length, result.data.nextCursor]).toEqual([120, null]);
});

test('a failure on the way is the result', async () => {
  const { request } = serverOf(300);
  const result = await fetchWindow<number, string>(150, (page) =>
    page.cursor ? { error: 'gone' } : request(page),
  );
  expect(result).toEqual({ error: 'gone' });
});
