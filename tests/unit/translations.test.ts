import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl } from 'react-intl';

const LANGUAGES = ['en', 'fr', 'id', 'de', 'es'] as const;
const folder = join(__dirname, '../../admin/src/translations');
const files = readdirSync(join(folder, 'en'));

const textsOf = (language: string, file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Record<string, string>;

test('there are texts to compare', () => {
  expect(files.sort()).toEqual(
    [
      'access',
      'casework',
      'commands',
      'compose',
      'filters',
      'inbox',
      'keeping',
      'lists',
      'live',
      'mail',
      'own-accounts',
      'people',
      'reading',
      'reports',
      'search',
      'settings',
      'templates',
      'webhooks',
      'welcome',
    ].map((name) => `${name}.json`),
  );
});

test('no key stands in two files: they are merged into one', () => {
  const keys = files.flatMap((file) => Object.keys(textsOf('en', file)));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe.each(files)('%s', (file) => {
  const english = textsOf('en', file);

  test.each(LANGUAGES)('has the same keys in %s, and no empty text', (language) => {
    const texts = textsOf(language, file);
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(texts).filter((key) => texts[key]?.trim() === '')).toEqual([]);
  });
});

/** The others have tests of their own. */
const FILLED = files.filter(
  (file) =>
    !['filters.json', 'settings.json'].includes(file) &&
    Object.values(textsOf('en', file)).some((text) => text.includes('{')),
);

describe.each(FILLED)('what %s fills in', (file) => {
  const VALUES = {
    filter: 'a filter',
    event: '<event>',
    failed: 1007,
    milliseconds: 1008,
    done: 1009,
    total: 1010,
    pending: 1006,
    priority: '<priority>',
    problem: '<problem>',
    status: '<status>',
    account: '<account>',
    what: '<what>',
    type: '<type>',
    address: '<address>',
    addresses: '<addresses>',
    agent: '<agent>',
    cases: 1011,
    mails: 1012,
    at: '<at>',
    count: 1001,
    date: '<date>',
    day: '<day>',
    domain: '<domain>',
    domains: '<domains>',
    folder: '<folder>',
    from: '<from>',
    matched: '<matched>',
    most: '<most>',
    name: '<name>',
    number: '<number>',
    host: '<host>',
    language: '<language>',
    interval: 1003,
    hours: 1004,
    minutes: 1005,
    into: '<into>',
    names: '<names>',
    record: '<record>',
    position: 2,
    previous: '<previous>',
    reference: '<reference>',
    rule: '<rule>',
    days: '<days>',
    open: 1002,
    part: '<part>',
    query: '<query>',
    term: '<term>',
    response: '<response>',
    seconds: 1004,
    sender: '<sender>',
    signal: '<signal>',
    step: '<step>',
    subject: '<subject>',
    team: '<team>',
    time: '<time>',
    way: '<way>',
    weekday: '<weekday>',
    zone: '<zone>',
    to: '<to>',
    table: '<table>',
    value: '<value>',
    change: '<change>',
    word: '<word>',
    words: '<words>',
  };
  const MARKS = [
    '1001',
    '1002',
    '1003',
    '1004',
    '1006',
    '1007',
    '1008',
    '1009',
    '1010',
    ...Object.values(VALUES).filter((value) => typeof value === 'string'),
  ];

  const say = (language: string, key: string): string => {
    const intl = createIntl({
      locale: language,
      messages: textsOf(language, file),
      onError: (error) => {
        throw error;
      },
    });
    return intl.formatMessage({ id: key }, VALUES);
  };
  const filledIn = (language: string, key: string): readonly string[] => {
    const digits = say(language, key).replace(/(?<=\d)[.,\s\u00a0\u202f](?=\d)/g, '');
    return MARKS.filter((mark) => digits.includes(mark));
  };
  const keys = Object.keys(textsOf('en', file));

  test.each(LANGUAGES)('is the same in %s as in English', (language) => {
    const said = Object.fromEntries(keys.map((key) => [key, filledIn(language, key)]));
    const expected = Object.fromEntries(keys.map((key) => [key, filledIn('en', key)]));
    expect(said).toEqual(expected);
  });

  test('is something at all', () => {
    expect(keys.some((key) => filledIn('en', key).length > 0)).toBe(true);
  });
});

test('plurals are those of the language', () => {
  const sayer = (language: string) => {
    const intl = createIntl({ locale: language, messages: textsOf(language, 'inbox.json') });
    return (count: number) => intl.formatMessage({ id: 'list.new' }, { count });
  };
  expect([1, 2].map(sayer('en'))).toEqual(['1 new message', '2 new messages']);
  expect([0, 1, 2].map(sayer('fr'))).toEqual([
    '0 nouveau message',
    '1 nouveau message',
    '2 nouveaux messages',
  ]);
  expect([1, 2].map(sayer('id'))).toEqual(['1 pesan baru', '2 pesan baru']);
});
