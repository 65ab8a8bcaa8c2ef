import { createCommandCenter, SEQUENCE_TIME } from '../../../admin/src/commands/center';
import { COMMANDS } from '../../../admin/src/commands/registry';

const NOW = 1_000_000;

test('no key stands for two commands, and none hides a sequence', () => {
  const keys = COMMANDS.flatMap((command) => command.keys as readonly string[]);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const first = keys.flatMap((key) => (key.includes(' ') ? [key.split(' ')[0] ?? ''] : []));
  expect(first.length).toBeGreaterThan(0);
  expect(first.filter((key) => keys.includes(key))).toEqual([]);
});

describe('a page that answers keys', () => {
  const done: string[] = [];
  const note = (words: string) => () => void done.push(words);
  const run = (center: ReturnType<typeof createCommandCenter>, stroke: string, now = NOW) => {
    const press = center.press(stroke, now);
    if (press.kind === 'run') press.run();
    return press.kind;
  };
  const pageWith = () => {
    const center = createCommandCenter(COMMANDS);
    const takeBack = center.answer(() => ({ e: note('page e'), 'g i': note('go') }));
    return { center, takeBack };
  };
  beforeEach(() => void done.splice(0));

  test('runs what was answered last, until that is taken back', () => {
    const { center } = pageWith();
    const close = center.answer(() => ({ e: note('dialog e') }));
    run(center, 'e');
    close();
    run(center, 'e');
    expect(done).toEqual(['dialog e', 'page e']);
  });

  test('knows what applies: what somebody answers', () => {
    const { center, takeBack } = pageWith();
    expect(center.applicable().map(({ keys }) => keys[0])).toEqual(['e', 'g i']);
    takeBack();
    expect(center.applicable()).toEqual([]);
    expect(run(center, 'e')).toBe('none');
  });

  test('an answer under one key of a command is its answer under all', () => {
    const { center } = pageWith();
    center.answer(() => ({ o: note('open') }));
    run(center, 'Enter');
    expect(done).toEqual(['open']);
  });

  test('a sequence waits for its second key and says which there are', () => {
    const { center } = pageWith();
    const press = center.press('g', NOW);
    expect(press).toMatchObject({ kind: 'waiting', first: 'g', next: [{ keys: ['g i'] }] });
    expect(run(center, 'i', NOW + 500)).toBe('run');
    expect(done).toEqual(['go']);
  });

  test('a second key of no sequence does nothing at all, and one that comes late stands for itself', () => {
    const { center } = pageWith();
    run(center, 'g');
    expect(run(center, 'e', NOW + 500)).toBe('none');
    run(center, 'g', NOW + 1_000);
    expect(run(center, 'e', NOW + 1_001 + SEQUENCE_TIME)).toBe('run');
    expect(done).toEqual(['page e']);
  });
});
