/** Waiting that has an end, for work that cannot be ended. */

/**
 * What the work gives, unless the signal comes first; the work itself goes on, as looking a name up cannot be ended.
 * @throws the reason of the signal
 */
export async function withinTime<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, stopped]).finally(() => signal.removeEventListener('abort', stop));
}
