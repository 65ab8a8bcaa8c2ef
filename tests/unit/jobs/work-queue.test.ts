import { setTimeout as sleep } from 'node:timers/promises';
import { followWork } from '../../../server/src/jobs/queue/followed-work';
import { createInProcessQueue } from '../../../server/src/jobs/queue/in-process-queue';

const PLACES = { limit: 1, patience: 1_000, ceiling: 1 };

describe('work that is offered to this process alone', () => {
  test('begins at once, each key once, and tells what it came to', async () => {
    const queue = createInProcessQueue();
    const begun: number[] = [];
    const work = followWork(queue, 'sync-mailbox', PLACES, async (key) => {
      begun.push(key);
      await sleep(5);
      return key * 2;
    });
    const results = await work.follow([1, 2, 2, 3], 1_000);
    expect(begun).toEqual([1, 2, 3]);
    expect([...results]).toEqual([
      [1, 2],
      [2, 4],
      [3, 6],
    ]);
    expect((await work.follow([], 1_000)).size).toBe(0);
  });

  test('is not waited for longer than asked, and other kinds are not touched', async () => {
    const queue = createInProcessQueue();
    const slow = followWork(queue, 'send-email', PLACES, async (key) => {
      await sleep(key, undefined, { ref: false });
      return 'sent';
    });
    const other = followWork(queue, 'notify', PLACES, () => Promise.resolve('told'));
    const results = await slow.follow([1, 60_000], 100);
    expect([...results]).toEqual([[1, 'sent']]);
    expect([...(await other.follow([0], 100))]).toEqual([[0, 'told']]);
  });

  test('counts what others have done, once it is known', async () => {
    const queue = createInProcessQueue();
    const never = followWork(queue, 'sync-mailbox', PLACES, () => new Promise<string>(() => undefined));
    const asked: (readonly number[])[] = [];
    const results = await never.follow([4, 5], 2_500, (keys) => {
      asked.push(keys);
      return Promise.resolve(new Map([[4, 'elsewhere']]));
    });
    expect([...results]).toEqual([[4, 'elsewhere']]);
    expect(asked[0]).toEqual([4, 5]);
    expect(asked[1]).toEqual([5]);
  });

  test('is not begun after the stop', async () => {
    const queue = createInProcessQueue();
    let begun = 0;
    const work = followWork(queue, 'keep-copies', PLACES, () => Promise.resolve((begun += 1)));
    await queue.stop(0);
    await work.offer([1]);
    expect(begun).toBe(0);
  });
});
