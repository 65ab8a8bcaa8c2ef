/**
 * Tries a mailbox's servers step by step and tells what each step found, so that an admin sees where it stops.
 * It changes nothing on the server and stores nothing.
 */
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionProblem, ConnectionTestResult, ConnectionTestStep } from '../domain/connection';
import { withImapSession, type ImapSettings } from './imap-session';
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
  readonly folders: readonly string[];
}

/** @param folders to look for on the IMAP server */
export async function testConnection(input: {
  readonly imap: ImapSettings | null;
  readonly smtp: SmtpSettings | null;
  readonly folders: readonly string[];
}): Promise<ConnectionTestResult> {
  const attempts = await Promise.all([
    input.imap === null
      ? EMPTY
      : tryServer('imap', input.imap, (done) => tryImap(input.imap!, input.folders, done)),
    input.smtp === null ? EMPTY : tryServer('smtp', input.smtp, (done) => trySmtp(input.smtp!, done)),
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
  session: (done: StepDone) => Promise<readonly string[]>,
): Promise<Attempt> {
  const steps: ConnectionTestStep[] = [];
  let since = Date.now();
  const done: StepDone = (step, detail) => {
    steps.push({ server, step, outcome: 'ok', problem: null, detail, milliseconds: Date.now() - since });
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
    return { folders: [], steps: withFailure(server, steps, problem, Date.now() - since) };
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
): Promise<readonly string[]> {
  return withImapSession(settings, { largestMessage: 1024 * 1024 }, async (client) => {
    if (settings.security !== 'tls') done('tls', settings.security === 'starttls' ? 'STARTTLS' : '');
    done('login', settings.user);
    const listed = (await client.list())
      .filter((folder) => !folder.flags.has('\\Noselect'))
      .map((folder) => folder.path);
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

async function trySmtp(settings: SmtpSettings, done: StepDone): Promise<readonly string[]> {
  const connection = await connectSmtp(settings, () => {
    if (settings.security !== 'tls') done('tls', settings.security === 'starttls' ? 'STARTTLS' : '');
  });
  connection.quit();
  done('login', settings.user);
  return [];
}
