/**
 * `npm run eval`: reads every mail of a corpus by the code that intake runs, and compares what comes out with what the
 * corpus expects.
 *
 *   npm run eval -- --corpus DIR                 default: the corpus beside the checkout
 *   npm run eval -- --corpus DIR --json FILE     the result as one object, too
 *   npm run eval -- --kind bounces               only this kind; may be given several times
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ROOT } from './lib/project.mjs';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(ROOT, '../shared/corpus') },
    json: { type: 'string' },
    kind: { type: 'string', multiple: true, default: [] },
  },
});

const share = (right, judged) => (judged === 0 ? '—' : `${((100 * right) / judged).toFixed(2)} %`);

function print(evaluation) {
  for (const [kind, { entries, judged, right, wrong, thrown, notJudged, keys, misses }] of Object.entries(
    evaluation,
  )) {
    console.log(`\n${kind}: ${entries} entries, ${judged} judged, ${right} right (${share(right, judged)}),`);
    console.log(`  ${wrong} wrong, ${thrown} thrown, ${notJudged} not judged`);
    for (const [key, counts] of Object.entries(keys))
      console.log(
        `  ${key.padEnd(28)} ${`${counts.right}/${counts.judged}`.padStart(11)}  ${share(counts.right, counts.judged)}`,
      );
    for (const miss of misses)
      console.log(`  miss ${miss.id} ${miss.key}: expected ${miss.expected}, is ${miss.actual}`);
  }
}

try {
  await installDependencies();
  const require = createRequire(import.meta.url);
  require('./lib/typescript.cjs');
  const { evaluate } = require('../eval/run.ts');
  const evaluation = await evaluate(resolve(values.corpus), values.kind);
  print(evaluation);
  if (values.json !== undefined)
    writeFileSync(resolve(values.json), `${JSON.stringify(evaluation, null, 2)}\n`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
