/**
 * `npm run bench`: measures, and says whether the target is met. What each bench measures is in bench/README.md.
 *
 *   npm run bench -- intake                             one of intake, latency, memory, million, panel, processes, rtt
 *   npm run bench -- intake --database postgres         where the bench knows databases; default: sqlite
 *   npm run bench -- intake --mails 1000 --pairs 1      smaller, while working on it
 *   npm run bench -- intake --json result.json          the result as one object, too
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAdmin } from './lib/build-admin.mjs';
import { buildPlugin } from './lib/build-plugin.mjs';
import { installDependencies } from './lib/install-dependencies.mjs';
import { ROOT } from './lib/project.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/** Those that look at the panel as a browser does. */
const WITH_BROWSER = new Set(['panel']);
const SERVERS = ['dovecot-imapd', 'dovecot-lmtpd', 'postgresql'];
const FOLDER = join(ROOT, 'bench');

const names = () =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => basename(file, '.bench.ts'));

function count(value, name) {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number above 0`);
  return number;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      mails: { type: 'string' },
      pairs: { type: 'string' },
      database: { type: 'string', default: 'sqlite' },
    },
  });
  const [name] = positionals;
  if (positionals.length !== 1 || !names().includes(name))
    throw new Error(`Say which one: ${names().join(', ')}`);
  if (!['sqlite', 'postgres'].includes(values.database))
    throw new Error('--database must be sqlite or postgres');
  const options = {
    mails: count(values.mails, 'mails'),
    pairs: count(values.pairs, 'pairs'),
    database: values.database,
  };
  return { name, options, json: values.json };
}

const rounded = (value) =>
  typeof value !== 'number'
    ? String(value)
    : Math.abs(value) >= 100
      ? value.toFixed(0)
      : value.toPrecision(3);

function print({ bench, figures, ratios, target, met }) {
  const rows = [...Object.entries(figures), ...Object.entries(ratios)];
  const width = Math.max(
    ...rows.map(([name]) => name.length),
    ...Object.keys(target).map((name) => name.length),
  );
  console.log(`\n${bench}`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${rounded(value).padStart(10)}`);
  console.log('target');
  for (const [name, value] of Object.entries(target)) console.log(`  ${name.padEnd(width)}  ${value}`);
  console.log(met ? 'met' : 'NOT met');
}

async function main() {
  const { name, options, json } = readArguments();
  await installDependencies();
  const withBrowser = WITH_BROWSER.has(name);
  await ensureSystemPackages(withBrowser ? [...SERVERS, 'chromium'] : SERVERS);
  await buildPlugin();
  if (withBrowser) await buildAdmin();
  const require = createRequire(import.meta.url);
  require('./lib/typescript.cjs');
  // What the benches share with tests reads it when it is loaded.
  process.env.MAILROOM_TEST_DATABASE = options.database;
  const file = join(FOLDER, `${name}.bench.ts`);
  if (!existsSync(file)) throw new Error(`There is no ${file}`);
  const result = { bench: name, ...(await require(file).default(options)) };
  print(result);
  if (json !== undefined) writeFileSync(resolve(json), `${JSON.stringify(result, null, 2)}\n`);
  return result.met ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message, error.cause ?? '');
  process.exitCode = 2;
}
