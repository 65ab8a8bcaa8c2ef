/** Reports against figures reckoned in memory, within each role's rows, and as files. */
import { ACTIONS, CONDITIONS } from '../../server/src/access/actions';
import type { ReportChoices, ReportPart, Single, WorkLoad, WorkReport } from '../../server/src/api/contracts';
import { dayOfNumber, numberOfDay, rangeBefore } from '../../server/src/domain/work-report/zone-days';
import type { AdminClient } from '../support/admin-client';
import { addRows, readRows } from '../support/database';
import { startMailroom, type Mailroom } from '../support/mailroom';
import {
  addReportedRows,
  expectedDays,
  expectedLoad,
  type AskedRows,
  type Parts,
  type ReportedCase,
  type ReportedRows,
} from '../support/report-oracle';
import { stamps } from '../support/rest-world';
import { seededRandom, seedOfRun } from '../support/seeded-random';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Chatham'];

const random = seededRandom(seedOfRun(), 'reports');
let mailroom: Mailroom;
let agents: Readonly<Record<'own' | 'teams' | 'both' | 'casesOnly' | 'none', AdminClient>>;
let parts: Parts;
let rows: ReportedRows;
/** numeric ids by documentId */
let ids: ReadonlyMap<string, number>;
let names: Readonly<Record<'teams' | 'accounts' | 'tags', readonly string[]>>;

const idsIn = async (table: string): Promise<ReadonlyMap<string, number>> => {
  const found = await readRows<{ id: number; document_id: string }>(
    mailroom.strapi.database,
    `SELECT id, document_id FROM ${table} ORDER BY id`,
  );
  return new Map(found.map(({ id, document_id: documentId }) => [documentId, Number(id)]));
};

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES]);
  const { readCases, readReports } = ACTIONS;
  const { own, ownTeams } = CONDITIONS;
  const granted = (...conditions: readonly string[]) =>
    [readCases, readReports].map((action) => ({ action, conditions }));
  agents = {
    own: await mailroom.agent('Own', granted(own)),
    teams: await mailroom.agent('Teams', granted(ownTeams)),
    // Reads every case, and reports of less.
    both: await mailroom.agent('Both', [
      { action: readCases },
      { action: readReports, conditions: [own, ownTeams] },
    ]),
    casesOnly: await mailroom.agent('Cases', [{ action: readCases }]),
    none: await mailroom.agent('Reports', [{ action: readReports }]),
  };
  const teams = [
    (await mailroom.team('=Support', [agents.teams])).id,
    (await mailroom.team('Sales, "north"', [agents.both])).id,
    (await mailroom.team('Back office', [])).id,
  ];
  const accounts = [
    (await mailroom.account(SUPPORT, { teams: teams.slice(0, 1) }, { fetched: false })).id,
    (await mailroom.account(SALES, { teams: teams.slice(1, 2) }, { fetched: false })).id,
  ];
  const database = mailroom.strapi.database;
  const tagRows = ['vip', 'refund'].map((name) => ({
    ...stamps(random),
    name,
    name_hash: `hash of ${name}`,
  }));
  const tagIds = await addRows(database, 'mailroom_tags', tagRows);
  names = { teams, accounts, tags: tagRows.map(({ document_id: documentId }) => documentId) };
  ids = new Map([
    ...(await idsIn('mailroom_teams')),
    ...(await idsIn('mailroom_group_accounts')),
    ...(await idsIn('mailroom_tags')),
  ]);
  const numbers = (documentIds: readonly string[]) => documentIds.map((id) => ids.get(id) ?? 0);
  parts = {
    agents: [agents.own.id, agents.teams.id, agents.both.id],
    teams: numbers(teams),
    accounts: numbers(accounts),
    tags: tagIds,
  };
  rows = await addReportedRows(database, random, parts, 250);
}, 180_000);

afterAll(() => mailroom?.stop());

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly team?: string;
  readonly account?: string;
  readonly tag?: string;
}

