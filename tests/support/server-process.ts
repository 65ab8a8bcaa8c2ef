/**
 * A foreign server (Dovecot, PostgreSQL) as a child process: its output is kept, and it dies with the test run,
 * however that ends. Not for Strapi, which is forked with a message channel (strapi-process.ts).
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The numeric user and group a server runs as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface ServerProcess {
  /** Everything it wrote to stdout and stderr so far. */
  output(): string;
  /** Whether the process has ended. */
  exited(): boolean;
  /** Sends the signal and waits for the end; SIGKILL when that takes too long. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

const GRACE_MILLISECONDS = 5_000;

/** The ids of a user of this system, or undefined if there is none of that name. */
export function lookUpUser(name: string): RunAs | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Whether the child has ended, or never came to life. */
export function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Sends `signal`, and SIGKILL to what is still there after the grace time. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals, grace = GRACE_MILLISECONDS) {
  if (hasEnded(child)) return;
  const end = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), grace);
  await end;
  clearTimeout(timer);
}

/** Kills what a detached child has left in its process group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody was left.
  }
}

/** Collects what a child writes; the answer of the returned function grows with it. */
export function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  return () => chunks.join('');
}

/** Starts `command` in the foreground, as another user if asked (only root can). */
export function startServerProcess(
  command: string,
  args: readonly string[],
  options: { readonly stopSignal: NodeJS.Signals; readonly runAs?: RunAs; readonly cwd?: string },
): ServerProcess {
  // setpriv makes the kernel signal the server when this process is gone: a killed test run leaves nothing behind.
  const identity = options.runAs
    ? [`--reuid=${options.runAs.uid}`, `--regid=${options.runAs.gid}`, '--clear-groups']
    : [];
  const setpriv = [`--pdeathsig=${options.stopSignal}`, ...identity, '--', command, ...args];
  const child = spawn('setpriv', setpriv, {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  child.on('error', (error) => child.stderr?.emit('data', `${error.message}\n`));
  const output = collectOutput(child);
  return {
    output,
    exited: () => hasEnded(child),
    stop: async (signal) => {
      await endChild(child, signal);
      endGroup(child);
    },
  };
}
