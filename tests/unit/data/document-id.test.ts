import { newDocumentId } from '../../../server/src/data/document-id';

const HOUR = 3_600_000;

test("an id looks like Strapi's own", () => {
  expect(newDocumentId()).toMatch(/^[0-9a-z]{24}$/);
});

test('ids sort by their time, for as long as anybody stores mail', () => {
  const times = [0, Date.now(), Date.now() + HOUR, Date.UTC(2099, 0), Date.UTC(2999, 0)];
  const ids = times.map((time) => newDocumentId(time));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids.map(({ length }) => length))).toEqual(new Set([24]));
});

test('no two ids of one moment are the same, and each of their last digits is drawn', () => {
  const now = Date.now();
  const ids = Array.from({ length: 10_000 }, () => newDocumentId(now));
  expect(new Set(ids).size).toBe(ids.length);
  const [first = ''] = ids;
  for (let place = 8; place < 24; place += 1) {
    const digits = new Set(ids.map((id) => id.charAt(place)));
    expect(digits.size).toBe(32);
  }
  expect(ids.every((id) => id.startsWith(first.slice(0, 8)))).toBe(true);
});
