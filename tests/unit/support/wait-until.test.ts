import { waitUntil } from '../../support/wait-until';

test('resolves with the first truthy answer', async () => {
  let looks = 0;
  await expect(waitUntil('the third look', () => ++looks === 3 && looks, { interval: 1 })).resolves.toBe(3);
});

test('takes a thrown error for "not yet"', async () => {
  let looks = 0;
  const probe = async () => {
    looks += 1;
    if (looks < 3) throw new Error('not there');
    return 'there';
  };
  await expect(waitUntil('it', probe, { interval: 1 })).resolves.toBe('there');
});

test('names the expectation and the last error when the time is over', async () => {
  const probe = () => {
    throw new Error('connection refused');
  };
  await expect(waitUntil('the server', probe, { timeout: 20, interval: 5 })).rejects.toThrow(
    'Waited 20 ms in vain for the server: connection refused',
  );
});
