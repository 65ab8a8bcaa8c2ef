/**
 * What changed, for open panels: read from the tables that only grow, and from a table of its own for changes that add no other
 * row. All processes see the same; whom something is told is decided elsewhere.
 */
import type { Knex } from 'knex';
import { advance, cursorAt, type IdCursor } from '../domain/live/id-cursor';
import { insertRows, read, rowsOf, type Strapi } from './database';
import { UIDS, type Uid } from './uids';

export type ChangeNote =
  | { readonly kind: 'case' | 'email'; readonly id: number }
  /** lists or notices of one user, on whatever device */
  | { readonly kind: 'lists' | 'notices'; readonly userId: number }
  /** too much to name, or rows that are gone */
  | { readonly kind: 'everything' };

/** Notes changes that no other new row tells of. Joins the caller's transaction, where there is one. */
export async function noteChanges(strapi: Strapi, notes: readonly ChangeNote[]): Promise<void> {
  await insertRows(
    strapi,
    UIDS.change,
    notes.map((note) => ({ kind: note.kind, target: targetOf(note) })),
  );
}

const targetOf = (note: ChangeNote): number => ('id' in note ? note.id : 'userId' in note ? note.userId : 0);

/** Removes notes from before this moment: every panel has heard of them. */
export async function forgetChanges(strapi: Strapi, before: Date): Promise<void> {
  await rowsOf(strapi, UIDS.change).deleteMany({ where: { createdAt: { $lt: before } } });
}

const SOURCES = {
  event: { uid: UIDS.caseEvent, columns: ['kind', 'case_id', 'email_id', 'details'] },
  email: { uid: UIDS.email, columns: ['case_id'] },
  entry: { uid: UIDS.inboxEntry, columns: ['user_id'] },
  notice: { uid: UIDS.notification, columns: ['user_id'] },
  change: { uid: UIDS.change, columns: ['kind', 'target'] },
} as const satisfies Readonly<Record<string, { readonly uid: Uid; readonly columns: readonly string[] }>>;
type Source = keyof typeof SOURCES;
const NAMES = Object.keys(SOURCES) as readonly Source[];

/** How far each table was read. */
export type ChangeCursor = Readonly<Record<Source, IdCursor>>;

/** Ids of rows. */
export interface Changes {
  readonly cases: ReadonlySet<number>;
  readonly emails: ReadonlySet<number>;
  /** users whose lists changed, whatever else they may read */
  readonly lists: ReadonlySet<number>;
  readonly notices: ReadonlySet<number>;
  readonly everything: boolean;
}

interface ChangeRow {
  readonly id: number;
  readonly kind?: string | null;
  readonly case_id?: number | null;
  readonly email_id?: number | null;
  readonly user_id?: number | null;
  readonly target?: number | null;
  readonly details?: unknown;
}

/** Rows of one table that are looked at in one turn; where there are more, nobody needs their names. */
const MOST = 300;
/** Ids looked back for at the beginning, so that those still being committed are missed. */
const LOOK_BACK = 100;

/** Where reading begins: after what is there. */
export async function changesFromNow(strapi: Strapi, now: number): Promise<ChangeCursor> {
  const cursors = await Promise.all(
    NAMES.map(async (name): Promise<readonly [Source, IdCursor]> => {
      const rows = await readRows(strapi, name, (query) => query.orderBy('id', 'desc').limit(LOOK_BACK));
      const ids = rows.map(({ id }) => id);
      const oldest = Math.min(...ids);
      return [name, advance(cursorAt(ids.length === 0 ? 0 : oldest - 1), ids, now)];
    }),
  );
  return Object.fromEntries(cursors) as Record<Source, IdCursor>;
}

/** Sources that tell of everything that happens to cases. */
const OF_CASES = ['event', 'email', 'change'] as const satisfies readonly Source[];

/**
 * Says whether anything may have happened to cases: what is read after one mark holds as long as the mark stays the same. Made of the newest ids,
 * so that a row that is committed after later ones makes another mark, too.
 */
export async function markOfCases(strapi: Strapi): Promise<string> {
  return read(strapi, async (knex, table) => {
    const sumOfNewest = (name: Source): Knex.QueryBuilder => {
      const newest = knex(table(SOURCES[name].uid)).select('id').orderBy('id', 'desc').limit(LOOK_BACK);
      return knex.from(newest.as('newest')).sum('id').as(name);
    };
    const [row]: Readonly<Record<string, unknown>>[] = await knex.select(OF_CASES.map(sumOfNewest));
    return OF_CASES.map((name) => String(row?.[name])).join(' ');
  });
}

/** What changed since, each row once, and how far that is. */
export async function changesSince(
  strapi: Strapi,
  cursor: ChangeCursor,
  now: number,
): Promise<{ readonly changes: Changes; readonly cursor: ChangeCursor }> {
  const found = await Promise.all(
    NAMES.map(async (name) => ({ name, rows: await newRows(strapi, name, cursor[name]) })),
  );
  const next = found.map(({ name, rows }) => [
    name,
    advance(
      cursor[name],
      rows.map(({ id }) => id),
      now,
    ),
  ]);
  return { changes: gathered(found), cursor: Object.fromEntries(next) as Record<Source, IdCursor> };
}

async function newRows(strapi: Strapi, name: Source, cursor: IdCursor): Promise<readonly ChangeRow[]> {
  const rows = await readRows(strapi, name, (query) =>
    query
      .where('id', '>', cursor.newest)
      .orderBy('id', 'desc')
      .limit(MOST + 1),
  );
  if (cursor.missing.size === 0) return rows;
  const late = await readRows(strapi, name, (query) => query.whereIn('id', [...cursor.missing.keys()]));
  return [...rows, ...late];
}

function readRows(
  strapi: Strapi,
  name: Source,
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<readonly ChangeRow[]> {
  const { uid, columns } = SOURCES[name];
  return read<ChangeRow[]>(strapi, async (knex, table) => narrow(knex(table(uid)).select('id', ...columns)));
}

function gathered(found: readonly { readonly name: Source; readonly rows: readonly ChangeRow[] }[]): Changes {
  const cases = new Set<number>();
  const emails = new Set<number>();
  const lists = new Set<number>();
  const notices = new Set<number>();
  let everything = found.some(({ rows }) => rows.length > MOST);
  const add = (ids: Set<number>, id: number | null | undefined): void => {
    if (id !== null && id !== undefined) ids.add(id);
  };
  for (const { name, rows } of found)
    for (const row of rows) {
      if (name === 'notice') add(notices, row.user_id);
      if (name === 'entry') add(lists, row.user_id);
      if (name === 'email') add(emails, row.id);
      add(cases, row.case_id);
      add(emails, row.email_id);
      // Who had the case may have lost sight of it.
      if (row.kind === 'assigned') add(lists, assigneeBefore(row.details));
      if (name !== 'change') continue;
      if (row.kind === 'case') add(cases, row.target);
      if (row.kind === 'email') add(emails, row.target);
      if (row.kind === 'lists') add(lists, row.target);
      if (row.kind === 'notices') add(notices, row.target);
      everything ||= row.kind === 'everything';
    }
  return { cases, emails, lists, notices, everything };
}

/** Of an entry that tells of an assignment; SQLite gives JSON as text. */
function assigneeBefore(details: unknown): number | null {
  const given: unknown = typeof details === 'string' ? JSON.parse(details) : details;
  const { from } = (given ?? {}) as { readonly from?: unknown };
  return typeof from === 'number' ? from : null;
}
