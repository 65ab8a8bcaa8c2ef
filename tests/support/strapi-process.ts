/**
 * The example app's Strapi with the built plugin, in a child process on a database of its own. It is started from
 * `dist/`: whoever changed the plugin's sources builds it first (`npm test` does).
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, LOOPBACK } from './free-port';
import { collectOutput, endChild, hasEnded } from './server-process';
import { askHost, giveBack, takeHost } from './strapi-hosts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder';

export type StrapiDatabase =
  { readonly client: 'sqlite' } | { readonly client: 'postgres' | 'mysql'; readonly url: string };

export interface StrapiOptions {
  readonly database?: StrapiDatabase;
  /** Added to, and stronger than, the environment that is set here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where database and attachments live. Who gives one keeps it, and can start again on its data. */
  readonly folder?: string;
  /** A free one by default; an earlier one keeps the clients of the earlier start working. */
  readonly port?: number;
  /** Serve the admin panel, which must have been built. */
  readonly adminPanel?: boolean;
  /** In a process in which no Strapi has run: what it remembers of an earlier one is not there. */
  readonly fresh?: boolean;
}

export interface StrapiProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly folder: string;
  /** The SQLite file, or the URL of the database on PostgreSQL or MariaDB. */
  readonly database: string;
  readonly storageFolder: string;
  /** What it was started with: a command on the same data needs the same. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everything it wrote to stdout and stderr so far. */
  output(): string;
  /** Calls one of Mailroom's services, as the app's own code does; dates arrive as text. Throws what it throws. */
  call(service: string, method: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Shuts down gracefully; a folder that was made for this start goes too. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; a folder that was made for this start goes too. */
  kill(): Promise<void>;
}

const START_MILLISECONDS = 120_000;
const STOP_MILLISECONDS = 20_000;

/** Fixed, so that tokens and encrypted secrets stay good over a restart on the same data. */
const SECRETS = {
  APP_KEYS: 'test-key-one,test-key-two',
  ADMIN_JWT_SECRET: 'test-admin-jwt-secret',
  API_TOKEN_SALT: 'test-api-token-salt',
  TRANSFER_TOKEN_SALT: 'test-transfer-token-salt',
  JWT_SECRET: 'test-jwt-secret',
  ENCRYPTION_KEY: 'test-encryption-key-of-32-bytes!',
};

function databaseEnvironment(database: StrapiDatabase, databaseFile: string): Record<string, string> {
  return database.client === 'sqlite'
    ? { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: databaseFile }
    : { DATABASE_CLIENT: database.client, DATABASE_URL: database.url };
}

function inheritedEnvironment(): Record<string, string> {
  const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
  return Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-30).join('\n');

/** Rejects with what Strapi wrote when this fails or takes too long. */
async function inTime<Result>(
  action: Promise<Result>,
  { milliseconds, output }: { readonly milliseconds: number; readonly output: () => string },
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`gave no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([action, late]);
  } catch (error) {
    throw new Error(`Strapi ${(error as Error).message}:\n${lastLines(output())}`);
  } finally {
    clearTimeout(timer);
  }
}

function environmentOf(
  options: StrapiOptions,
  port: number,
  databaseFile: string,
  storageFolder: string,
): Readonly<Record<string, string>> {
  return {
    ...inheritedEnvironment(),
    // "development" would open a browser.
    NODE_ENV: 'production',
    STRAPI_TELEMETRY_DISABLED: 'true',
    HOST: LOOPBACK,
    PORT: String(port),
    SIGN_IN_LIMITS: 'false',
    SERVE_ADMIN_PANEL: String(options.adminPanel ?? false),
    MAILROOM_STORAGE_FOLDER: storageFolder,
    MAILROOM_CONNECTIONS: JSON.stringify({ privateNetworks: ['127.0.0.0/8', '::1'], ports: 'any' }),
    ...SECRETS,
    ...databaseEnvironment(options.database ?? { client: 'sqlite' }, databaseFile),
    ...options.env,
  };
}

/** Starts Strapi and resolves when it listens. */
export async function startStrapi(options: StrapiOptions = {}): Promise<StrapiProcess> {
  const own: TemporaryFolder | undefined = options.folder ? undefined : await temporaryFolder('strapi');
  const folder = options.folder ?? (own as TemporaryFolder).path;
  const databaseFile = join(folder, 'data.db');
  const storageFolder = join(folder, 'storage');
  await mkdir(storageFolder, { recursive: true });
  const port = options.port ?? (await freePort());
  const environment = environmentOf(options, port, databaseFile, storageFolder);
  const host = takeHost(environment, options.fresh ?? false);
  const { child } = host;
  const output = collectOutput(child);

  // Its process may be somebody else's by then.
  let hasStopped = false;
  const kill = async (): Promise<void> => {
    if (hasStopped) return;
    await endChild(child, 'SIGKILL');
    await own?.remove();
  };
  const adminPanel = options.adminPanel ?? false;
  try {
    await inTime(askHost(host, 'start', { environment, adminPanel }), {
      milliseconds: START_MILLISECONDS,
      output,
    });
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    url: `http://${LOOPBACK}:${port}`,
    port,
    pid: child.pid ?? 0,
    folder,
    database:
      options.database === undefined || options.database.client === 'sqlite'
        ? databaseFile
        : options.database.url,
    storageFolder,
    environment,
    output,
    call: (service, method, ...args) => askHost(host, 'call', { service, method, args }),
    stop: async () => {
      if (hasStopped) return;
      const endedByItself = hasEnded(child) && child.signalCode === null && child.exitCode !== 0;
      if (hasEnded(child)) await kill();
      if (endedByItself)
        throw new Error(`Strapi had ended by itself with ${child.exitCode}:\n${lastLines(output())}`);
      if (hasEnded(child)) return;
      await inTime(askHost(host, 'stop'), { milliseconds: STOP_MILLISECONDS, output }).catch(kill);
      hasStopped = true;
      await giveBack(host);
      await own?.remove();
    },
    kill,
  };
}
