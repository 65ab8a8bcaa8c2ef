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

test('what the stage on PostgreSQL leaves out is there, and is not all', () => {
  const patterns = JSON.parse(
    evaluate(`
      import { SAME_ON_ALL_DATABASES } from './scripts/lib/postgres-stage.mjs';
      console.log(JSON.stringify(SAME_ON_ALL_DATABASES));
    `),
  ) as string[];
  const files = readdirSync(join(ROOT, 'tests/integration'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('tests/integration', name));
  const left = patterns.map((pattern) => files.filter((file) => new RegExp(pattern).test(file)));
  expect(left.every((found) => found.length > 0)).toBe(true);
  expect(new Set(left.flat()).size).toBeLessThan(files.length / 3);
});
