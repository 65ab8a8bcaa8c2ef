/** The scripts are ES modules, which Jest does not load: Node runs them here. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder';

const MODULE = resolve(__dirname, '../../../scripts/lib/content-hash.mjs');

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder('content-hash');
  mkdirSync(join(folder.path, 'src/deep'), { recursive: true });
  writeFileSync(join(folder.path, 'src/a.ts'), 'a');
  writeFileSync(join(folder.path, 'src/deep/b.ts'), 'b');
});

afterEach(() => folder.remove());

const evaluate = (expression: string): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { contentHash, buildIfChanged } from ${JSON.stringify(MODULE)};
       const folder = ${JSON.stringify(folder.path)};
       console.log(${expression});`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  ).trim();

const hash = () => evaluate(`contentHash(folder, ['src', 'absent'], ['ignored'])`);

describe('contentHash', () => {
  test('changes with contents and names, not with times and ignored files', () => {
    const before = hash();
    utimesSync(join(folder.path, 'src/a.ts'), 1, 1);
    mkdirSync(join(folder.path, 'src/ignored'));
    writeFileSync(join(folder.path, 'src/ignored/c.ts'), 'c');
    expect(hash()).toBe(before);
    renameSync(join(folder.path, 'src/a.ts'), join(folder.path, 'src/z.ts'));
    const renamed = hash();
    expect(renamed).not.toBe(before);
    writeFileSync(join(folder.path, 'src/deep/b.ts'), 'B');
    expect(hash()).not.toBe(renamed);
  });
});

describe('buildIfChanged', () => {
  const build = (key: string, outcome = '') =>
    evaluate(`await buildIfChanged(folder + '/stamp', '${key}', async () => { ${outcome} })`);

  test('builds once for one hash', () => {
    expect([build('one'), build('one'), build('two'), build('one')]).toEqual([
      'true',
      'false',
      'true',
      'true',
    ]);
  });

  test('builds again after a failed build', () => {
    expect(build('one')).toBe('true');
    expect(() => build('two', 'throw new Error("broken")')).toThrow(/broken/);
    expect(build('one')).toBe('true');
  });
});
