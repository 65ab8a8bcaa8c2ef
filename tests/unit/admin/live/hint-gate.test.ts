import { createHintGate, type Hints } from '../../../../admin/src/live/hint-gate';

/** A gate with a clock of its own. */
function gateWithClock() {
  const applied: Hints[] = [];
  let timer: { readonly run: () => void; readonly at: number } | null = null;
  let now = 0;
  const gate = createHintGate({
    apply: (hints) => applied.push(hints),
    later: (run, milliseconds) => {
      timer = { run, at: now + milliseconds };
      return () => (timer = null);
    },
  });
  const pass = (milliseconds: number): void => {
    const until = now + milliseconds;
    while (timer !== null && timer.at <= until) {
      now = timer.at;
      const { run } = timer;
      timer = null;
      run();
    }
    now = until;
  };
  return { gate, applied, pass };
}

const changed = (cases: readonly string[], emails: readonly string[] = []) =>
  ({ kind: 'changed', cases, emails }) as const;

test('the first hint goes through at once, those of the next second together', () => {
  const { gate, applied, pass } = gateWithClock();
  gate.push(changed(['a']));
  expect(applied).toMatchObject([{ lists: true, cases: ['a'], everything: false }]);
  gate.push(changed(['b'], ['m']));
  gate.push({ kind: 'notifications' });
  gate.push(changed(['b', 'c']));
  expect(applied).toHaveLength(1);
  pass(1_000);
  expect(applied[1]).toEqual({
    everything: false,
    lists: true,
    notifications: true,
    cases: ['b', 'c'],
    emails: ['m'],
  });
});

test('a burst of ten seconds makes everything load once a second', () => {
  const { gate, applied, pass } = gateWithClock();
  for (let count = 0; count < 100; count += 1) {
    gate.push({ kind: 'lists' });
    pass(100);
  }
  expect(applied.length).toBeLessThanOrEqual(11);
  expect(applied.length).toBeGreaterThanOrEqual(10);
});

test('what makes everything load again is followed by a longer pause', () => {
  const { gate, applied, pass } = gateWithClock();
  gate.push({ kind: 'everything' });
  gate.push({ kind: 'everything' });
  pass(4_999);
  expect(applied).toHaveLength(1);
  pass(1);
  expect(applied).toHaveLength(2);
});

test('a quiet gate lets the next hint through at once again', () => {
  const { gate, applied, pass } = gateWithClock();
  gate.push({ kind: 'lists' });
  pass(60_000);
  gate.push({ kind: 'lists' });
  expect(applied).toHaveLength(2);
});

test('presence makes nothing load, and nothing comes after the end', () => {
  const { gate, applied, pass } = gateWithClock();
  gate.push({ kind: 'presence', caseId: 'a', present: [] });
  expect(applied).toEqual([]);
  gate.push({ kind: 'hello' });
  gate.push({ kind: 'lists' });
  gate.stop();
  pass(60_000);
  expect(applied).toMatchObject([{ everything: true }]);
});
