/** How documents are written into each database's index, and how they are asked for. */
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

test('PostgreSQL', () => {
  const { condition, score } = postgresEngine.matching('email', CLAUSES);
  expect(condition.bindings).toEqual(["('blue' <-> 'cha':*) & 'f/ann' & 'late':*A"]);
  expect(score.bindings).toEqual(condition.bindings);
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
