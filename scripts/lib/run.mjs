/** Runs a program in the foreground, with this process's terminal or with what stands in for it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { ROOT } from './project.mjs';

/** File descriptor that programs write to instead of the terminal. */
const output = new AsyncLocalStorage();

/**
 * What `action` runs writes to an open file, so that several can go on side by side and still be read.
 * @template Result
 * @param {number} file descriptor
 * @param {() => Promise<Result>} action
 */
export const withOutputTo = (file, action) => output.run(file, action);

/**
 * Resolves with the exit code: 127 when the program cannot be started, 1 when a signal ended it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { cwd = ROOT, env = {} } = {}) {
  const file = output.getStore();
  const stdio = file === undefined ? 'inherit' : ['ignore', file, file];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Like `run`, but anything but success is an error that names the command. */
export async function runOrThrow(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with exit code ${code}`);
}
