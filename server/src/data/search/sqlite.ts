/**
 * SQLite's FTS5. The index holds no texts, only which words stand where (contentless, with deletion: SQLite 3.43). Words come
 * cut and folded by us; what `unicode61` would do beyond splitting at spaces is switched off.
 */
import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { compiledStatement } from '../compiled-statements';
import { INDEX_TABLES, PARTS, partOf, statementsOf, type SearchEngine, type WordClause } from './engine';

/** As PARTS: a word of the subject counts twenty times one of a file. */
const WEIGHTS = [10, 5, 4, 2, 0.5];

export const sqliteEngine: SearchEngine = {
  judgesRows: false,
  join: 'cross join',
  id: 'rowid',

  async create(knex) {
    for (const table of Object.values(INDEX_TABLES)) {
      await knex.raw(
        `create virtual table if not exists ${table} using fts5(${PARTS.join(', ')}, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'")`,
      );
      // Holds nothing: it is a way to look at the words of the index.
      await knex.raw(
        `create virtual table if not exists ${wordsOf(table)} using fts5vocab(${table}, instance)`,
      );
    }
  },

  async replace(knex, kind, documents) {
    const into = `insert or replace into ${INDEX_TABLES[kind]} (rowid, ${PARTS.join(', ')}) values`;
    const one = `(?, ${PARTS.map(() => '?').join(', ')})`;
    const replaceOne = await compiledStatement(knex, `${into} ${one}`);
    for (const part of statementsOf(documents)) {
      const rows = part.map((document) => [document.id, ...PARTS.map((name) => document[name].join(' '))]);
      if (replaceOne === null) await knex.raw(`${into} ${rows.map(() => one).join(', ')}`, rows.flat());
      else rows.forEach(replaceOne);
      // SQLite answers at once; whoever else waits for this thread has a turn between two statements.
      await setImmediate();
    }
  },

  async remove(knex, kind, ids) {
    if (ids.length > 0)
      await knex(INDEX_TABLES[kind])
        .whereIn('rowid', [...ids])
        .delete();
  },

  async tidyUp(knex, kind, begins) {
    const table = INDEX_TABLES[kind];
    const before = await changesSoFar(knex);
    // A negative number makes one segment of all there are, which is then gone on with.
    await knex.raw(`insert into ${table} (${table}, rank) values ('merge', ?)`, [begins ? -PAGES : PAGES]);
    // The statement itself is one change; a merge that has written something makes more.
    return (await changesSoFar(knex)) - before >= 2;
  },

  async complete(knex, kind, clauses) {
    const completed: WordClause[] = [];
    for (const clause of clauses) {
      const endings = clause.prefix
        ? await endingsOf(knex, INDEX_TABLES[kind], clause.words.at(-1) ?? '')
        : null;
      completed.push(endings === null ? clause : { ...clause, endings });
    }
    return completed;
  },

  matching(kind, clauses) {
    const table = INDEX_TABLES[kind];
    return {
      condition: { sql: `${table} match ?`, bindings: [clauses.map(written).join(' AND ')] },
      source: { sql: `bm25(${table}, ${WEIGHTS.join(', ')})`, bindings: [] },
      // The better, the lower it is.
      score: { sql: '-rank_source', bindings: [] },
    };
  },
};

/** Pages of the index that one call writes: few enough that nobody waits for it. */
const PAGES = 200;

async function changesSoFar(knex: Knex): Promise<number> {
  const [row] = await knex.raw<{ readonly changes: number }[]>('select total_changes() as changes');
  return row?.changes ?? 0;
}

/** Words of which one may be the beginning and that are still asked for one by one. */
const MOST_ENDINGS = 24;
/** Later than all that a word may go on with. */
const AFTER_ALL = '\u{10ffff}';

const wordsOf = (table: string): string => `${table}_words`;

/**
 * FTS5 collects every document that has any word with a beginning before it answers anything, and goes through whole words newest first.
 * Each step here goes to the next word, past all places of the last one.
 * @returns null: too many
 */
async function endingsOf(knex: Knex, table: string, beginning: string): Promise<readonly string[] | null> {
  const next = `select term from ${wordsOf(table)} where term >=`;
  const end = beginning + AFTER_ALL;
  // No word holds the character 1: of what begins with a word and goes on, all is after it.
  const rows = await knex.raw<{ readonly term: string }[]>(
    `with recursive ending (term) as (
       select (${next} ? and term < ? limit 1)
       union all
       select (${next} ending.term || char(1) and term < ? limit 1) from ending where ending.term is not null
       limit ${MOST_ENDINGS + 1}
     )
     select term from ending where term is not null`,
    [beginning, end, end],
  );
  return rows.length > MOST_ENDINGS ? null : rows.map(({ term }) => term);
}

/** Words hold letters and digits alone, so that nothing in quotes needs escaping. */
function written({ words, prefix, field, endings }: WordClause): string {
  const part = partOf(field);
  const phrases =
    // What nothing begins with is asked for as it is, and found nowhere.
    endings === undefined || endings.length === 0
      ? `"${words.join(' ')}"${prefix ? ' *' : ''}`
      : endings.map((ending) => `"${[...words.slice(0, -1), ending].join(' ')}"`).join(' OR ');
  const asked = endings !== undefined && endings.length > 1 ? `(${phrases})` : phrases;
  return `${part === null ? '' : `${part} : `}${asked}`;
}
