/**
 * Processes in which Strapi runs. Where many test files are run, a Jest worker keeps one from file to file, for its modules are
 * loaded and warm. Whatever a file does with one is forgotten: Strapi is made anew in it, with its own environment and data.
 */
import childProcess, { type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { endChild, hasEnded } from './server-process';

const PROGRAM = resolve(__dirname, '../../scripts/lib/strapi-host.cjs');
const EXAMPLE = resolve(__dirname, '../../example');
/** Each Strapi that was there leaves some 60 MB behind. */
const MOST_STARTS = 12;

export interface StrapiHost {
  readonly child: ChildProcess;
  readonly starts: number;
}

type Environment = Readonly<Record<string, string>>;

/** Of all that a test file sees, only Node's own modules are shared with the worker's next file. */
const KEPT = Symbol.for('mailroom.strapi-hosts');
const worker = childProcess as typeof childProcess & { [KEPT]?: StrapiHost[] };
const keptHosts = (): StrapiHost[] => (worker[KEPT] ??= []);

const isKeeping = (): boolean => process.env.MAILROOM_TEST_TEMPLATE === 'true';

/** @param fresh a process in which no Strapi has run, for tests of what a process remembers or needs */
export function takeHost(environment: Environment, fresh: boolean): StrapiHost {
  const kept = fresh ? undefined : keptHosts().pop();
  if (kept !== undefined && !hasEnded(kept.child)) return { child: kept.child, starts: kept.starts + 1 };
  const child = childProcess.fork(PROGRAM, {
    cwd: EXAMPLE,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...environment },
  });
  return { child, starts: 1 };
}

/** Keeps a host whose Strapi has stopped, or ends it. */
export async function giveBack({ child, starts }: StrapiHost): Promise<void> {
  if (!isKeeping() || hasEnded(child) || starts >= MOST_STARTS || keptHosts().length > 0) {
    await endChild(child, 'SIGKILL');
    return;
  }
  for (const event of ['message', 'exit']) child.removeAllListeners(event);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.removeAllListeners('data').resume();
    (stream as Socket | null)?.unref();
  }
  // The worker may end while it is kept.
  child.unref();
  child.channel?.unref();
  keptHosts().push({ child, starts });
}

interface Answer {
  readonly id?: string;
  readonly result?: unknown;
  readonly error?: string;
}

/** Asks for an operation of scripts/lib/strapi-host; throws what it throws, and when the process ends meanwhile. */
export function askHost(
  { child }: StrapiHost,
  operation: 'start' | 'stop' | 'call',
  input: object = {},
): Promise<unknown> {
  const id = randomUUID();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.off('message', onAnswer);
      child.off('exit', onExit);
    };
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void => {
      settle();
      reject(new Error(`ended at its ${operation} with ${signal ?? code}`));
    };
    const onAnswer = (answer: Answer): void => {
      if (answer.id !== id) return;
      settle();
      if (answer.error === undefined) resolve(answer.result);
      else reject(new Error(answer.error));
    };
    child.on('message', onAnswer);
    child.on('exit', onExit);
    child.send({ id, operation, ...input });
  });
}
