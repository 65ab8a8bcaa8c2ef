#!/usr/bin/env node
/**
 * The command `mailroom`, run in a Strapi app's folder. It loads the app without serving it, as Strapi's own commands do,
 * and calls the plugin's services. Plain JavaScript, for it is run as it is.
 */
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const USAGE = `Usage: mailroom import --account <address> [--open-cases] <file>...
       mailroom reindex
       mailroom move-files --to <filesystem|upload> [--dry-run] [--remove-old]

import   imports .eml and .mbox files into a group or personal account of Mailroom.
reindex  writes the search index anew, while mail goes on coming and search goes on working.
move-files  copies mails and files to the other store and reads each back, while mail goes on coming.

Run it in the folder of the Strapi app.
Importing a file again files nothing twice; what was interrupted goes on when it is run again.

  -a, --account <address>   e-mail address (or id) of the account that the mail is filed in
      --open-cases          open and continue cases, as new mail does
      --to <store>          where files are copied: into the folder, or to the upload provider
      --dry-run             say what would be copied, and what is missing or damaged
      --remove-old          afterwards remove the copies in the other store
  -h, --help                show this help

move-files ends with 1 when something was missing or damaged.
`;

const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 };

/** Thrown for what whoever called the command can put right. */
class UsageError extends Error {}

function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        account: { type: 'string', short: 'a' },
        'open-cases': { type: 'boolean', default: false },
        to: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'remove-old': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const [command, ...files] = parsed.positionals;
  const { account, help, 'open-cases': opensCases } = parsed.values;
  if (help) return { help };
  if (command === 'reindex') return { command };
  if (command === 'move-files') return moveRequest(parsed.values);
  if (command !== 'import')
    throw new UsageError(
      command === undefined ? 'No command was given.' : `There is no command "${command}".`,
    );
  if (account === undefined) throw new UsageError('Say which account to import into: --account <address>.');
  if (files.length === 0) throw new UsageError('Say which files to import.');
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new UsageError(`There is no file ${missing}.`);
  return { command, account, opensCases, files: files.map((file) => path.resolve(file)) };
}

function moveRequest({ to, 'dry-run': dryRun, 'remove-old': removeOld }) {
  if (to !== 'filesystem' && to !== 'upload')
    throw new UsageError('Say where to copy the files: --to filesystem, or --to upload.');
  if (dryRun && removeOld) throw new UsageError('--dry-run removes nothing: leave --remove-old away.');
  return { command: 'move-files', to, dryRun, removeOld };
}

/** The app's own Strapi, loaded and not listening: no job of ours runs in it. */
async function loadStrapi(appDir) {
  let strapiPath;
  try {
    strapiPath = require.resolve('@strapi/strapi', { paths: [appDir] });
  } catch {
    throw new UsageError(`${appDir} is no Strapi app: @strapi/strapi is not installed there.`);
  }
  const { compileStrapi, createStrapi } = require(strapiPath);
  const { distDir } = existsSync(path.join(appDir, 'tsconfig.json'))
    ? await compileStrapi({ appDir })
    : { distDir: appDir };
  return createStrapi({ appDir, distDir, serveAdminPanel: false }).load();
}

const countsOf = ({ filed, duplicates, ignored, quarantined }) =>
  `${filed} filed, ${duplicates} already there, ${quarantined} quarantined${ignored > 0 ? `, ${ignored} ignored` : ''}`;

/** One line, rewritten in a terminal; in a log, one a report. */
function report(run) {
  const percent = run.bytesTotal === 0 ? 100 : Math.floor((100 * run.bytesDone) / run.bytesTotal);
  writeLine(`${String(percent).padStart(3)} %  ${countsOf(run)}`);
}

/** Rewritten in a terminal; in a log, one after the other. */
const writeLine = (line) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);

/** Runs the work with the plugin of the app, and a signal that aborts when somebody interrupts the command. */
async function withPlugin(work) {
  const strapi = await loadStrapi(process.cwd());
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const plugin = strapi.plugin('mailroom');
    if (plugin === undefined) throw new UsageError('Mailroom is not enabled in this app.');
    return await work(plugin, interrupted.signal);
  } finally {
    await strapi.destroy();
  }
}

function goOnLater() {
  process.stderr.write('Interrupted. Run the command again to go on.\n');
  return EXIT.interrupted;
}

const importFiles = ({ account, opensCases, files }) =>
  withPlugin(async (plugin, signal) => {
    const run = await plugin
      .service('imports')
      .importFile({ account, path: files, opensCases, signal, onProgress: report });
    report(run);
    if (process.stderr.isTTY) process.stderr.write('\n');
    if (run.state === 'failed') throw new Error(run.error);
    return run.state === 'done' ? EXIT.done : goOnLater();
  });

const reindex = () =>
  withPlugin(async (plugin, signal) => {
    let percent = -1;
    const onProgress = ({ done, total }) => {
      const now = total === 0 ? 100 : Math.floor((100 * done) / total);
      if (now === percent) return;
      percent = now;
      writeLine(`${String(percent).padStart(3)} %  ${done} of ${total} indexed`);
    };
    const done = await plugin.service('search').rebuild({ signal, onProgress });
    if (process.stderr.isTTY) process.stderr.write('\n');
    if (done) return EXIT.done;
    if (signal.aborted) return goOnLater();
    throw new Error('The index is being written by another process already.');
  });

const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;

function summaryOf({ copied, bytes, present, removed, faults }, dryRun) {
  const done = `${copied} ${dryRun ? 'to be copied' : 'copied'} (${megabytes(bytes)}), ${present} there already`;
  return `${done}${removed > 0 ? `, ${removed} old copies removed` : ''}, ${faults} missing or damaged`;
}

const moveFiles = ({ to, dryRun, removeOld }) =>
  withPlugin(async (plugin, signal) => {
    let last = 0;
    const onProgress = (report) => {
      if (Date.now() - last < 1000) return;
      last = Date.now();
      writeLine(summaryOf(report, dryRun));
    };
    const report = await plugin.service('storage').move({ to, dryRun, removeOld, signal, onProgress });
    if (report === null) throw new Error('Files are being moved by another process already.');
    writeLine(summaryOf(report, dryRun));
    if (process.stderr.isTTY) process.stderr.write('\n');
    for (const { fault, name, row } of report.faulty) process.stdout.write(`${fault}: ${name} (${row})\n`);
    if (!report.complete) return goOnLater();
    const { driver } = plugin.service('storage').status();
    if (!dryRun && driver !== to)
      process.stderr.write(
        `New files still go to the store "${driver}". Set storage.driver to "${to}", restart, and run this again.\n`,
      );
    return report.faults > 0 ? EXIT.failed : EXIT.done;
  });

const COMMANDS = { import: importFiles, reindex, 'move-files': moveFiles };

async function main() {
  const request = readArguments(process.argv.slice(2));
  if (request.help) {
    process.stdout.write(USAGE);
    return EXIT.done;
  }
  return COMMANDS[request.command](request);
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${USAGE}`);
    process.exit(error instanceof UsageError ? EXIT.usage : EXIT.failed);
  },
);