const query = (asked: Asked, more: object = {}): string =>
  new URLSearchParams({ ...asked, ...more } as Record<string, string>).toString();
const reportOf = async (client: AdminClient, asked: Asked): Promise<WorkReport> =>
  (await client.get<Single<WorkReport>>(`/mailroom/reports?${query(asked)}`)).body.data;
const partsOf = async (client: AdminClient, asked: Asked, by: string): Promise<readonly ReportPart[]> =>
  (await client.get<Single<readonly ReportPart[]>>(`/mailroom/reports/parts?${query(asked, { by })}`)).body
    .data;

function askByChance(): Asked {
  const from = numberOfDay('2026-01-25') + random.integer(0, 100);
  return {
    from: dayOfNumber(from),
    to: dayOfNumber(from + random.integer(0, 60)),
    zone: random.pick(ZONES),
    ...(random.chance(0.25) ? { team: random.pick(names.teams) } : {}),
    ...(random.chance(0.25) ? { account: random.pick(names.accounts) } : {}),
    ...(random.chance(0.25) ? { tag: random.pick(names.tags) } : {}),
  };
}

const fits =
  ({ team, account, tag }: Asked) =>
  (one: ReportedCase): boolean =>
    (team === undefined || one.teams.includes(ids.get(team) ?? 0)) &&
    (account === undefined || one.account === ids.get(account)) &&
    (tag === undefined || one.tags.includes(ids.get(tag) ?? 0));

const isEmpty = ({ opened, closed, open, answers, firstResponse, resolution }: WorkLoad): boolean =>
  [opened, closed, open, answers, firstResponse.count, resolution.count].every((count) => count === 0);

/** What the parts of a division must be, by the id of the part; `null` for nobody or none. */
function expectedParts(by: 'agents' | 'teams' | 'accounts' | 'tags', asked: AskedRows) {
  const member = (id: number | null, list: readonly number[]): boolean =>
    id === null ? list.length === 0 : list.includes(id);
  const divided = by === 'tags' ? parts.tags : [...parts[by], null];
  return divided
    .map((id) => {
      if (by === 'agents')
        return {
          id,
          load: expectedLoad(
            rows,
            asked,
            ({ assignee }) => assignee === id,
            ({ author }) => author === id,
          ),
        };
      const isPart = (one: ReportedCase): boolean =>
        by === 'accounts' ? one.account === id : member(id, by === 'teams' ? one.teams : one.tags);
      return { id, load: expectedLoad(rows, asked, isPart) };
    })
    .filter(({ load }) => !isEmpty(load));
}

test('every figure is what the rows say, by whatever it is narrowed and divided', async () => {
  for (let round = 0; round < 12; round += 1) {
    const asked = askByChance();
    const note = { seed: random.seed, asked };
    const expected: AskedRows = { ...asked, includes: fits(asked) };
    const { days, total, before } = await reportOf(mailroom.admin, asked);
    expect({ note, days }).toEqual({ note, days: expectedDays(rows, expected) });
    expect({ note, total }).toEqual({ note, total: expectedLoad(rows, expected) });
    const earlier = rangeBefore(asked);
    expect({ note, before }).toEqual({
      note,
      before: { ...earlier, ...expectedLoad(rows, { ...expected, ...earlier }) },
    });
    for (const by of ['agents', 'teams', 'accounts', 'tags'] as const) {
      const answered = (await partsOf(mailroom.admin, asked, by)).filter((load) => !isEmpty(load));
      const found = answered.map(({ part, ...load }) => ({
        id: part === null ? null : by === 'agents' ? Number(part.id) : (ids.get(part.id) ?? 0),
        load,
      }));
      const byId = (one: { id: number | null }, other: { id: number | null }) =>
        (one.id ?? 0) - (other.id ?? 0);
      expect({ note, by, found: found.sort(byId) }).toEqual({
        note,
        by,
        found: expectedParts(by, expected).sort(byId),
      });
    }
  }
});

