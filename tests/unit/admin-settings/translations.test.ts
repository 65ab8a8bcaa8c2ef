import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl } from 'react-intl';

const LANGUAGES = ['en', 'fr', 'id', 'de', 'es'] as const;
const folder = join(__dirname, '../../../admin/src/translations');

const textsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, language, 'settings.json'), 'utf8')) as Record<string, string>;

const english = textsOf('en');
const keys = Object.keys(english).sort();

/** Everything that any text fills in, so marked that it is found again in what is said. */
const VALUES = {
  filter: '<filter>',
  name: '<name>',
  provider: '<provider>',
  duration: '<duration>',
  time: '<time>',
  subject: '<subject>',
  folder: '<folder>',
  uid: '<uid>',
  position: 101,
  total: 102,
  count: 103,
  cases: 104,
  done: 105,
  filed: 106,
  kept: 107,
  number: 108,
};

const sayerOf = (language: string, texts: Record<string, string>) => {
  const onError = (error: Error): never => {
    throw error;
  };
  const intl = createIntl({ locale: language, messages: texts, onError });
  return (id: string, values: Record<string, string | number> = VALUES): string =>
    intl.formatMessage({ id }, values);
};

const sayEnglish = sayerOf('en', english);
const filledIn = (said: string): readonly string[] =>
  Object.values(VALUES)
    .map(String)
    .filter((value) => said.includes(value));

describe.each(LANGUAGES)('the texts of the settings pages in %s', (language) => {
  const texts = textsOf(language);
  const say = sayerOf(language, texts);

  test('are complete', () => {
    expect(Object.keys(texts).sort()).toEqual(keys);
    expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('fill in what the English ones do', () => {
    expect(keys.map((key) => [key, filledIn(say(key))])).toEqual(
      keys.map((key) => [key, filledIn(sayEnglish(key))]),
    );
  });
});

test('plurals are those of the language', () => {
  const members = (language: string, count: number) =>
    sayerOf(language, textsOf(language))('settings.cases.team-choice', { name: 'A', count });
  expect([0, 1, 2].map((count) => members('en', count))).toEqual([
    'A (no members)',
    'A (1 member)',
    'A (2 members)',
  ]);
  expect([1, 2].map((count) => members('de', count))).toEqual(['A (1 Mitglied)', 'A (2 Mitglieder)']);
  expect([1, 2].map((count) => members('id', count))).toEqual(['A (1 anggota)', 'A (2 anggota)']);
});
