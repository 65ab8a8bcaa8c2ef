/**
 * A MariaDB server for tests: own folder, own loopback port, no durability. It leaves what a Debian package would say to
 * itself: no file of settings is read. Root hands it to an unprivileged user, as MariaDB wants it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type Connection } from 'mysql2/promise';
import { freePort, LOOPBACK } from './free-port';
import { lookUpUser, startServerProcess, type RunAs, type ServerProcess } from './server-process';
import { temporaryFolder } from './temporary-folder';
import { waitUntil } from './wait-until';

export interface MariaDb {
  /** The URL of an empty database. */
  readonly url: string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** Not on everybody's path. */
const PROGRAM = existsSync('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd';

const USER = 'root';
const DATABASE = 'mailroom';

/** Debian's servers answer in general_ci; what we need otherwise is Mailroom's own affair. */
const CHARACTERS = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci';

/** A crash of the machine may lose everything: it is thrown away anyway. */
const SETTINGS = [
  '--no-defaults',
  '--skip-grant-tables',
  '--skip-name-resolve',
  '--skip-log-bin',
  `--bind-address=${LOOPBACK}`,
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-flush-method=nosync',
  '--innodb-doublewrite=0',
  '--innodb-log-file-size=64M',
  '--innodb-buffer-pool-size=128M',
  '--max-connections=200',
];

function chooseUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = lookUpUser('mysql') ?? lookUpUser('nobody');
  if (!user) throw new Error('MariaDB needs an unprivileged user, "mysql" or "nobody"');
  return user;
}

const urlOf = (port: number, database: string): string => `mysql://${USER}@${LOOPBACK}:${port}/${database}`;

/** Runs something on a connection of its own. */
export async function withMariaDb<Result>(
  url: string,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

async function run(folder: string, data: string, port: number, runAs: RunAs | undefined) {
  const places = [`--datadir=${data}`, `--port=${port}`, `--socket=${join(folder, 'socket')}`];
  const server = startServerProcess(PROGRAM, [...SETTINGS, ...places], {
    stopSignal: 'SIGKILL',
    runAs,
    cwd: folder,
  });
  try {
    await waitUntil('MariaDB to answer', async () => {
      if (server.exited()) return true;
      await withMariaDb(urlOf(port, ''), (connection) => connection.query('SELECT 1'));
      return true;
    });
    await createDatabase(urlOf(port, ''), DATABASE);
    return server;
  } catch (error) {
    await server.stop('SIGKILL');
    throw new Error(`MariaDB did not start:\n${server.output()}`, { cause: error });
  }
}

const createDatabase = (url: string, name: string): Promise<unknown> =>
  withMariaDb(url, (connection) => connection.query(`CREATE DATABASE \`${name}\` ${CHARACTERS}`));

/** Starts a server with one empty database; anybody on this machine may log in without a password. */
export async function startMariaDb(): Promise<MariaDb> {
  const runAs = chooseUser();
  const folder = await temporaryFolder('mariadb');
  if (runAs) await chown(folder.path, runAs.uid, runAs.gid);
  const data = join(folder.path, 'data');
  const port = await freePort();
  let server: ServerProcess;
  try {
    const install = ['--no-defaults', `--datadir=${data}`, '--skip-test-db', '--skip-name-resolve'];
    await promisify(execFile)('mariadb-install-db', install, { cwd: folder.path, ...runAs });
    server = await run(folder.path, data, port, runAs);
  } catch (error) {
    await folder.remove();
    throw error;
  }
  return {
    url: urlOf(port, DATABASE),
    stop: async () => {
      await server.stop('SIGKILL');
      await folder.remove();
    },
  };
}

/**
 * One more database of a server, with all that another one holds. Its tables are copied as files would be: what tells of each
 * is asked of the server, so that keys and indexes are the same.
 * @returns its URL
 */
export async function copyMariaDb(source: string, name: string): Promise<string> {
  const copy = new URL(source);
  const from = copy.pathname.slice(1);
  copy.pathname = `/${name}`;
  await createDatabase(source, name);
  await withMariaDb(copy.href, async (connection) => {
    const [tables] = await connection.query(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
      [from],
    );
    const statements: string[] = ['SET foreign_key_checks = 0'];
    for (const { name: table } of tables as { name: string }[]) {
      const [[made]] = (await connection.query(`SHOW CREATE TABLE \`${from}\`.\`${table}\``)) as unknown as [
        [{ 'Create Table': string }],
      ];
      statements.push(
        made['Create Table'],
        `INSERT INTO \`${table}\` SELECT * FROM \`${from}\`.\`${table}\``,
      );
    }
    await connection.query(statements.join(';\n'));
  });
  return copy.href;
}
