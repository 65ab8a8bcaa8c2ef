/**
 * Makes sure of the servers and the browser that tests run against. They come from Debian's packages; nothing of
 * them is left running, since tests start their own.
 */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { runOrThrow } from './run.mjs';

const POSTGRES_VERSIONS = '/usr/lib/postgresql';

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const isProgram = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) =>
    isExecutable(join(folder, name)),
  );

/** Debian's package -> whether what it brings is there, wherever it came from. */
const PACKAGES = {
  'dovecot-imapd': () => isProgram('dovecot') && existsSync('/usr/lib/dovecot/imap'),
  'dovecot-lmtpd': () => existsSync('/usr/lib/dovecot/lmtp'),
  chromium: () => isProgram('chromium'),
  'mariadb-server': () => isProgram('mariadbd') && isProgram('mariadb-install-db'),
  postgresql: () =>
    existsSync(POSTGRES_VERSIONS) &&
    readdirSync(POSTGRES_VERSIONS).some((version) =>
      isExecutable(join(POSTGRES_VERSIONS, version, 'bin/initdb')),
    ),
};

/** Installs without starting services: policy-rc.d is Debian's way to forbid that, and an existing one is respected. */
const INSTALL = `
set -e
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
apt-get update
apt-get install -y --no-install-recommends "$@"
for package in "$@"; do
  case "$package" in
    dovecot-imapd) service=dovecot ;;
    postgresql) service=postgresql ;;
    mariadb-server) service=mariadb ;;
    *) continue ;;
  esac
  if [ -d /run/systemd/system ]; then systemctl disable --now "$service"; else service "$service" stop || true; fi
done
`;

const isRoot = () => process.getuid?.() === 0;
const hasSudo = () => spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;

/**
 * Installs what is missing of the given packages; throws with the command to type where it may not.
 * @param {readonly (keyof typeof PACKAGES)[]} names
 */
export async function ensureSystemPackages(names) {
  const missing = names.filter((name) => !PACKAGES[name]());
  if (missing.length === 0) return;
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!isProgram('apt-get') || !(isRoot() || hasSudo())) {
    throw new Error(
      `Missing: ${missing.join(', ')}. Install them as root (here as Debian names them):\n  ${command}`,
    );
  }
  console.log(`Installing ${missing.join(', ')}`);
  const shell = ['sh', '-c', INSTALL, 'install-packages', ...missing];
  const [program, ...args] = isRoot() ? shell : ['sudo', '-n', ...shell];
  await runOrThrow(program, args);
}
