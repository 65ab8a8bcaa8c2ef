import { setTimeout as sleep } from 'node:timers/promises';
import { createFetchQueue } from '../../../server/src/jobs/fetch-queue';
import { createSlots } from '../../../server/src/jobs/slots';
import { createHostConnections } from '../../../server/src/mailboxes/host-connections';

/** Work that a test ends when it likes. */
function work() {
  const ends: (() => void)[] = [];
  let started = 0;
  return {
    begin: () => {
      started += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    },
    started: () => started,
    end: async (position: number) => {
      ends[position]?.();
      await sleep(0);
    },
  };
}

describe('places for fetches', () => {
  test('are taken in turn and given back, by work that fails too', async () => {
    const slots = createSlots({ limit: 2, patience: 60_000, ceiling: 4 });
    const { begin, started, end } = work();
    const runs = [1, 2, 3].map(() => slots.run(begin));
    const failing = slots.run(() => Promise.reject(new Error('failed')));
    await sleep(0);
    expect(started()).toBe(2);
    await end(1);
    expect(started()).toBe(3);
    await end(0);
    await expect(failing).rejects.toThrow('failed');
    await end(2);
    await Promise.all(runs);
    await slots.run(() => Promise.resolve());
  });

  test('what takes long lends its place, up to the ceiling', async () => {
    const slots = createSlots({ limit: 1, patience: 20, ceiling: 3 });
    const { begin, started, end } = work();
    const runs = [1, 2, 3, 4].map(() => slots.run(begin));
    await sleep(0);
    expect(started()).toBe(1);
    await sleep(200);
    expect(started()).toBe(3);
    await end(0);
    expect(started()).toBe(4);
    for (const position of [1, 2, 3]) await end(position);
    await Promise.all(runs);
    // Places that were lent are not given back twice.
    const later = [slots.run(begin), slots.run(begin)];
    await sleep(0);
    expect(started()).toBe(5);
    await end(4);
    await end(5);
    await Promise.all(later);
  });
});

describe('connections to one host', () => {
  test('push leaves the reserved ones, and a fetch waits for room', async () => {
    const hosts = createHostConnections({ perHost: 3, reserved: 1 });
    const { begin, started, end } = work();
    const giveBack = hosts.takeForPush('mail.example');
    expect(giveBack).not.toBeNull();
    expect(hosts.takeForPush('mail.example')).not.toBeNull();
    expect(hosts.takeForPush('mail.example')).toBeNull();
    expect(hosts.takeForPush('other.example')).not.toBeNull();
    const fetches = [hosts.fetching('mail.example', begin), hosts.fetching('mail.example', begin)];
    await sleep(0);
    expect(started()).toBe(1);
    giveBack?.();
    giveBack?.();
    await sleep(0);
    expect(started()).toBe(2);
    expect(hosts.takeForPush('mail.example')).toBeNull();
    await end(0);
    await end(1);
    await Promise.all(fetches);
    expect(hosts.takeForPush('mail.example')).not.toBeNull();
  });

  test('there is no push where fetching needs every one', () => {
    const hosts = createHostConnections({ perHost: 1, reserved: 4 });
    expect(hosts.takeForPush('mail.example')).toBeNull();
  });

  test('each of several processes has its share, and one place at least', () => {
    let processes = 1;
    const hosts = createHostConnections({ perHost: 8, reserved: 2 }, () => processes);
    const taken = Array.from({ length: 6 }, () => hosts.takeForPush('mail.example'));
    expect(taken.every((giveBack) => giveBack !== null)).toBe(true);
    expect(hosts.takeForPush('mail.example')).toBeNull();
    processes = 2;
    for (const giveBack of taken.slice(0, 3)) giveBack?.();
    expect(hosts.takeForPush('mail.example')).toBeNull();
    taken[3]?.();
    expect(hosts.takeForPush('mail.example')).not.toBeNull();
    processes = 100;
    let began = false;
    void hosts.fetching('other.example', () => Promise.resolve((began = true)));
    expect(began).toBe(true);
  });
});

describe('fetches of one mailbox', () => {
  test('whoever asks during one shares the next, which begins after it', async () => {
    const { begin, started, end } = work();
    const asked: boolean[] = [];
    const queue = createFetchQueue(async (_mailboxId, byPerson) => {
      asked.push(byPerson);
      await begin();
      return asked.length;
    });
    const first = queue.unlessBusy(7);
    expect(first).not.toBeNull();
    expect(queue.unlessBusy(7)).toBeNull();
    const second = queue.next(7);
    expect(queue.next(7)).toBe(second);
    const other = queue.next(8);
    await sleep(0);
    expect(started()).toBe(2);
    await end(0);
    expect(started()).toBe(3);
    const third = queue.next(7);
    expect(third).not.toBe(second);
    await end(2);
    await end(1);
    await end(3);
    await Promise.all([first, second, third, other]);
    expect(asked).toEqual([false, true, true, true]);
    expect(queue.unlessBusy(7)).not.toBeNull();
  });
});
