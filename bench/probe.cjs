/**
 * Loaded into a Strapi that is measured (NODE_OPTIONS=--require): writes down what the process feels like from inside.
 * One JSON line a quarter of a second: when, the longest time the main thread was held since the last line, the
 * resident size, and the processor time of all threads since the start. A timer's delay is measured, since
 * monitorEventLoopDelay takes no sample while the thread is held.
 */
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const file = process.env.MAILROOM_BENCH_PROBE;
const TICK = 5;
const LINE = 250;

if (isMainThread && file) {
  let last = performance.now();
  let longest = 0;
  setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - TICK);
    last = now;
  }, TICK).unref();
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    const processor = (user + system) / 1000;
    appendFileSync(
      file,
      `${JSON.stringify({ at: Date.now(), held: longest, rss: process.memoryUsage.rss(), processor })}\n`,
    );
    longest = 0;
  }, LINE).unref();
}
