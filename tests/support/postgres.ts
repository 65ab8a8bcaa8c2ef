/**
 * A PostgreSQL cluster for one test file: own folder, own loopback port, no durability. PostgreSQL refuses to run
 * as root, so root hands it to an unprivileged user.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort, LOOPBACK } from './free-port';
import { lookUpUser, startServerProcess, type RunAs, type ServerProcess } from './server-process';
import { temporaryFolder } from './temporary-folder';
import { waitUntil } from './wait-until';

export interface Postgres {
  /** The URL of an empty database. */
  readonly url: string;
  /** One more empty database; answers its URL. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const VERSIONS = '/usr/lib/postgresql';
const SUPERUSER = 'postgres';
const DATABASE = 'mailroom';

/** A crash of the machine may lose everything: it is thrown away anyway. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'unix_socket_directories='];

/** More of them, for a bench: `name=value` with spaces between. */
const moreSettings = (): readonly string[] => process.env.MAILROOM_TEST_POSTGRES_SETTINGS?.split(' ') ?? [];

function findPrograms(): string {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const usable = versions.filter((version) => existsSync(join(VERSIONS, version, 'bin/initdb')));
  const newest = usable.sort((a, b) => Number(b) - Number(a))[0];
  if (!newest) throw new Error(`There is no PostgreSQL server below ${VERSIONS}`);
  return join(VERSIONS, newest, 'bin');
}

function chooseUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = lookUpUser('postgres') ?? lookUpUser('nobody');
  if (!user) throw new Error('PostgreSQL needs an unprivileged user, "postgres" or "nobody"');
  return user;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function run(programs: string, data: string, port: number, runAs: RunAs | undefined) {
  const settings = [...SETTINGS, `listen_addresses=${LOOPBACK}`, ...moreSettings()].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const args = ['-D', data, '-p', String(port), ...settings];
  const server = startServerProcess(join(programs, 'postgres'), args, {
    stopSignal: 'SIGQUIT',
    runAs,
    cwd: data,
  });
  const maintenanceUrl = `postgres://${SUPERUSER}@${LOOPBACK}:${port}/postgres`;
  try {
    await waitUntil('PostgreSQL to answer', async () => {
      if (server.exited()) return true;
      await query(maintenanceUrl, 'SELECT 1');
      return true;
    });
    await query(maintenanceUrl, `CREATE DATABASE ${DATABASE}`);
    return { server, maintenanceUrl };
  } catch (error) {
    await server.stop('SIGKILL');
    throw new Error(`PostgreSQL did not start:\n${server.output()}`, { cause: error });
  }
}

/** Starts a cluster with one empty database; anybody on this machine may log in without a password. */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPrograms();
  const runAs = chooseUser();
  const folder = await temporaryFolder('postgres');
  if (runAs) await chown(folder.path, runAs.uid, runAs.gid);
  const data = join(folder.path, 'data');
  const initdb = ['-D', data, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const port = await freePort();
  let started: { readonly server: ServerProcess; readonly maintenanceUrl: string };
  try {
    await promisify(execFile)(join(programs, 'initdb'), initdb, { cwd: folder.path, ...runAs });
    started = await run(programs, data, port, runAs);
  } catch (error) {
    await folder.remove();
    throw error;
  }
  const urlOf = (database: string) => `postgres://${SUPERUSER}@${LOOPBACK}:${port}/${database}`;
  return {
    url: urlOf(DATABASE),
    createDatabase: async (name) => {
      await query(started.maintenanceUrl, `CREATE DATABASE "${name}"`);
      return urlOf(name);
    },
    stop: async () => {
      // SIGINT: a fast shutdown, which does not wait for clients.
      await started.server.stop('SIGINT');
      await folder.remove();
    },
  };
}
