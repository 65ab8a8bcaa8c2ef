/**
 * `npm test`: installs what is missing, checks the code, builds, and runs the tests. Plain Node, for it runs before
 * there are any packages.
 *
 *   npm test                                    everything
 *   npm test -- unit integration                these stages, with the builds they need
 *   npm test -- integration -- -t 'round-robin' arguments for Jest after a second --
 *
 * Stages: check, unit, integration (on SQLite), postgres (the same on PostgreSQL), e2e.
 */
import { buildAdmin } from './lib/build-admin.mjs';
import { buildPlugin } from './lib/build-plugin.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { runJest } from './lib/run-jest.mjs';
import { runOrThrow } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const STAGES = ['check', 'unit', 'integration', 'postgres', 'e2e'];
/** Test files with servers of their own that run at the same time: they wait more than they work. */
const SERVER_WORKERS = 2;
const SERVERS = ['dovecot-imapd', 'dovecot-lmtpd', 'postgresql'];

function parseArguments(args) {
  const separator = args.indexOf('--');
  const names = separator < 0 ? args : args.slice(0, separator);
  const unknown = names.filter((name) => !STAGES.includes(name));
  if (unknown.length > 0)
    throw new Error(`No such stage: ${unknown.join(', ')}. There are ${STAGES.join(', ')}.`);
  return {
    stages: names.length > 0 ? STAGES.filter((stage) => names.includes(stage)) : STAGES,
    extraArgs: separator < 0 ? [] : args.slice(separator + 1),
  };
}

/** What is to be done, in order. A failed `fatal` step ends the run: what follows rests on it. */
function planSteps({ stages, extraArgs }) {
  const wants = (...names) => names.some((name) => stages.includes(name));
  // Whoever names a file wants its result soon, and does not need what pays only for many.
  const template = extraArgs.length === 0 ? { MAILROOM_TEST_TEMPLATE: 'true' } : {};
  const jest = (project, workers) => () => runJest(project, { workers, extraArgs, env: template });
  // The support's own tests know nothing of the database.
  const onPostgres = () =>
    runJest('integration', {
      workers: SERVER_WORKERS,
      extraArgs: ['--testPathIgnorePatterns', 'integration/support', ...extraArgs],
      env: { ...template, MAILROOM_TEST_DATABASE: 'postgres' },
      name: 'postgres',
    });
  const servers = ['integration', 'postgres', 'e2e'];
  const packages = [...(wants(...servers) ? SERVERS : []), ...(wants('e2e') ? ['chromium'] : [])];
  return [
    { name: 'install', wanted: true, fatal: true, action: installDependencies },
    {
      name: 'packages',
      wanted: packages.length > 0,
      fatal: true,
      action: () => ensureSystemPackages(packages),
    },
    { name: 'check', wanted: wants('check'), action: () => runOrThrow('npm', ['run', 'check']) },
    { name: 'unit', wanted: wants('unit'), action: jest('unit') },
    { name: 'build', wanted: wants(...servers), fatal: true, action: buildPlugin },
    { name: 'integration', wanted: wants('integration'), action: jest('integration', SERVER_WORKERS) },
    { name: 'postgres', wanted: wants('postgres'), action: onPostgres },
    { name: 'admin', wanted: wants('e2e'), fatal: true, action: buildAdmin },
    { name: 'e2e', wanted: wants('e2e'), action: jest('e2e', 1) },
  ].filter(({ wanted }) => wanted);
}

async function runStep({ name, action }) {
  console.log(`\n=== ${name}`);
  const started = performance.now();
  const finish = (outcome) => ({ name, seconds: (performance.now() - started) / 1000, ...outcome });
  try {
    const result = await action();
    const counts = typeof result === 'object' ? result : { code: 0, passed: 0, failed: 0 };
    const detail = typeof result === 'object' ? `${result.passed} passed, ${result.failed} failed` : '';
    return finish({ ...counts, detail: result === false ? 'up to date' : detail });
  } catch (error) {
    console.error(error.message);
    return finish({ code: 1, passed: 0, failed: 0, detail: 'failed' });
  }
}

function printSummary(results, skipped) {
  console.log('\n=== summary');
  for (const { name, seconds, detail } of results) {
    console.log(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s  ${detail}`.trimEnd());
  }
  if (skipped.length > 0) console.log(`not run: ${skipped.map(({ name }) => name).join(', ')}`);
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
}

async function main() {
  const steps = planSteps(parseArguments(process.argv.slice(2)));
  const results = [];
  for (const step of steps) {
    const result = await runStep(step);
    results.push(result);
    if (result.code !== 0 && step.fatal) break;
  }
  printSummary(results, steps.slice(results.length));
  return results.some(({ code }) => code !== 0) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
