/** Modules of the panel as one script for a page without the panel, compiled as Jest compiles them. No npm packages. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = resolve(__dirname, '../../..');

/**
 * @param entries paths from the repository's root
 * @param name under which the page finds what they export, all together
 */
export function pageScript(entries: readonly string[], name: string): string {
  const modules = new Map<string, string>();
  const files = entries.map((entry) => join(ROOT, entry));
  for (const file of files) collect(file, modules);
  const table = [...modules].map(
    ([file, code]) => `${JSON.stringify(file)}: (module, exports, require) => {\n${code}\n}`,
  );
  return `(() => {
    const modules = {${table.join(',\n')}};
    const loaded = {};
    const load = (file) => {
      if (loaded[file]) return loaded[file].exports;
      const module = (loaded[file] = { exports: {} });
      const folder = file.slice(0, file.lastIndexOf('/') + 1);
      modules[file](module, module.exports, (path) => load(new URL(folder + path, 'file:').pathname + '.ts'));
      return module.exports;
    };
    window[${JSON.stringify(name)}] = Object.assign({}, ...${JSON.stringify(files)}.map(load));
  })()`;
}

function collect(file: string, modules: Map<string, string>): void {
  if (modules.has(file)) return;
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  modules.set(file, code);
  for (const [, path = ''] of code.matchAll(/require\("(\.[^"]+)"\)/g))
    collect(`${join(dirname(file), path)}.ts`, modules);
}
