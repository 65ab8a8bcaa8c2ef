/**
 * FULLTEXT of MySQL and MariaDB. InnoDB leaves out words of less than three letters and some English ones, and both are what
 * people look for; so each word is written with letters before it that none has. What is a letter, and which are the same,
 * depends on collations; so words are written in ASCII, each other character as a sign and its number.
 */
import { INDEX_TABLES, PARTS, partOf, statementsOf, type SearchEngine, type WordClause } from './engine';

const MARK = 'zq';

/** Part of a word for InnoDB, and of none of ours; four digits to the base of 36 hold every number that Unicode has. */
const SIGN = '_';
/** InnoDB leaves out words of more than 84 characters (`innodb_ft_max_token_size`): of longer ones the beginning counts. */
const LONGEST = 80;

/** A word in the form that the index holds; the beginning of a word becomes the beginning of its form. */
const formOf = (word: string): string => (MARK + word.replace(/[^a-z0-9]/gu, numberOf)).slice(0, LONGEST);

const numberOf = (character: string): string =>
  SIGN + (character.codePointAt(0) ?? 0).toString(36).padStart(4, '0');

export const mysqlEngine: SearchEngine = {
  judgesRows: false,
  join: 'inner join',
  id: 'id',

  async create(knex) {
    for (const table of Object.values(INDEX_TABLES)) {
      const columns = PARTS.map((part) => `${part} mediumtext not null`).join(', ');
      const indexes = [PARTS.join(', '), 'subject', 'sender', 'recipients'].map((of) => `fulltext (${of})`);
      await knex.raw(
        `create table if not exists ${table} (id integer primary key, ${columns}, ${indexes.join(', ')}) engine = InnoDB character set ascii collate ascii_bin`,
      );
    }
  },

  async replace(knex, kind, documents) {
    for (const part of statementsOf(documents))
      await knex.raw(
        `replace into ${INDEX_TABLES[kind]} (id, ${PARTS.join(', ')}) values ${part.map(() => `(?, ${PARTS.map(() => '?').join(', ')})`).join(', ')}`,
        part.flatMap((document) => [
          document.id,
          ...PARTS.map((name) => document[name].map(formOf).join(' ')),
        ]),
      );
  },

  async remove(knex, kind, ids) {
    if (ids.length > 0)
      await knex(INDEX_TABLES[kind])
        .whereIn('id', [...ids])
        .delete();
  },

  matching(kind, clauses) {
    const asked = clauses.map((clause) => {
      const columns = (partOf(clause.field) === null ? PARTS : [partOf(clause.field)]).map(
        (part) => `${INDEX_TABLES[kind]}.${part}`,
      );
      return { sql: `match (${columns.join(', ')}) against (? in boolean mode)`, binding: written(clause) };
    });
    const bindings = asked.map(({ binding }) => binding);
    return {
      condition: { sql: asked.map(({ sql }) => sql).join(' and '), bindings },
      source: { sql: asked.map(({ sql }) => sql).join(' + '), bindings },
      score: { sql: 'rank_source', bindings: [] },
    };
  },
};

/** A phrase cannot end with a beginning there: the last word is asked for beside it. */
function written({ words, prefix }: WordClause): string {
  const forms = words.map(formOf);
  if (!prefix) return `+"${forms.join(' ')}"`;
  const phrase = forms.slice(0, -1);
  return [...(phrase.length > 0 ? [`+"${phrase.join(' ')}"`] : []), `+${forms.at(-1)}*`].join(' ');
}
