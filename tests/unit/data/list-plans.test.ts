/** How SQLite reads the lists and counters of cases: along an index in the order that is shown, never all rows and never sorted. */
import knex, { type Knex } from 'knex';
import { contentTypes } from '../../../server/src/content-types';
import { countCases, listCases, type CaseListView, type CaseSort } from '../../../server/src/data/case-lists';
import type { Strapi } from '../../../server/src/data/database';
import type { RowScope } from '../../../server/src/domain/row-scope';

const LINK = 'mailroom_cases_teams_lnk';
const CASES = 'mailroom_cases';

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
  database.on('query', ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }) =>
    said.push({ sql, bindings }),
  );
});

afterAll(() => database.destroy());

/** What the database means to do for each statement. */
async function plansOf(ask: () => Promise<unknown>): Promise<readonly string[]> {
  said.length = 0;
  await ask();
  const statements = [...said].filter(({ sql }) => sql.includes(CASES));
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
const SOME: RowScope = { kind: 'some', userId: 3, own: true, teamIds: [1, 2] };
const VIEWS: readonly CaseListView[] = [
  { kind: 'mine', userId: 3 },
  { kind: 'unassigned' },
  { kind: 'open' },
  { kind: 'closed' },
  { kind: 'snoozed' },
  { kind: 'team', teamId: 1 },
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

test('counters read one index and no rows', async () => {
  const plans = await plansOf(() => countCases(fakeStrapi(), 3, ALL));
  expect(plans).toHaveLength(2);
  for (const plan of plans) {
    expect(plan).toContain('SEARCH matter USING COVERING INDEX mailroom_cases_counts');
    expect(plan).not.toContain('SCAN');
  }
});
