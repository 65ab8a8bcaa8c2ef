/** The example app's Strapi as a child process: started, waited for, and ended with the demo. */
import { fork } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLE, ROOT } from '../scripts/lib/project.mjs';
import { LOOPBACK } from './ports.mjs';
import { loadSecrets } from './secrets.mjs';

/** It says when Strapi listens, and ends with its parent. */
const ENTRY = path.join(ROOT, 'scripts/lib/strapi-entry.cjs');
const START_MILLISECONDS = 120_000;
const STOP_MILLISECONDS = 15_000;

/**
 * @typedef {object} App
 * @property {string} url
 * @property {string} logFile
 * @property {() => Promise<void>} stop
 * @property {Promise<void>} ended settles when it ended, asked or not
 */

/**
 * Starts the app on SQLite and resolves when it listens.
 * @param {{ directory: string, port: number, adminPanel?: boolean }} options
 * @returns {Promise<App>}
 */
export async function startApp({ directory, port, adminPanel = true }) {
  const storage = path.join(directory, 'storage');
  mkdirSync(storage, { recursive: true });
  const logFile = path.join(directory, 'strapi.log');
  const log = openSync(logFile, 'a');
  const child = fork(ENTRY, {
    cwd: EXAMPLE,
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      ...loadSecrets(directory),
      // In development Strapi would open a browser.
      NODE_ENV: 'production',
      STRAPI_TELEMETRY_DISABLED: 'true',
      HOST: LOOPBACK,
      PORT: String(port),
      SERVE_ADMIN_PANEL: String(adminPanel),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(directory, 'data.db'),
      MAILROOM_ENABLED: 'true',
      MAILROOM_FETCH_RULE: '*/5 * * * * *',
      // Its mail servers run on this machine, at ports of their own.
      MAILROOM_CONNECTIONS: JSON.stringify({ privateNetworks: [LOOPBACK], ports: 'any' }),
      MAILROOM_STORAGE_FOLDER: storage,
    },
  });
  const ended = new Promise((resolve) => child.once('exit', () => resolve(undefined)));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  };
  try {
    await listening(child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${LOOPBACK}:${port}`, logFile, stop, ended };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} logFile
 */
function listening(child, logFile) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ what) =>
      reject(new Error(`Strapi ${what}. The end of ${logFile}:\n${lastLines(logFile, 25)}`));
    const timer = setTimeout(
      () => fail(`did not start within ${START_MILLISECONDS / 1000} s`),
      START_MILLISECONDS,
    );
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended at its start (${signal ?? code})`);
    });
    child.once('message', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

/**
 * @param {string} file
 * @param {number} count
 */
export const lastLines = (file, count) =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
