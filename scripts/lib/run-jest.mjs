/** Runs one Jest project and counts its tests; test files with servers of their own may run a second time. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CACHE, ROOT } from './project.mjs';
import { run } from './run.mjs';

/** More than these is a fault, whatever the machine was doing; and there would be no time for them. */
const SECOND_TRIES = 2;

/**
 * A test file that does not even load counts as one failed test.
 * @param {string} project a `displayName` of jest.config.js
 * @param {{ workers?: number, extraArgs: readonly string[], env?: Readonly<Record<string, string>>, name?: string,
 *   tryAgain?: boolean }} options
 *   `workers`: files at the same time; default: as Jest thinks best. `name` tells runs of one project apart. `tryAgain`: a file
 *   or two that failed run once more, with nothing beside them, and what passes then is called unsteady, by name
 * @returns {Promise<{ code: number, passed: number, failed: number, unsteady?: readonly string[] }>}
 */
export async function runJest(project, { workers, extraArgs, env = {}, name = project, tryAgain = false }) {
  const first = await runOnce({ project, workers, extraArgs, env, name });
  const files = tryAgain && first.code !== 0 ? filesToTryAgain(first.result) : [];
  if (files.length === 0) return counted(first);
  console.log(`\n=== ${name}: once more, alone: ${files.map((file) => relative(ROOT, file)).join(', ')}`);
  const paths = ['--runTestsByPath', ...files];
  const second = await runOnce({ project, workers: 1, extraArgs: paths, env, name: `${name}-again` });
  return second.code === 0 ? settled(first.result, second.result) : counted(first);
}

/**
 * The files that failed, where they are few enough to be due to a busy machine.
 * @param {{ testResults: readonly { name: string, status: string }[] } | undefined} result as Jest writes it
 * @returns {readonly string[]} none where nothing is gained by a second try
 */
export function filesToTryAgain(result) {
  const failed = (result?.testResults ?? []).filter(({ status }) => status === 'failed');
  return failed.length <= SECOND_TRIES ? failed.map(({ name }) => name) : [];
}

async function runOnce({ project, workers, extraArgs, env, name }) {
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
  return existsSync(outputFile) ? { code, result: JSON.parse(readFileSync(outputFile, 'utf8')) } : { code };
}

function counted({ code, result }) {
  if (result === undefined) return { code: code || 1, passed: 0, failed: 1 };
  return {
    code,
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
  };
}

/** Every test of a file counts as it ended the second time. */
function settled(first, second) {
  const files = second.testResults.map(({ name }) => relative(ROOT, name));
  const passedBefore = first.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length;
  const passed = first.numPassedTests - passedBefore + second.numPassedTests;
  return { code: 0, passed, failed: 0, unsteady: files };
}
