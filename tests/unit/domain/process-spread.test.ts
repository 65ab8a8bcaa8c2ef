import { processFor } from '../../../server/src/domain/process-spread';

const MAILBOXES = Array.from({ length: 1_000 }, (_, number) => number + 1);
const named = (count: number): string[] =>
  Array.from({ length: count }, (_, number) => `${(number * 7919 + 13).toString(16)}c0ffee${number}`);

const sharesOf = (processes: readonly string[]): Map<string, number[]> => {
  const shares = new Map<string, number[]>(processes.map((name) => [name, []]));
  for (const id of MAILBOXES) shares.get(processFor(processes, id) ?? '')?.push(id);
  return shares;
};

describe('mailboxes among processes', () => {
  test.each([1, 2, 3, 4, 7])('are spread evenly over %i', (count) => {
    const sizes = [...sharesOf(named(count)).values()].map(({ length }) => length);
    const fair = MAILBOXES.length / count;
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(MAILBOXES.length);
    expect(Math.min(...sizes)).toBeGreaterThan(fair * 0.75);
    expect(Math.max(...sizes)).toBeLessThan(fair * 1.25);
  });

  test('belong to the same one whoever asks, in whatever order it knows them', () => {
    const processes = named(5);
    for (const id of MAILBOXES)
      expect(processFor([...processes].reverse(), id)).toBe(processFor(processes, id));
  });

  test('move only from one that has gone, or to one that has come', () => {
    const processes = named(4);
    const [gone, ...left] = processes;
    const moved = MAILBOXES.filter((id) => processFor(processes, id) !== processFor(left, id));
    expect(moved).toEqual(MAILBOXES.filter((id) => processFor(processes, id) === gone));
    const joined = MAILBOXES.filter((id) => processFor(left, id) !== processFor(processes, id));
    for (const id of joined) expect(processFor(processes, id)).toBe(gone);
  });

  test('belong to nobody where there is none', () => {
    expect(processFor([], 1)).toBeNull();
  });
});
