/** How SQLite reads the lists and counters of cases: along an index in the order that is shown, never all rows and never sorted. */
import knex, { type Knex } from 'knex';
import { contentTypes } from '../../../server/src/content-types';
import { countCases } from '../../../server/src/data/case-counts';
import { listCases, type CaseListView, type CaseSort } from '../../../server/src/data/case-lists';
import { FEW_CASES } from '../../../server/src/data/case-sources';
import type { Strapi } from '../../../server/src/data/database';
import type { RowScope } from '../../../server/src/domain/row-scope';

const LINK = 'mailroom_cases_teams_lnk';
const CASES = 'mailroom_cases';
/** Teams. */
const LARGE = 1;
const SMALL = 7;

let database: Knex;
const said: { readonly sql: string; readonly bindings: readonly unknown[] }[] = [];

/** As much of Strapi as lists ask for, over an empty table with the indexes that the schema names. */
function fakeStrapi(): Strapi {
  const metadata = {
    get: () => ({ tableName: CASES, attributes: { teams: { joinTable: { name: LINK } } } }),
  };
  return {
    db: {
      metadata,
      dialect: { client: 'sqlite' },
      connection: database,
      inTransaction: () => false,
      query: () => ({ findMany: () => Promise.resolve([]) }),
      transaction: (run: (given: { trx: Knex }) => unknown) => run({ trx: database }),
    },
  } as unknown as Strapi;
}

beforeAll(async () => {
  database = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
  const { indexes } = contentTypes.case.schema as unknown as {
    readonly indexes: readonly { readonly name: string; readonly columns: readonly string[] }[];
  };
  const columns = new Set(indexes.flatMap((index) => index.columns).filter((column) => column !== 'id'));
  await database.schema.createTable(CASES, (table) => {
    table.increments('id');
    for (const column of columns) table.integer(column);
    for (const { name, columns: indexed } of indexes) table.index([...indexed], name);
  });
  await database.schema.createTable(LINK, (table) => {
    table.integer('case_id');
    table.integer('team_id');
    table.index(['case_id', 'team_id']);
  });
  await database.batchInsert(
    LINK,
    Array.from({ length: FEW_CASES + 1 }, (_, index) => ({ case_id: index + 1, team_id: LARGE })),
    400,
  );
  database.on('query', ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }) =>
    said.push({ sql, bindings }),
  );
});

afterAll(() => database.destroy());

/** What the database means to do for each statement. */
async function plansOf(ask: () => Promise<unknown>): Promise<readonly string[]> {
  said.length = 0;
  await ask();
  const statements = [...said].filter(({ sql }) => sql.includes(`${CASES}\` as`));
  const plans: string[] = [];
  for (const { sql, bindings } of statements) {
    const rows: { detail: string }[] = await database.raw(`explain query plan ${sql}`, [
      ...bindings,
    ] as never);
    plans.push(rows.map(({ detail }) => detail).join('\n'));
  }
  return plans;
}

const ALL: RowScope = { kind: 'all' };
const SOME: RowScope = { kind: 'some', userId: 3, own: true, teamIds: [LARGE, 2] };
const VIEWS: readonly CaseListView[] = [
  { kind: 'mine', userId: 3 },
  { kind: 'unassigned' },
  { kind: 'open' },
  { kind: 'closed' },
  { kind: 'snoozed' },
  { kind: 'team', teamId: LARGE },
];
const PLACES = [null, { at: new Date(), id: 9 }];

describe.each([
  ['all cases', ALL],
  ['some cases', SOME],
])('lists of who reads %s', (_name, scope) => {
  test.each(
    VIEWS.flatMap((view) => (['newest', 'waiting'] as const).map((sort) => [view.kind, sort, view] as const)),
  )('%s, %s', async (_kind, sort: CaseSort, view) => {
    for (const after of PLACES) {
      const plans = await plansOf(() => listCases(fakeStrapi(), view, scope, { after, limit: 50, sort }));
      expect(plans.length).toBeGreaterThan(0);
      for (const plan of plans) {
        expect(plan).toMatch(/SEARCH matter USING (COVERING )?INDEX mailroom_cases_/);
        expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
      }
    }
  });
});

test('of a team with few cases all are looked at, and no others', async () => {
  const few: RowScope = { kind: 'some', userId: 3, own: true, teamIds: [SMALL] };
  const lists = [
    [{ kind: 'team', teamId: SMALL, part: { kind: 'closed' } }, ALL],
    [{ kind: 'closed' }, few],
  ] as const;
  for (const [view, scope] of lists) {
    const plans = await plansOf(() =>
      listCases(fakeStrapi(), view, scope, { after: null, limit: 50, sort: 'newest' }),
    );
    expect(plans.at(-1)).toMatch(/SCAN few\n.*SEARCH matter USING INTEGER PRIMARY KEY/s);
  }
});

test('counters read one index and no rows', async () => {
  const plans = await plansOf(() => countCases(fakeStrapi(), 3, ALL));
  expect(plans).toHaveLength(1);
  for (const plan of plans) {
    expect(plan).toContain('SEARCH matter USING COVERING INDEX mailroom_cases_counts');
    expect(plan).not.toContain('SCAN');
  }
});
