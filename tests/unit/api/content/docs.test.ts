/** docs/rest.md says of every type what there is. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { OPERATORS } from '../../../../server/src/api/content/resources/comparisons';
import type { Resource } from '../../../../server/src/api/content/resources/resource';
import { RESOURCES } from './resources';

const guide = readFileSync(resolve(__dirname, '../../../../docs/rest.md'), 'utf8');

/** The last one: a parameter has the name of a type. */
const rowOf = (name: string): string => {
  const rows = guide.split('\n').filter((line) => line.startsWith(`| \`${name}\``));
  return rows.at(-1) ?? `no row for ${name}`;
};

const namesIn = (row: string): readonly string[] => row.match(/[A-Za-z]{2,}/g) ?? [];

test.each(Object.entries(RESOURCES))('%s', (name: string, resource: Resource) => {
  const row = rowOf(name);
  const said = namesIn(row);
  const there = [...resource.shown, ...Object.keys(resource.relations)].filter((one) => one !== 'documentId');
  expect(there.filter((one) => !said.includes(one))).toEqual([]);
  const marked = [...row.matchAll(/_(\w+)_/g)].map(([, one]) => one!);
  expect(marked.filter((one) => Object.hasOwn(resource.fields, one))).toEqual([]);
  const plain = resource.shown.filter(
    (one) => !marked.includes(one) && !Object.hasOwn(resource.relations, one),
  );
  expect(plain.filter((one) => !Object.hasOwn(resource.fields, one))).toEqual([]);
});

test('operators', () => {
  const all = [...new Set(Object.values(OPERATORS).flat())];
  expect(all.filter((operator) => !guide.includes(`\`${operator}\``))).toEqual([]);
});
