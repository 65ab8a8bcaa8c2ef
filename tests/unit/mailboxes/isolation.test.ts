import { eachWhereRefused, pagesOf, Suspects } from '../../../server/src/mailboxes/isolation';
import type { OpenFolder } from '../../../server/src/mailboxes/open-folder';

const paged = (uids: readonly number[], size: number, suspects: readonly number[]) => [
  ...pagesOf(uids, size, (uid) => suspects.includes(uid)),
];

test('pages keep the order of reading, and a suspect has one of its own', () => {
  expect(paged([], 3, [])).toEqual([]);
  expect(paged([1, 2, 3, 4], 3, [])).toEqual([[1, 2, 3], [4]]);
  expect(paged([1, 2, 3, 4, 5], 3, [1, 3, 5])).toEqual([[1], [2], [3], [4], [5]]);
  expect(paged([9, 8, 7, 6, 5], 2, [8])).toEqual([[9], [8], [7, 6], [5]]);
});

test('what becomes a suspect while pages are read is asked for alone from there on', () => {
  const suspects = new Suspects();
  const pages: (readonly number[])[] = [];
  for (const page of pagesOf([1, 2, 3, 4], 1, (uid) => suspects.has(uid))) {
    pages.push(page);
    suspects.add([3, 4]);
  }
  expect(pages).toEqual([[1], [2], [3], [4]]);
  expect(suspects.wasAlone(3)).toBe(false);
  suspects.add([3]);
  expect(suspects.wasAlone(3)).toBe(true);
  suspects.acquit([3]);
  expect([suspects.has(3), suspects.has(4)]).toEqual([false, true]);
});

/** A folder of three messages; of those that may be asked for beside, this is delivered. */
const folder = (usable: boolean, delivered = 0): OpenFolder =>
  ({
    client: {
      usable,
      fetchAll: async () => (delivered === 0 ? [] : [{ uid: delivered, source: Buffer.from('text') }]),
    },
    snapshot: { uidNext: 4 },
    search: async () => [1, 2, 3],
  }) as unknown as OpenFolder;
const refusal = (code = 'SERVERBUG') =>
  Object.assign(new Error('Command failed'), { responseStatus: 'NO', serverResponseCode: code });

/** Refuses every command that asks for one of these. */
const server = (refused: readonly number[], error: Error) => {
  const asked: (readonly number[])[] = [];
  const ask = async (uids: readonly number[]): Promise<readonly number[]> => {
    asked.push(uids);
    if (uids.some((uid) => refused.includes(uid))) throw error;
    return uids;
  };
  return { asked, ask };
};

test('what is refused together is asked for one by one, once', async () => {
  const { asked, ask } = server([2], refusal());
  expect(await eachWhereRefused(folder(true), new Suspects(), [1, 2, 3], ask)).toEqual([1, 3]);
  expect(asked).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test('one message alone that is refused is not delivered where another one is', async () => {
  const { ask } = server([2], refusal());
  expect(await eachWhereRefused(folder(true, 3), new Suspects(), [2], ask)).toEqual([]);
});

test('a refusal of one message alone says nothing of it where no other is delivered', async () => {
  const error = refusal();
  const { ask } = server([2], error);
  await expect(eachWhereRefused(folder(true), new Suspects(), [2], ask)).rejects.toBe(error);
});

test.each([
  ['all of several', folder(true), [1, 2], refusal()],
  ['with a code that says that it passes', folder(true), [2], refusal('UNAVAILABLE')],
  ['on a connection that has ended', folder(false), [2], refusal()],
  ['without an answer of the server', folder(true), [2], new Error('socket')],
])('a refusal %s says nothing of a message', async (_, where, refused, error) => {
  await expect(eachWhereRefused(where, new Suspects(), [1, 2], server(refused, error).ask)).rejects.toBe(
    error,
  );
});
