/**
 * `npm run demo -- --check`: goes the whole way by itself, in a folder and on ports of its own: servers, accounts,
 * a conversation, the three distributions, who sees what, what machines send, and a restart. Everything goes over HTTP, IMAP and SMTP.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdConversation } from './conversation.mjs';
import { tryDistributions } from './distribution.mjs';
import { CheckFailure } from './journey.mjs';
import { tryLimits } from './limits.mjs';
import { createOffice } from './office.mjs';
import { openOffice } from './opening.mjs';
import { tryReports } from './reports.mjs';
import { restart } from './restart.mjs';

const LIMIT_MINUTES = 6;

/** @returns {Promise<boolean>} whether every station was reached */
export async function runCheck() {
  const directory = mkdtempSync(path.join(tmpdir(), 'mailroom-check-'));
  const started = performance.now();
  const office = createOffice(directory);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const stop = () =>
    office
      .close()
      .then(remove)
      .finally(() => process.exit(1));
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  signals.forEach((name) => process.once(name, stop));
  try {
    await Promise.race([journey(office), timeLimit()]);
    console.log(`\nThe whole way works (${Math.round((performance.now() - started) / 1000)} s).`);
    await office.close();
    remove();
    return true;
  } catch (error) {
    console.error(`\nFailed: ${reasonOf(error)}`);
    console.error(`Strapi's log and the data are left in ${directory}`);
    await office.close();
    return false;
  }
}

/** A failed expectation says it all; of anything else the place is worth knowing too. */
function reasonOf(/** @type {unknown} */ error) {
  if (error instanceof CheckFailure) return error.message;
  return error instanceof Error ? error.stack : String(error);
}

/** @param {import('./office.mjs').Office} office */
async function journey(office) {
  await openOffice(office);
  const first = await holdConversation(office);
  await tryDistributions(office);
  await tryLimits(office, first);
  await tryReports(office, first);
  await restart(office);
}

async function timeLimit() {
  await new Promise((resolve) => setTimeout(resolve, LIMIT_MINUTES * 60_000));
  throw new Error(`Not done within ${LIMIT_MINUTES} minutes`);
}
