/** Runs one Jest project and counts its tests. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './project.mjs';
import { run } from './run.mjs';

/**
 * A test file that does not even load counts as one failed test.
 * @param {string} project a `displayName` of jest.config.js
 * @param {{ workers?: number, extraArgs: readonly string[], env?: Readonly<Record<string, string>>, name?: string }} options
 *   `workers`: files at the same time; default: as Jest thinks best. `name` tells runs of one project apart
 * @returns {Promise<{ code: number, passed: number, failed: number }>}
 */
export async function runJest(project, { workers, extraArgs, env = {}, name = project }) {
  mkdirSync(CACHE, { recursive: true });
  const outputFile = join(CACHE, `jest-${name}.json`);
  rmSync(outputFile, { force: true });
  const args = [
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${outputFile}`,
    // Servers that a failed test left behind would keep Jest waiting for ever; they end with it.
    ...(workers === undefined
      ? []
      : [workers === 1 ? '--runInBand' : `--maxWorkers=${workers}`, '--forceExit']),
    // Arguments may choose tests of one project only; without them, a project that has no tests is a mistake.
    ...(extraArgs.length > 0 ? ['--passWithNoTests', ...extraArgs] : []),
  ];
  const code = await run(process.execPath, args, { env });
  if (!existsSync(outputFile)) return { code: code || 1, passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  return {
    code,
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
  };
}
