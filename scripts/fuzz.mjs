/**
 * `npm run fuzz`: damages mails of a corpus in every way mails get damaged, and reads them by the code that intake runs.
 * None may throw, hang, or take memory without bound; the first that does is kept and named.
 *
 *   npm run fuzz                              50,000 mails, a seed of its own
 *   npm run fuzz -- --runs 1000 --seed 7      the same mails every time
 *   npm run fuzz -- --corpus DIR              default: the corpus beside the checkout
 *   npm run fuzz -- --only 1234 --seed 7      one of them again
 */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ROOT } from './lib/project.mjs';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(ROOT, '../shared/corpus') },
    runs: { type: 'string', default: '50000' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});

function print({ runs, failures, parsed, unparsable, slowest, memory, seconds }) {
  const rate = Math.round(runs / seconds);
  console.log(
    `${runs} mails in ${seconds.toFixed(1)} s (${rate} a second): ${parsed} read, ${unparsable} refused`,
  );
  console.log(`slowest ${slowest.milliseconds} ms (run ${slowest.run}), memory at most ${memory} MB`);
  for (const { run, what, file } of failures) console.log(`FAILED run ${run}: ${what}\n  kept as ${file}`);
}

try {
  await installDependencies();
  const require = createRequire(import.meta.url);
  require('./lib/typescript.cjs');
  const { fuzz } = require('../fuzz/fuzz.ts');
  const seed = values.seed === undefined ? Date.now() % 1_000_000_007 : Number(values.seed);
  console.log(`seed ${seed}`);
  const result = await fuzz({
    corpus: resolve(values.corpus),
    runs: Number(values.runs),
    seed,
    only: values.only === undefined ? null : Number(values.only),
    onProgress: (done) => console.log(`  ${done} mails`),
  });
  print(result);
  if (result.failures.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
