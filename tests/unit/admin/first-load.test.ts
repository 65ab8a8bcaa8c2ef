/** What Strapi's admin loads of the panel before anybody opens it: heavy parts come when they are needed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../admin/src');
const HEAVY = /^(@tiptap|prosemirror)/;
/** Imports that are there when it runs: neither of types, nor loaded later. */
const IMPORTS = /^(?:import|export)\s(?!type\b)(?:([^;'"]*?)\sfrom\s)?['"]([^'"]+)['"]/gm;

function fileOf(from: string, name: string): string | undefined {
  const path = join(dirname(from), name);
  return ['.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => path + end).find(existsSync);
}

const isOfTypesOnly = (names = ''): boolean =>
  /^\{/.test(names) &&
  names
    .replace(/[{}]/g, '')
    .split(',')
    .every((name) => /^\s*(type\s|$)/.test(name));

/** Every file that is loaded with the first, by the file that asks for it. */
function loadedFrom(first: string): {
  readonly files: ReadonlySet<string>;
  readonly heavy: readonly string[];
} {
  const files = new Set([first]);
  const heavy: string[] = [];
  for (const file of files)
    for (const [, names, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORTS)) {
      if (isOfTypesOnly(names)) continue;
      if (HEAVY.test(name)) heavy.push(`${relative(ROOT, file)} imports ${name}`);
      const next = name.startsWith('.') ? fileOf(file, name) : undefined;
      if (next !== undefined) files.add(next);
    }
  return { files, heavy };
}

test('the editor is not loaded with the admin itself', () => {
  const { files, heavy } = loadedFrom(join(ROOT, 'index.tsx'));
  expect(files.size).toBeGreaterThan(50);
  expect(heavy).toEqual([]);
});

test('nor with the inbox', () => {
  expect(loadedFrom(join(ROOT, 'pages/App.tsx')).heavy).toEqual([]);
});

test('what is heavy is known where it is loaded', () => {
  const { heavy } = loadedFrom(join(ROOT, 'components/rich-text/LoadedEditor.tsx'));
  expect(heavy.length).toBeGreaterThan(0);
});
