/** What is worked out from a folder's answers: flags, losses, and known mail under new numbers. */
import { comparePlaces, flagText, judgeLoss, matchCopies } from '../../../server/src/domain/folder-changes';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('flags are sorted, each once, without the one of the session', () => {
  expect(flagText(['\\Seen', 'zebra', '\\Recent', '\\Answered', '\\Seen'])).toBe('\\Answered \\Seen zebra');
});

test('what is gone and what is there again', () => {
  const known = [
    { uid: 1, gone: false },
    { uid: 2, gone: false },
    { uid: 3, gone: true },
    { uid: 4, gone: true },
  ];
  expect(comparePlaces(known, new Set([1, 3]))).toEqual({ gone: [2], back: [3], live: 2 });
});

describe('a loss', () => {
  const held = (uids: readonly number[], since: number) => ({ since, uids: new Set(uids) });

  test.each([
    ['of fifty is believed, however few there were', range(50), 50, null, 'apply'],
    ['of many among very many is believed', range(200), 1000, null, 'apply'],
    ['of more than fifty and a fifth is held', range(51), 200, null, 'hold'],
    ['that is seen again too soon is held', range(60), 60, held(range(60), 40_001), 'hold'],
    ['that is seen again after a minute is believed', range(60), 60, held(range(60), 40_000), 'apply'],
    ['of others than before begins anew', range(70), 70, held(range(60), 0), 'hold'],
  ] as const)('%s', (_, gone, live, before, kind) => {
    expect(judgeLoss(gone, live, before, 100_000).kind).toBe(kind);
  });

  test('that stays is dated from when it was first seen', () => {
    const before = held(range(60), 90_000);
    expect(judgeLoss(range(60), 60, before, 100_000)).toMatchObject({ held: { since: 90_000 } });
  });
});

describe('a message under a new number', () => {
  const date = new Date('2026-01-05T10:00:00Z');
  const facts = { messageId: '<1@feld>', sender: 'Jonas@Feld.example', subject: 'Lamp', date, size: 900 };
  const known = { ...facts, sender: 'jonas@feld.example', key: 7 };

  test.each([
    ['with the same facts is the same', [{ ...facts, uid: 1 }], [known], [[1, 7]]],
    ['whose stored date is unknown, too', [{ ...facts, uid: 1 }], [{ ...known, date: null }], [[1, 7]]],
    ['of another size is not', [{ ...facts, size: 901, uid: 1 }], [known], []],
    ['of another date is not', [{ ...facts, date: new Date(0), uid: 1 }], [known], []],
    ['without Message-ID is not', [{ ...facts, messageId: '', uid: 1 }], [{ ...known, messageId: '' }], []],
    ['of two copies on the server is not', [1, 2].map((uid) => ({ ...facts, uid })), [known], []],
    ['of two known copies is not', [{ ...facts, uid: 1 }], [known, { ...known, key: 8 }], []],
  ])('%s', (_, messages, copies, matches) => {
    expect([...matchCopies(messages, copies)]).toEqual(matches);
  });
});
