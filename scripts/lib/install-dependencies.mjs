/** Makes node_modules/ what package-lock.json says, without touching it when it already is. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';
import { run, runOrThrow } from './run.mjs';

const LOCK = join(ROOT, 'package-lock.json');
/** npm's own record of what it installed. */
const INSTALLED = join(ROOT, 'node_modules/.package-lock.json');
const STAMP = join(ROOT, 'node_modules/.mailroom-lock-hash');

/** Native modules are built for one ABI of Node. */
const ABI = process.versions.modules;

const wantedStamp = () => `${ABI}-${createHash('sha256').update(readFileSync(LOCK)).digest('hex')}`;

/** Whether npm has installed this very tree already, as `npm install` does. What other systems need may be absent. */
function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  const { '': _root, ...wanted } = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
  const found = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  const agrees = ([path, entry]) => (found[path] ? found[path].version === entry.version : entry.optional);
  return Object.entries(wanted).every(agrees) && Object.keys(found).every((path) => path in wanted);
}

/**
 * Installs the locked versions. A lock file that was written where the registry lacked other systems' optional
 * packages is one that `npm ci` refuses; `npm install` takes the same versions from it, and leaves it as it is.
 */
async function install() {
  const options = ['--no-audit', '--no-fund'];
  if ((await run('npm', ['ci', ...options])) === 0) return;
  console.log('npm ci refused; installing from the lock file with npm install');
  await runOrThrow('npm', ['install', '--no-save', ...options]);
}

/** @returns {Promise<boolean>} whether packages were installed */
export async function installDependencies() {
  const wanted = wantedStamp();
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined;
  if (stamp === wanted) return false;
  const forOtherNode = stamp !== undefined && !stamp.startsWith(`${ABI}-`);
  const needed = forOtherNode || !isInstalled();
  if (needed) await install();
  writeFileSync(STAMP, wanted);
  return needed;
}
