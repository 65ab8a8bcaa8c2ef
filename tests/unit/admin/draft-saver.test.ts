import { createDraftSaver, type SaveOutcome, type SaveState } from '../../../admin/src/utils/draft-saver';

interface Fields {
  readonly html: string;
  readonly subject: string;
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function begin(outcomes: readonly (SaveOutcome | Error)[] = []) {
  const saved: { fields: Partial<Fields>; version: number }[] = [];
  const states: SaveState[] = [];
  const waiting: (() => void)[] = [];
  let held = false;
  const saver = createDraftSaver<Fields>({
    version: 1,
    save: async (fields, version) => {
      const outcome = outcomes[saved.length] ?? { kind: 'saved', version: version + 1 };
      saved.push({ fields, version });
      if (held) await new Promise<void>((resolve) => waiting.push(resolve));
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    onState: (state) => states.push(state),
  });
  return {
    saver,
    saved,
    states,
    hold: () => (held = true),
    release: async () => {
      held = false;
      for (const resolve of waiting.splice(0)) resolve();
      await jest.advanceTimersByTimeAsync(0);
    },
  };
}

test('what is typed is saved once, a second after the last letter', async () => {
  const { saver, saved, states } = begin();
  saver.change({ html: 'D' });
  await jest.advanceTimersByTimeAsync(900);
  saver.change({ html: 'De' });
  await jest.advanceTimersByTimeAsync(999);
  expect(saved).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(saved).toEqual([{ fields: { html: 'De' }, version: 1 }]);
  expect(states).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
  expect(saver.version()).toBe(2);
});

test('one request at a time: what is written meanwhile goes over the version that it gave', async () => {
  const { saver, saved, states, hold, release } = begin();
  hold();
  saver.change({ html: 'one' });
  await jest.advanceTimersByTimeAsync(1_000);
  saver.change({ html: 'two' });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(saved).toHaveLength(1);
  await release();
  expect(saved[1]).toEqual({ fields: { html: 'two' }, version: 2 });
  expect(states.at(-1)).toBe('saved');
  expect(saver.isSaved()).toBe(true);
});

test('without a server it tries again, and newer writing wins', async () => {
  const { saver, saved, states } = begin([{ kind: 'unreachable' }, new Error('no network')]);
  saver.change({ html: 'old', subject: 'kept' });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(states.at(-1)).toBe('offline');
  expect(saver.isSaved()).toBe(false);
  saver.change({ html: 'new' });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(states.at(-1)).toBe('offline');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(saved.at(-1)).toEqual({ fields: { html: 'new', subject: 'kept' }, version: 1 });
  expect(states.at(-1)).toBe('saved');
});

test.each(['conflict', 'refused'] as const)('after a %s nothing is tried again by itself', async (kind) => {
  const { saver, saved, states } = begin([{ kind }]);
  saver.change({ html: 'mine' });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(saved).toHaveLength(1);
  expect(states.at(-1)).toBe(kind);
});

test('mine is saved over the other version; theirs is taken as it is', async () => {
  const mine = begin([{ kind: 'conflict' }]);
  mine.saver.change({ html: 'mine' });
  await jest.advanceTimersByTimeAsync(1_000);
  mine.saver.adopt(7);
  expect(await mine.saver.flush()).toBe(true);
  expect(mine.saved[1]).toEqual({ fields: { html: 'mine' }, version: 7 });

  const theirs = begin([{ kind: 'conflict' }]);
  theirs.saver.change({ html: 'mine' });
  await jest.advanceTimersByTimeAsync(1_000);
  theirs.saver.reset(7);
  expect(await theirs.saver.flush()).toBe(true);
  expect(theirs.saved).toHaveLength(1);
  theirs.saver.change({ subject: 'x' });
  await theirs.saver.flush();
  expect(theirs.saved[1]).toEqual({ fields: { subject: 'x' }, version: 7 });
});

test('an answer that comes after a reset changes nothing', async () => {
  const { saver, hold, release } = begin();
  hold();
  saver.change({ html: 'mine' });
  await jest.advanceTimersByTimeAsync(1_000);
  saver.reset(9);
  await release();
  expect(saver.version()).toBe(9);
});

test('sending waits for everything, and is told when something could not be saved', async () => {
  const { saver, saved, hold, release } = begin([{ kind: 'saved', version: 2 }, { kind: 'unreachable' }]);
  hold();
  saver.change({ html: 'one' });
  await jest.advanceTimersByTimeAsync(1_000);
  saver.change({ html: 'two' });
  const flushed = saver.flush();
  await release();
  expect(await flushed).toBe(false);
  expect(saved.map(({ fields }) => fields.html)).toEqual(['one', 'two']);
});

test('stopped, it saves only when told to', async () => {
  const { saver, saved } = begin();
  saver.stop();
  saver.change({ html: 'x' });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(saved).toEqual([]);
  await saver.flush();
  expect(saved).toHaveLength(1);
});
