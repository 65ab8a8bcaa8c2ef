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

import   imports .eml and .mbox files into a group or personal account of Mailroom.
reindex  writes the search index anew, while mail goes on coming and search goes on working.

Run it in the folder of the Strapi app.
Importing a file again files nothing twice; what was interrupted goes on when it is run again.

  -a, --account <address>   e-mail address (or id) of the account that the mail is filed in
      --open-cases          open and continue cases, as new mail does
  -h, --help                show this help
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

async function main() {
  const request = readArguments(process.argv.slice(2));
  if (request.help) {
    process.stdout.write(USAGE);
    return EXIT.done;
  }
  return request.command === 'reindex' ? reindex() : importFiles(request);
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${USAGE}`);
    process.exit(error instanceof UsageError ? EXIT.usage : EXIT.failed);
  },
);
