/**
 * PostgreSQL's tsvector with a GIN index. Vectors are written as such, word by word: no parser of PostgreSQL's has a say, so that
 * languages and the database's locale change nothing. Who wrote and to whom are marked words beside the plain ones.
 */
import {
  INDEX_TABLES,
  partOf,
  statementsOf,
  type IndexDocument,
  type SearchEngine,
  type WordClause,
} from './engine';

/** Of D, C, B and A: files, text, people, subject. */
const WEIGHTS = '{0.05, 0.2, 0.5, 1.0}';
/** Half of a longer document's advantage is taken away: divided by 1 + the logarithm of its length. */
const NORMALIZATION = 1;

/** PostgreSQL's limits: bytes of a vector, and the largest place in it. */
const LARGEST_VECTOR = 700_000;
const LAST_PLACE = 16_383;
/** Between two parts, so that no phrase reaches over. */
const GAP = 10;

const LABELS = [
  ['subject', 'A', ''],
  ['sender', 'B', 'f/'],
  ['recipients', 'B', 't/'],
  ['body', 'C', ''],
  ['files', 'D', ''],
] as const;

export const postgresEngine: SearchEngine = {
  judgesRows: true,
  join: 'inner join',
  id: 'id',

  async create(knex) {
    for (const table of Object.values(INDEX_TABLES)) {
      // Another process may be making it now.
      await knex.transaction(async (transaction) => {
        await transaction.raw('select pg_advisory_xact_lock(20250731)');
        await transaction.raw(
          `create table if not exists ${table} (id integer primary key, document tsvector not null)`,
        );
        await transaction.raw(`create index if not exists ${table}_words on ${table} using gin (document)`);
      });
    }
  },

  async replace(knex, kind, documents) {
    for (const part of statementsOf(documents))
      await knex.raw(
        `insert into ${INDEX_TABLES[kind]} (id, document) values ${part.map(() => '(?, ?::tsvector)').join(', ')} on conflict (id) do update set document = excluded.document`,
        part.flatMap((document) => [document.id, vectorOf(document)]),
      );
  },

  async remove(knex, kind, ids) {
    if (ids.length > 0)
      await knex(INDEX_TABLES[kind])
        .whereIn('id', [...ids])
        .delete();
  },

  matching(kind, clauses) {
    const asked = clauses.map(written).join(' & ');
    const looked = clauses.map((clause) => written(firstWords(clause))).join(' & ');
    const document = `${INDEX_TABLES[kind]}.document`;
    return {
      condition:
        looked === asked
          ? { sql: `${document} @@ ?::tsquery`, bindings: [asked] }
          : {
              // The function behind the operator, which no index is asked for.
              sql: `(${document} @@ ?::tsquery and ts_match_vq(${document}, ?::tsquery))`,
              bindings: [looked, asked],
            },
      source: { sql: document, bindings: [] },
      score: {
        sql: `ts_rank('${WEIGHTS}', rank_source, ?::tsquery, ${NORMALIZATION})`,
        bindings: [asked],
      },
    };
  },
};

/** A document as a tsvector is written: 'word':3A,7C 'other':4A. */
export function vectorOf(document: IndexDocument): string {
  const places = new Map<string, string[]>();
  let place = 0;
  let bytes = 0;
  for (const [part, label, mark] of LABELS) {
    for (const word of document[part]) {
      place = Math.min(place + 1, LAST_PLACE);
      for (const entry of mark === '' ? [word] : [word, mark + word]) {
        const known = places.get(entry);
        bytes += 4 + (known === undefined ? Buffer.byteLength(entry) + 4 : 0);
        // What does not fit is not found; the weightiest parts came first.
        if (bytes > LARGEST_VECTOR) return writtenVector(places);
        if (known === undefined) places.set(entry, [`${place}${label}`]);
        else known.push(`${place}${label}`);
      }
    }
    place = Math.min(place + GAP, LAST_PLACE);
  }
  return writtenVector(places);
}

const writtenVector = (places: ReadonlyMap<string, readonly string[]>): string =>
  [...places].map(([word, where]) => `'${word}':${where.join(',')}`).join(' ');

/**
 * What the index is asked for: the beginning of a word is left to the rows that hold the words before it. The index would gather all mail with
 * any such word first, as of an address all from `example…`.
 */
const firstWords = (clause: WordClause): WordClause =>
  clause.prefix && clause.words.length > 1
    ? { ...clause, words: clause.words.slice(0, -1), prefix: false }
    : clause;

/** Words hold letters and digits alone, so that nothing in quotes needs escaping. */
function written({ words, prefix, field }: WordClause): string {
  const part = partOf(field);
  const mark = part === 'sender' ? 'f/' : part === 'recipients' ? 't/' : '';
  const weight = part === 'subject' ? 'A' : '';
  const asked = words.map((word, place) => {
    const options = (prefix && place === words.length - 1 ? '*' : '') + weight;
    return `'${mark}${word}'${options === '' ? '' : `:${options}`}`;
  });
  return asked.length === 1 ? (asked[0] ?? '') : `(${asked.join(' <-> ')})`;
}
