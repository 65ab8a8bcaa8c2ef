/** What `npm test` is made of. The scripts are ES modules, which Jest does not load: Node runs them here. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';

const ROOT = resolve(__dirname, '../../..');

const evaluate = (script: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT, encoding: 'utf8' });

test('programs that run side by side write apart from each other and from the terminal', async () => {
  const folder = await temporaryFolder('side-by-side');
  const path = (name: string) => join(folder.path, name);
  const shown = evaluate(`
    import { openSync } from 'node:fs';
    import { run, runOrThrow, withOutputTo } from './scripts/lib/run.mjs';
    const speak = (words) => [process.execPath, ['-e', \`console.log('\${words}'); console.error('\${words}, aloud')\`]];
    const beside = (name) => withOutputTo(openSync(${JSON.stringify(folder.path)} + '/' + name, 'w'), async () => {
      await run(...speak(name + ' begins'));
      await runOrThrow(...speak(name + ' ends'));
    });
    await Promise.all([beside('one'), beside('two')]);
    await run(process.execPath, ['-e', "console.log('alone')"]);
  `);
  expect(shown).toBe('alone\n');
  for (const name of ['one', 'two'])
    expect(readFileSync(path(name), 'utf8').trim().split('\n')).toEqual(
      ['begins', 'begins, aloud', 'ends', 'ends, aloud'].map((words) => `${name} ${words}`),
    );
  await folder.remove();
});

test('what the stages on other databases leave out, and what MariaDB has at least, is there and is not all', () => {
  const { left: leftOut, kept } = JSON.parse(
    evaluate(`
      import { ALSO_ON_MARIADB, SAME_ON_ALL_DATABASES } from './scripts/lib/postgres-stage.mjs';
      console.log(JSON.stringify({ left: SAME_ON_ALL_DATABASES, kept: ALSO_ON_MARIADB }));
    `),
  ) as { readonly left: readonly string[]; readonly kept: readonly string[] };
  const files = readdirSync(join(ROOT, 'tests/integration'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('tests/integration', name));
  const found = (patterns: readonly string[]) =>
    patterns.map((pattern) => files.filter((file) => new RegExp(pattern).test(file)));
  const left = found(leftOut);
  expect(left.every((those) => those.length > 0)).toBe(true);
  expect(found(kept).every((those) => those.length === 1)).toBe(true);
  expect(new Set(left.flat()).size).toBeLessThan(files.length / 3);
});

test('the files that begin first are there', () => {
  const long = JSON.parse(
    evaluate(`
      import { createRequire } from 'node:module';
      console.log(JSON.stringify(createRequire(process.cwd() + '/')('./scripts/lib/longest-first.cjs').LONG));
    `),
  ) as readonly string[];
  const files = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' });
  expect(long.filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}.test.ts`)))).toEqual([]);
});

test('a file or two that failed run once more, and more than two do not', () => {
  const tried = (...statuses: readonly string[]) =>
    JSON.parse(
      evaluate(`
        import { filesToTryAgain } from './scripts/lib/run-jest.mjs';
        const testResults = ${JSON.stringify(statuses.map((status, index) => ({ name: `/${index}`, status })))};
        console.log(JSON.stringify(filesToTryAgain({ testResults })));
      `),
    ) as readonly string[];
  expect(tried('passed', 'failed', 'failed')).toEqual(['/1', '/2']);
  expect(tried('failed', 'failed', 'failed', 'passed')).toEqual([]);
  expect(tried('passed')).toEqual([]);
});
