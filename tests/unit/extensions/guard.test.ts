/** Code of the app can stop nothing: whatever it throws, answers or waits for, there is an answer in time, and a note. */
import { Guard, UnusableAnswer } from '../../../server/src/extensions/guard';

function guarded(clock: () => number = Date.now) {
  const lines: string[] = [];
  const guard = new Guard(
    { kind: 'intake-step', name: 'spam', label: 'Spam', timeout: 100 },
    (line) => lines.push(line),
    clock,
  );
  return { guard, lines };
}

const asIs = (answer: unknown): unknown => answer;
const secret = 'Dear support, my password is 1234';

describe('what takes its time', () => {
  test('answers', async () => {
    const { guard } = guarded();
    expect(await guard.inTime(async () => 7, asIs)).toBe(7);
    expect(guard.state()).toMatchObject({ calls: 1, failures: 0, lastFailure: null, paused: false });
  });

  test.each([
    ['throws', () => Promise.reject(new TypeError(secret)), 'TypeError'],
    [
      'throws at once',
      () => {
        throw new RangeError(secret);
      },
      'RangeError',
    ],
    ['throws what is no error', () => Promise.reject(secret), 'Error'],
    [
      'calls its error as it likes',
      () => Promise.reject(Object.assign(new Error('x'), { name: secret })),
      'Error',
    ],
    ['never answers', () => new Promise(() => undefined), 'timeout'],
  ])('%s', async (_, work, code) => {
    const { guard, lines } = guarded();
    expect(await guard.inTime(work, asIs)).toBeNull();
    expect(guard.state()).toMatchObject({ failures: 1, lastFailure: { code } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(code);
    expect(lines.join()).not.toContain('password');
  });

  test('answers what cannot be used', async () => {
    const { guard } = guarded();
    const refuse = () => {
      throw new UnusableAnswer();
    };
    expect(await guard.inTime(() => 'nonsense', refuse)).toBeNull();
    expect(guard.state().lastFailure?.code).toBe('answer');
  });

  test('hears when its time is over', async () => {
    const { guard } = guarded();
    let heard = false;
    const work = (signal: AbortSignal) =>
      new Promise(() => signal.addEventListener('abort', () => (heard = true)));
    await guard.inTime(work, asIs);
    expect(heard).toBe(true);
  });

  test('is left out for a minute after five failures in a row, and then asked again', async () => {
    let now = 0;
    const { guard, lines } = guarded(() => now);
    const fail = () => Promise.reject(new Error('x'));
    for (let call = 0; call < 4; call += 1) await guard.inTime(fail, asIs);
    await guard.inTime(() => 1, asIs);
    for (let call = 0; call < 5; call += 1) await guard.inTime(fail, asIs);
    expect(guard.state()).toMatchObject({ calls: 10, failures: 9, paused: true });
    expect(await guard.inTime(() => 1, asIs)).toBeNull();
    expect(guard.state().calls).toBe(10);
    now = 60_001;
    expect(await guard.inTime(() => 1, asIs)).toBe(1);
    expect(guard.state().paused).toBe(false);
    // A minute apart at least, however often it fails.
    expect(lines.length).toBeLessThanOrEqual(1);
  });
});

describe('what answers at once', () => {
  test('throws', () => {
    const { guard } = guarded();
    const work = () => {
      throw new TypeError(secret);
    };
    expect(guard.atOnce(work, asIs)).toBeNull();
    expect(guard.state().lastFailure?.code).toBe('TypeError');
  });

  test('its answer counts although it was slow, and that is noted', () => {
    let now = 0;
    const { guard } = guarded(() => (now += 200));
    expect(guard.atOnce(() => 1, asIs)).toBe(1);
    expect(guard.state().lastFailure?.code).toBe('slow');
  });
});
