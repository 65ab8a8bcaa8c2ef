/**
 * `npm test`: installs what is missing, checks the code, builds, and runs the tests. Plain Node, for it runs before
 * there are any packages.
 *
 *   npm test                                    everything
 *   npm test -- unit integration                these stages, with the builds they need
 *   npm test -- integration -- -t 'round-robin' arguments for Jest after a second --
 *
 * Stages: check, unit, integration (on SQLite), postgres and mariadb (the same there; some files of it on MariaDB where all
 * stages run), e2e.
 */
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAdmin } from './lib/build-admin.mjs';
import { buildPlugin } from './lib/build-plugin.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ALSO_ON_MARIADB, SAME_ON_ALL_DATABASES } from './lib/postgres-stage.mjs';
import { CACHE } from './lib/project.mjs';
import { runJest } from './lib/run-jest.mjs';
import { runOrThrow, withOutputTo } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const STAGES = ['check', 'unit', 'integration', 'postgres', 'mariadb', 'e2e'];
/** Test files with servers of their own that run at the same time. Two leave a fifth of two cores idle, for they wait too. */
const SERVER_WORKERS = 3;
/** Those with a browser: they work more than they wait. */
const BROWSER_WORKERS = 2;
const SERVERS = ['dovecot-imapd', 'dovecot-lmtpd'];

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

/** Runs Jest projects as the arguments ask. */
function jestOf(extraArgs) {
  // Whoever names a file wants its result soon, and does not need what pays only for many.
  const inWhole = extraArgs.length === 0;
  const template = inWhole ? { MAILROOM_TEST_TEMPLATE: 'true' } : {};
  return {
    of: (project, workers) => () =>
      runJest(project, { workers, extraArgs, env: template, tryAgain: inWhole && workers !== undefined }),
    /** @param files arguments that choose them where nobody names any */
    on: (database, files) => () =>
      runJest('integration', {
        workers: SERVER_WORKERS,
        extraArgs: extraArgs.length > 0 ? extraArgs : files,
        env: { ...template, MAILROOM_TEST_DATABASE: database },
        name: database,
        tryAgain: inWhole,
      }),
  };
}

/**
 * What is to be done, in this order. The lanes of a group go on side by side: each has work for about one core. A failed
 * `fatal` step ends the run: what follows rests on it.
 */
function planGroups({ stages, extraArgs }) {
  const aboutRows = ['--testPathIgnorePatterns', ...SAME_ON_ALL_DATABASES];
  const onMariaDb = stages === STAGES ? ['--testPathPatterns', ...ALSO_ON_MARIADB] : aboutRows;
  const wants = (...names) => names.some((name) => stages.includes(name));
  const servers = wants('integration', 'postgres', 'mariadb', 'e2e');
  const packages = [
    ...(servers ? SERVERS : []),
    // The support of the tests is tested with the others.
    ...(wants('integration', 'postgres') ? ['postgresql'] : []),
    ...(wants('integration', 'mariadb') ? ['mariadb-server'] : []),
    ...(wants('e2e') ? ['chromium'] : []),
  ];
  const jest = jestOf(extraArgs);
  const stage = (name, action) => ({ name, wanted: wants(name), action });
  const fatal = (name, wanted, action) => ({ name, wanted, action, fatal: true });
  const groups = [
    [
      [fatal('install', true, installDependencies)],
      [fatal('packages', packages.length > 0, () => ensureSystemPackages(packages))],
    ],
    [
      [stage('check', () => runOrThrow('npm', ['run', 'check']))],
      [stage('unit', jest.of('unit'))],
      [fatal('build', servers, buildPlugin), fatal('admin', wants('e2e'), buildAdmin)],
    ],
    [[stage('integration', jest.of('integration', SERVER_WORKERS))]],
    [[stage('postgres', jest.on('postgres', aboutRows))]],
    [[stage('mariadb', jest.on('mariadb', onMariaDb))]],
    [[stage('e2e', jest.of('e2e', BROWSER_WORKERS))]],
  ];
  return groups
    .map((lanes) => lanes.map((steps) => steps.filter(({ wanted }) => wanted)))
    .map((lanes) => lanes.filter((steps) => steps.length > 0));
}

async function runStep({ name, fatal, action }) {
  const started = performance.now();
  const finish = (outcome) => ({
    name,
    seconds: (performance.now() - started) / 1000,
    ends: fatal === true && outcome.code !== 0,
    ...outcome,
  });
  try {
    const result = await action();
    const counts = typeof result === 'object' ? result : { code: 0, passed: 0, failed: 0 };
    const detail = typeof result === 'object' ? `${result.passed} passed, ${result.failed} failed` : '';
    return finish({ ...counts, detail: result === false ? 'up to date' : detail });
  } catch (error) {
    return finish({ code: 1, passed: 0, failed: 0, detail: 'failed', error: error.message });
  }
}

/** Shows a step while it goes on. */
async function runAlone(step) {
  console.log(`\n=== ${step.name}`);
  const result = await runStep(step);
  if (result.error !== undefined) console.error(result.error);
  return result;
}

/** Shows a step when it has ended, for others go on beside it. */
async function runBeside(step) {
  mkdirSync(CACHE, { recursive: true });
  const path = join(CACHE, `${step.name}.log`);
  const file = openSync(path, 'w');
  const result = await withOutputTo(file, () => runStep(step));
  closeSync(file);
  console.log(`\n=== ${step.name}\n${readFileSync(path, 'utf8')}`.trimEnd());
  if (result.error !== undefined) console.error(result.error);
  return result;
}

async function runLane(steps, run) {
  const results = [];
  for (const step of steps) {
    const result = await run(step);
    results.push(result);
    if (result.ends) break;
  }
  return results;
}

async function runGroup(lanes) {
  const beside = lanes.length > 1;
  if (beside)
    console.log(
      `\n=== side by side: ${lanes
        .flat()
        .map(({ name }) => name)
        .join(', ')}`,
    );
  const results = await Promise.all(lanes.map((steps) => runLane(steps, beside ? runBeside : runAlone)));
  return results.flat();
}

function printSummary(results, skipped) {
  console.log('\n=== summary');
  for (const { name, seconds, detail } of results) {
    console.log(`${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s  ${detail}`.trimEnd());
  }
  for (const { name, unsteady = [] } of results)
    for (const file of unsteady)
      console.log(`UNSTEADY     ${name}: ${file} failed at first and passed alone`);
  if (skipped.length > 0) console.log(`not run: ${skipped.map(({ name }) => name).join(', ')}`);
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`${'all'.padEnd(12)} ${(performance.now() / 1000).toFixed(1).padStart(7)} s`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
}

async function main() {
  const groups = planGroups(parseArguments(process.argv.slice(2)));
  const results = [];
  for (const lanes of groups) {
    results.push(...(await runGroup(lanes)));
    if (results.some(({ ends }) => ends)) break;
  }
  const done = results.map(({ name }) => name);
  const steps = groups.flat(2);
  printSummary(
    results,
    steps.filter(({ name }) => !done.includes(name)),
  );
  return results.some(({ code }) => code !== 0) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
