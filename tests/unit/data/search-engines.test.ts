/** How documents are written into each database's index, and how they are asked for. */
import knex, { type Knex } from 'knex';
import type { IndexDocument, WordClause } from '../../../server/src/data/search/engine';
import { mysqlEngine } from '../../../server/src/data/search/mysql';
import { postgresEngine, vectorOf } from '../../../server/src/data/search/postgres';
import { sqliteEngine } from '../../../server/src/data/search/sqlite';

const document = (parts: Partial<IndexDocument>): IndexDocument => ({
  ...{ id: 1, subject: [], sender: [], recipients: [], body: [], files: [] },
  ...parts,
});
const clause = (words: readonly string[], more: Partial<WordClause> = {}): WordClause => ({
  ...{ words, prefix: false, field: null },
  ...more,
});
const CLAUSES = [
  clause(['blue', 'cha'], { prefix: true }),
  clause(['ann'], { field: 'from' }),
  clause(['late'], { field: 'subject', prefix: true }),
];

test('SQLite', () => {
  const { condition } = sqliteEngine.matching('email', CLAUSES);
  expect(condition.bindings).toEqual(['"blue cha" * AND sender : "ann" AND subject : "late" *']);
});

describe('beginnings of words on SQLite', () => {
  let database: Knex;
  const completed = async (...clauses: readonly WordClause[]) => {
    const found = await sqliteEngine.complete?.(database, 'email', clauses);
    return found?.map(({ endings }) => endings);
  };
  const found = async (...clauses: readonly WordClause[]): Promise<readonly number[]> => {
    const { condition } = sqliteEngine.matching('email', clauses);
    const rows: { readonly rowid: number }[] = await database('mailroom_search_emails')
      .select('rowid')
      .whereRaw(condition.sql, [...condition.bindings])
      .orderBy('rowid');
    return rows.map(({ rowid }) => rowid);
  };

  beforeAll(async () => {
    database = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
    await sqliteEngine.create(database);
    await sqliteEngine.replace(database, 'email', [
      document({ id: 1, subject: ['late', 'parcel'], sender: ['ann', 'shop'] }),
      document({ id: 2, subject: ['parcels', 'late'], body: ['shop'] }),
      document({ id: 3, body: ['late', 'parçel'], sender: ['ann', 'shopping'] }),
      document({ id: 4, body: Array.from({ length: 30 }, (_, index) => `many${String(index)}`) }),
    ]);
  });
  afterAll(() => database.destroy());

  test('are looked up, each word once, unless there are too many', async () => {
    const clauses = ['late', 'parcel', 'shop', 'many', 'nothing'].map((word) =>
      clause([word], { prefix: true }),
    );
    expect(await completed(...clauses, clause(['shop']))).toEqual([
      ['late'],
      ['parcel', 'parcels'],
      ['shop', 'shopping'],
      undefined,
      [],
      undefined,
    ]);
  });

  test.each([
    ['a word', [clause(['parcel'], { prefix: true })], [1, 2]],
    ['the last of several', [clause(['late', 'parcel'], { prefix: true })], [1]],
    ['in one part', [clause(['ann', 'shop'], { prefix: true, field: 'from' as const })], [1, 3]],
    ['what too many begin with', [clause(['many'], { prefix: true })], [4]],
    ['what nothing begins with', [clause(['nothing'], { prefix: true })], []],
    ['two of them', [clause(['sho'], { prefix: true }), clause(['parc'], { prefix: true })], [1, 2]],
  ])('find the same as before: %s', async (_name, clauses, expected) => {
    expect(await found(...clauses)).toEqual(expected);
    expect(await found(...((await sqliteEngine.complete?.(database, 'email', clauses)) ?? []))).toEqual(
      expected,
    );
  });
});

test('PostgreSQL', () => {
  const { condition, score } = postgresEngine.matching('email', CLAUSES);
  const asked = "('blue' <-> 'cha':*) & 'f/ann' & 'late':*A";
  // The index is not asked for all words that begin with "cha": few stand behind "blue".
  expect(condition.bindings).toEqual(["'blue' & 'f/ann' & 'late':*A", asked]);
  expect(score.bindings).toEqual([asked]);
  expect(vectorOf(document({ subject: ['late'], sender: ['ann'], body: ['late', 'lamp'] }))).toBe(
    "'late':1A,33C 'ann':12B 'f/ann':12B 'lamp':34C",
  );
});

test('a vector is never larger than PostgreSQL takes', () => {
  const body = Array.from({ length: 20_000 }, (_, index) => `${'検'.repeat(50)}${index}`);
  const vector = vectorOf(document({ subject: ['kept'], body }));
  expect(Buffer.byteLength(vector)).toBeLessThan(1024 * 1024);
  expect(vector.startsWith("'kept':1A")).toBe(true);
  expect(vector).not.toMatch(/:\d*(1639\d|16[4-9]\d\d|1[7-9]\d{3})/);
});

test('MySQL, whose short words and English ones need a mark', () => {
  const { condition, source } = mysqlEngine.matching('email', CLAUSES);
  expect(condition.bindings).toEqual(['+"zqblue" +zqcha*', '+"zqann"', '+zqlate*']);
  expect(condition.sql).toContain('match (mailroom_search_emails.sender) against (? in boolean mode)');
  expect(source.sql.split(' + ')).toHaveLength(3);
  const asked = (words: readonly string[], prefix: boolean) =>
    mysqlEngine.matching('email', [clause(words, { prefix })]).condition.bindings;
  // Whatever a collation takes for a letter: 検 is 0x691c, 𝒜 is 0x1d49c.
  expect(asked(['検索', 'straße'], false)).toEqual(['+"zq_0krg_0opu zqstra_0067e"']);
  expect(asked(['𝒜'], true)).toEqual(['+zq_2kkc*']);
  // A word cut short, and the beginning of one, become beginnings of the same.
  expect(asked(['検'.repeat(60)], false)[0]).toHaveLength('+""'.length + 80);
});
