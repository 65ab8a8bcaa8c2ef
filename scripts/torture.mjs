/**
 * `npm run torture`: the tests of the mailbox engine that live from chance, as long as you like. What `npm test` runs for
 * a minute, this runs for hours, with a seed that repeats it.
 *
 *   npm run torture                                  300 kills, 2000 operations, 100 rounds of every fault, 500 answers
 *   npm run torture -- --kills 300 --seed 7          only kills
 *   npm run torture -- --steps 5000                  only random operations
 *   npm run torture -- --rounds 200                  only faults of the connection
 *   npm run torture -- --sends 500                   only answers that are sent
 *   npm run torture -- --database postgres           on PostgreSQL; or `mariadb`
 *   npm run torture -- --kills 30 --processes 3 --database postgres
 *                                                    three processes share the mailboxes, and one after another is killed
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { buildPlugin } from './lib/build-plugin.mjs';
import { runJest } from './lib/run-jest.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/** What can be asked for, the test file it belongs to, and how much there is of it without being asked. */
const RUNS = [
  { option: 'kills', file: 'engine/power-cuts', variable: 'MAILROOM_TORTURE_KILLS', usual: 300 },
  { option: 'steps', file: 'engine/random-operations', variable: 'MAILROOM_TORTURE_STEPS', usual: 2000 },
  { option: 'rounds', file: 'engine/faults', variable: 'MAILROOM_TORTURE_ROUNDS', usual: 100 },
  { option: 'sends', file: 'engine/sending-runs', variable: 'MAILROOM_TORTURE_SENDS', usual: 500 },
];
/** Kills of one of several processes. */
const SHARED = {
  option: 'kills',
  file: 'engine/processes',
  variable: 'MAILROOM_TORTURE_PROCESS_KILLS',
  usual: 30,
};
const DATABASES = ['sqlite', 'postgres', 'mariadb'];

function count(name, value) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} wants a whole number from 1, not "${value}".`);
  return number;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(RUNS.map(({ option }) => [option, { type: 'string' }])),
      seed: { type: 'string', default: String(randomInt(1, 2 ** 31)) },
      database: { type: 'string', default: 'sqlite' },
      processes: { type: 'string' },
    },
  });
  if (!DATABASES.includes(values.database))
    throw new Error(`--database is ${DATABASES.join(' or ')}, not "${values.database}".`);
  const processes = values.processes === undefined ? null : count('processes', values.processes);
  if (processes !== null && (processes < 2 || values.database !== 'postgres'))
    throw new Error(
      '--processes wants 2 or more, and --database postgres: others are served by one that works.',
    );
  const asked = RUNS.filter(({ option }) => values[option] !== undefined);
  const runs = processes !== null ? [SHARED] : asked.length > 0 ? asked : RUNS;
  return {
    processes,
    seed: count('seed', values.seed),
    database: values.database,
    runs: runs.map((run) => ({ ...run, amount: count(run.option, values[run.option] ?? run.usual) })),
  };
}

async function main() {
  const { seed, database, processes, runs } = readArguments();
  await ensureSystemPackages(['dovecot-imapd', 'dovecot-lmtpd', 'postgresql', 'mariadb-server']);
  await buildPlugin();
  const results = [];
  for (const { option, file, variable, amount } of runs) {
    console.log(`\n=== ${amount} ${option} on ${database}, seed ${seed}`);
    const result = await runJest('integration', {
      workers: 1,
      extraArgs: ['--testPathPatterns', file],
      env: {
        MAILROOM_TEST_SEED: String(seed),
        MAILROOM_TEST_DATABASE: database,
        [variable]: String(amount),
        ...(processes === null ? {} : { MAILROOM_TORTURE_PROCESSES: String(processes) }),
      },
      name: `torture-${option}`,
    });
    results.push({
      text: `${amount} ${option}: ${result.passed} passed, ${result.failed} failed`,
      ...result,
    });
  }
  console.log(`\n=== seed ${seed}, ${database}\n${results.map(({ text }) => text).join('\n')}`);
  return results.some(({ code, passed }) => code !== 0 || passed === 0) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