const WHOLE: Asked = { from: '2026-01-25', to: '2026-06-30', zone: 'UTC' };

test('a report is of the cases that a role may both read and read reports of', async () => {
  const ofTeam = (index: number) => (one: ReportedCase) => one.teams.includes(parts.teams[index] ?? 0);
  const includes = {
    own: ({ assignee }: ReportedCase) => assignee === agents.own.id,
    teams: ofTeam(0),
    both: (one: ReportedCase) => one.assignee === agents.both.id || ofTeam(1)(one),
    none: () => false,
  };
  for (const [name, within] of Object.entries(includes)) {
    const client = agents[name as keyof typeof includes];
    const expected: AskedRows = { ...WHOLE, includes: within };
    const { days, total } = await reportOf(client, WHOLE);
    expect({ name, total }).toEqual({ name, total: expectedLoad(rows, expected) });
    expect({ name, days }).toEqual({ name, days: expectedDays(rows, expected) });
  }
  expect((await agents.casesOnly.get(`/mailroom/reports?${query(WHOLE)}`)).status).toBe(403);
  expect((await agents.casesOnly.get(`/mailroom/reports.csv?${query(WHOLE)}&table=days`)).status).toBe(403);
});

test('what can be chosen is what the role reaches; another team’s is not there', async () => {
  const choices = async (client: AdminClient) =>
    (await client.get<Single<ReportChoices>>('/mailroom/reports/choices')).body.data;
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).sort();
  const mine = await choices(agents.teams);
  expect(idsOf(mine.teams)).toEqual(names.teams.slice(0, 1));
  expect(idsOf(mine.accounts)).toEqual(names.accounts.slice(0, 1));
  expect(idsOf((await choices(mailroom.admin)).teams)).toEqual([...names.teams].sort());
  expect((await choices(agents.own)).teams).toEqual([]);
  for (const asked of [
    { ...WHOLE, team: names.teams[1] ?? '' },
    { ...WHOLE, account: names.accounts[1] ?? '' },
    { ...WHOLE, tag: 'no-such-tag' },
  ])
    expect((await agents.teams.get(`/mailroom/reports?${query(asked)}`)).status).toBe(404);
});

test('each table is a file that a spreadsheet opens without running what names say', async () => {
  const { days } = await reportOf(mailroom.admin, WHOLE);
  const file = await mailroom.admin.download(`/mailroom/reports.csv?${query(WHOLE, { table: 'days' })}`);
  expect(file.headers.get('content-disposition')).toContain('mailroom-days-2026-01-25-2026-06-30.csv');
  expect(file.headers.get('content-type')).toContain('text/csv');
  const lines = file.bytes.toString().split('\r\n');
  expect(lines[0]).toBe('\uFEFFday,opened,closed,received,sent');
  expect(lines.slice(1, -1)).toEqual(
    days.map(({ day, opened, closed, received, sent }) => [day, opened, closed, received, sent].join(',')),
  );
  const teams = await mailroom.admin.download(
    `/mailroom/reports.csv?${query(WHOLE, { table: 'teams', mark: 'false' })}`,
  );
  const table = teams.bytes.toString();
  expect(table.startsWith('team,opened,')).toBe(true);
  expect(table).toContain("\r\n'=Support,");
  expect(table).toContain('\r\n"Sales, ""north""",');
});

test.each([
  [{ from: '2026-02-30' }, 'from'],
  [{ to: '2026-01-01' }, 'to'],
  [{ from: '2020-01-01' }, 'to'],
  [{ zone: 'Europe/Nowhere' }, 'zone'],
])('what cannot be asked is refused with words: %j', async (wrong, field) => {
  const { status, body } = await mailroom.admin.get<{ error: { details: { errors: unknown } } }>(
    `/mailroom/reports?${query({ ...WHOLE, ...wrong })}`,
  );
  expect({ status, errors: body.error.details.errors }).toMatchObject({
    status: 400,
    errors: [{ path: [field], message: expect.any(String) }],
  });
});
