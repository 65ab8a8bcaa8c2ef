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
  join: 'cross join',
  id: 'rowid',

  async create(knex) {
    for (const table of Object.values(INDEX_TABLES))
      await knex.raw(
        `create virtual table if not exists ${table} using fts5(${PARTS.join(', ')}, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'")`,
      );
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

/** Words hold letters and digits alone, so that nothing in quotes needs escaping. */
function written({ words, prefix, field }: WordClause): string {
  const part = partOf(field);
  return `${part === null ? '' : `${part} : `}"${words.join(' ')}"${prefix ? ' *' : ''}`;
}
