/** What benches share: a real Dovecot, a real Strapi that is watched from inside, and programs of their own process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GroupAccountDetail, GroupAccountInput, Single } from '../server/src/api/contracts';
import { firstAdmin, type AdminClient } from '../tests/support/admin-client';
import type { Dovecot } from '../tests/support/dovecot';
import { startPostgres } from '../tests/support/postgres';
import { startStrapi, type StrapiProcess } from '../tests/support/strapi-process';
import { temporaryFolder } from '../tests/support/temporary-folder';
import type { BareLoopResult, BareLoopSettings } from './bare-loop';

export const PASSWORD = 'mail-password';

const ROOT = resolve(__dirname, '..');

/** One line of the probe. */
export interface Sample {
  readonly at: number;
  /** milliseconds for which the main thread was held at the longest */
  readonly held: number;
  /** bytes */
  readonly rss: number;
  /** milliseconds of processor time of all its threads, since it was started */
  readonly processor: number;
}

export interface Watched {
  readonly strapi: StrapiProcess;
  readonly admin: AdminClient;
  samples(): readonly Sample[];
  stop(): Promise<void>;
}

/**
 * A new Strapi on an empty database, which fetches only when it is told to.
 * @param ownFolder where its files go, removed by the caller; default: a temporary folder that `stop` removes. A file
 *   system like ext4 makes new files slowly for minutes after thousands were deleted: benches that compare runs delete
 *   after the last one.
 */
export async function startWatched(
  database: 'sqlite' | 'postgres',
  config: Readonly<Record<string, unknown>> = {},
  ownFolder?: string,
): Promise<Watched> {
  const folder =
    ownFolder === undefined
      ? await temporaryFolder('bench')
      : { path: ownFolder, remove: async (): Promise<void> => undefined };
  const postgres = database === 'postgres' ? await startPostgres() : null;
  const probe = join(folder.path, 'probe.jsonl');
  const strapi = await startStrapi({
    folder: folder.path,
    ...(postgres === null ? {} : { database: { client: 'postgres', url: postgres.url } as const }),
    env: {
      MAILROOM_FETCH_RULE: '0 0 0 1 1 *',
      MAILROOM_CONFIG: JSON.stringify(config),
      MAILROOM_BENCH_PROBE: probe,
      NODE_OPTIONS: `--require ${join(ROOT, 'bench/probe.cjs')} ${process.env.MAILROOM_BENCH_NODE_OPTIONS ?? ''}`,
    },
  });
  return {
    strapi,
    admin: await firstAdmin(strapi.url),
    samples: () =>
      readFileSync(probe, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Sample),
    stop: async () => {
      await strapi.stop();
      await postgres?.stop();
      await folder.remove();
    },
  };
}

/** Settings of a group account that opens cases; its address is also its user on the server. */
export const accountInput = (
  { host, imapPort }: Pick<Dovecot, 'host' | 'imapPort'>,
  address: string,
): GroupAccountInput => ({
  name: address,
  address,
  active: true,
  imap: { host, port: imapPort, security: 'none', user: address, secret: PASSWORD },
  smtp: { host, port: 1, security: 'none', user: address, secret: PASSWORD },
  folders: ['INBOX'],
  authentication: 'password',
  oauthProvider: null,
  readState: 'leave',
  push: false,
  history: { import: false, since: null, opensCases: false },
  sent: { folder: '', watch: false, store: false },
  certificateAuthority: '',
  certificateFingerprint: '',
  silenceAlarmHours: null,
  fromName: '',
  signature: '',
  shared: false,
  createCase: true,
  teams: [],
  distribution: 'none',
  directAssignee: null,
  targetTeam: null,
});

export async function createAccount(
  admin: AdminClient,
  input: GroupAccountInput,
): Promise<GroupAccountDetail> {
  const { status, body } = await admin.post<Single<GroupAccountDetail>>('/mailroom/group-accounts', input);
  if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}

/** Fetches an account's mail and waits for the answer. */
export async function fetchNow(admin: AdminClient, { id }: Pick<GroupAccountDetail, 'id'>): Promise<void> {
  const { status, body } = await admin.post(`/mailroom/group-accounts/${id}/fetch`);
  if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`);
}

/** Runs the comparison in a process of its own. */
export async function bareLoop(settings: BareLoopSettings): Promise<BareLoopResult> {
  const program = ['-r', join(ROOT, 'scripts/lib/typescript.cjs'), join(ROOT, 'bench/bare-loop.ts')];
  const child = spawn(process.execPath, [...program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The bare loop ended with ${code}`);
  return JSON.parse(output) as BareLoopResult;
}
