/**
 * Tries a mailbox's servers step by step and tells what each step found, so that an admin sees where it stops.
 * It changes nothing on the server and stores nothing.
 */
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type {
  ConnectionProblem,
  ConnectionTestResult,
  ConnectionTestStep,
  FoundFolder,
} from '../domain/connection';
import { withImapSession, type ImapSettings } from './imap-session';
import { listFolders } from './list-folders';
import { asMailboxError } from './mailbox-error';
import { atAddresses, serverAddresses, serverName } from './reach-server';
import { connectSmtp, type SmtpSettings } from './smtp-transport';
import { requireTrusted, tlsOptions } from './tls-trust';

type Server = ConnectionTestStep['server'];
type StepName = ConnectionTestStep['step'];

const STEPS: Readonly<Record<Server, readonly StepName[]>> = {
  imap: ['dns', 'tcp', 'tls', 'login', 'folder'],
  smtp: ['dns', 'tcp', 'tls', 'login'],
};

/** Milliseconds for one network step. */
const STEP_TIMEOUT = 15_000;

interface Attempt {
  readonly steps: readonly ConnectionTestStep[];
  readonly folders: readonly FoundFolder[];
}

export interface ServersToTest {
  readonly imap: ImapSettings | null;
  readonly smtp: SmtpSettings | null;
  /** to look for on the IMAP server */
  readonly folders: readonly string[];
}

/** Is told each step as soon as its outcome is known. */
export type StepListener = (step: ConnectionTestStep) => void;

/** Never rejects: what goes wrong is the outcome of a step. */
export async function testConnection(
  { imap, smtp, folders }: ServersToTest,
  onStep: StepListener = () => undefined,
): Promise<ConnectionTestResult> {
  const attempts = await Promise.all([
    imap === null ? EMPTY : tryServer('imap', imap, onStep, (done) => tryImap(imap, folders, done)),
    smtp === null ? EMPTY : tryServer('smtp', smtp, onStep, (done) => trySmtp(smtp, done)),
  ]);
  const steps = attempts.flatMap((attempt) => attempt.steps);
  return {
    ok: steps.length > 0 && steps.every((step) => step.outcome === 'ok'),
    steps,
    folders: attempts.flatMap((attempt) => attempt.folders),
  };
}

const EMPTY: Attempt = { steps: [], folders: [] };

/** Notes that a step went well. */
type StepDone = (step: StepName, detail: string) => void;

async function tryServer(
  server: Server,
  settings: ImapSettings,
  onStep: StepListener,
  session: (done: StepDone) => Promise<readonly FoundFolder[]>,
): Promise<Attempt> {
  const steps: ConnectionTestStep[] = [];
  let since = Date.now();
  const done: StepDone = (step, detail) => {
    const outcome = { outcome: 'ok', problem: null, detail, milliseconds: Date.now() - since } as const;
    steps.push({ server, step, ...outcome });
    onStep({ server, step, ...outcome });
    since = Date.now();
  };
  try {
    const addresses = await serverAddresses(settings);
    done('dns', addresses[0] ?? '');
    const address = await atAddresses(addresses, (one, patience) => tryTcp(one, settings.port, patience));
    done('tcp', `${settings.host}:${settings.port}`);
    if (settings.security === 'tls') done('tls', await tryTls(settings, address));
    return { folders: await session(done), steps };
  } catch (error) {
    const reached = STEPS[server][steps.length] ?? 'login';
    const { problem } = asMailboxError(error, reached);
    const all = withFailure(server, steps, problem, Date.now() - since);
    all.filter((step) => !steps.includes(step)).forEach(onStep);
    return { folders: [], steps: all };
  }
}

/** A problem may belong to an earlier or later step than the one that was due; the steps between are then said to be done. */
function withFailure(
  server: Server,
  done: readonly ConnectionTestStep[],
  problem: ConnectionProblem,
  milliseconds: number,
): readonly ConnectionTestStep[] {
  const names = STEPS[server];
  const failedAt = Math.max(
    names.findIndex((name) => name === problem.step),
    done.length,
  );
  return names.map((step, position): ConnectionTestStep => {
    const earlier = done[position];
    if (earlier !== undefined && position < failedAt) return earlier;
    const outcome = position < failedAt ? 'ok' : position === failedAt ? 'failed' : 'skipped';
    return {
      server,
      step,
      outcome,
      problem: outcome === 'failed' ? problem : null,
      detail: '',
      milliseconds: outcome === 'failed' ? milliseconds : 0,
    };
  });
}

/** @returns the address, when there is an answer */
function tryTcp(address: string, port: number, patience: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeout = Math.min(patience, STEP_TIMEOUT);
    const socket = connectTcp({ host: address, port, timeout });
    const end = (settle: () => void): void => {
      socket.destroy();
      settle();
    };
    socket.once('connect', () => end(() => resolve(address)));
    socket.once('timeout', () =>
      end(() => reject(Object.assign(new Error('No answer'), { code: 'ETIMEDOUT' }))),
    );
    socket.once('error', (error) => end(() => reject(error)));
  });
}

/** The protocol that was agreed on, e.g. TLSv1.3. */
function tryTls(settings: ImapSettings, address: string): Promise<string> {
  const { host, port } = settings;
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host: address,
      port,
      timeout: STEP_TIMEOUT,
      ...serverName(host),
      ...tlsOptions(settings),
    });
    const end = (settle: () => void): void => {
      socket.destroy();
      settle();
    };
    socket.once('secureConnect', () => {
      const protocol = socket.getProtocol() ?? 'TLS';
      try {
        requireTrusted(socket, settings);
        end(() => resolve(protocol));
      } catch (error) {
        end(() => reject(error as Error));
      }
    });
    socket.once('timeout', () =>
      end(() => reject(Object.assign(new Error('No answer'), { code: 'UPGRADE_TIMEOUT' }))),
    );
    socket.once('error', (error) => end(() => reject(error)));
  });
}

async function tryImap(
  settings: ImapSettings,
  folders: readonly string[],
  done: StepDone,
): Promise<readonly FoundFolder[]> {
  return withImapSession(settings, { largestMessage: 1024 * 1024 }, async (client) => {
    if (settings.security !== 'tls') done('tls', settings.security === 'starttls' ? 'STARTTLS' : '');
    done('login', settings.user);
    const listed = await listFolders(client);
    const counts: string[] = [];
    for (const folder of folders) {
      const status = await client
        .status(folder, { messages: true })
        .catch((error: unknown) => Promise.reject(asMailboxError(error, 'folder')));
      counts.push(`${folder}: ${status === false ? 0 : (status.messages ?? 0)}`);
    }
    done('folder', counts.join(', '));
    return listed;
  });
}

async function trySmtp(settings: SmtpSettings, done: StepDone): Promise<readonly FoundFolder[]> {
  const connection = await connectSmtp(settings, () => {
    if (settings.security !== 'tls') done('tls', settings.security === 'starttls' ? 'STARTTLS' : '');
  });
  connection.quit();
  done('login', settings.user);
  return [];
}
