/** The rows that a role's conditions leave: in lists, in counters, one by one, and for each action on its own. */
import { ACTIONS, CONDITIONS } from '../../server/src/access/actions';
import type { Counters, EmailPage, Single } from '../../server/src/api/contracts';
import type { AdminClient } from '../support/admin-client';
import { casesOf, startMailroom, type Mailroom } from '../support/mailroom';

const SALES = 'sales@shop.example';
const TEAMLESS = 'teamless@shop.example';

let mailroom: Mailroom;
let agents: Readonly<Record<'own' | 'teams' | 'both' | 'all', AdminClient>>;
let sales: string;
/** by subject */
let cases: ReadonlyMap<string, string>;

beforeAll(async () => {
  mailroom = await startMailroom([SALES, TEAMLESS]);
  const reading = (...conditions: readonly string[]) => [
    { action: ACTIONS.readCases, conditions },
    { action: ACTIONS.readMail, conditions },
  ];
  agents = {
    own: await mailroom.agent('Own', reading(CONDITIONS.own)),
    teams: await mailroom.agent('Teams', reading(CONDITIONS.ownTeams)),
    both: await mailroom.agent('Both', reading(CONDITIONS.own, CONDITIONS.ownTeams)),
    all: await mailroom.agent('All', reading()),
  };
  sales = (await mailroom.team('Sales', [agents.teams, agents.both])).id;
  const accounts = {
    sales: await mailroom.account(SALES, { teams: [sales] }),
    teamless: await mailroom.account(TEAMLESS),
  };
  const customer = { from: 'jonas@feld.example', text: 'Hello' };
  await mailroom.receive(
    accounts.sales,
    { ...customer, subject: 'Sales, nobody' },
    { ...customer, subject: 'Sales, Own' },
    { ...customer, subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } },
  );
  await mailroom.receive(
    accounts.teamless,
    ...['nobody', 'Own', 'Teams', 'Both'].map((name) => ({ ...customer, subject: `Teamless, ${name}` })),
  );
  cases = new Map((await casesOf(mailroom.admin)).map(({ subject, id }) => [subject, id]));
  const give = (subject: string, { id }: AdminClient) =>
    mailroom.admin.put(`/mailroom/cases/${cases.get(subject)}`, { assignee: id });
  await give('Sales, Own', agents.own);
  await give('Teamless, Own', agents.own);
  await give('Teamless, Teams', agents.teams);
  await give('Teamless, Both', agents.both);
}, 180_000);

afterAll(() => mailroom?.stop());

const VISIBLE = {
  own: ['Sales, Own', 'Teamless, Own'],
  teams: ['Sales, Own', 'Sales, nobody'],
  both: ['Sales, Own', 'Sales, nobody', 'Teamless, Both'],
} as const;
const restricted = Object.entries(VISIBLE) as [keyof typeof VISIBLE, readonly string[]][];
const subjectsOf = async (client: AdminClient, query?: string) =>
  (await casesOf(client, query)).map(({ subject }) => subject).sort();

test.each(restricted)('"%s" leaves these cases, in lists and one by one: %j', async (level, visible) => {
  expect(await subjectsOf(agents[level])).toEqual(visible);
  for (const [subject, id] of cases) {
    for (const path of [`/mailroom/cases/${id}`, `/mailroom/cases/${id}/timeline`]) {
      const { status } = await agents[level].get(path);
      expect({ subject, path, status }).toEqual({
        subject,
        path,
        status: visible.includes(subject) ? 200 : 404,
      });
    }
  }
  const ofSales = visible.filter((subject) => subject.startsWith('Sales'));
  expect(await subjectsOf(agents[level], `view=team&team=${sales}`)).toEqual(ofSales);
});

test('without a condition, every case is there', async () => {
  expect(await subjectsOf(agents.all)).toEqual([...cases.keys()].sort());
  for (const id of cases.values()) expect((await agents.all.get(`/mailroom/cases/${id}`)).status).toBe(200);
});

test('counters count what the lists show', async () => {
  for (const agent of Object.values(agents)) {
    const { body } = await agent.get<Single<Counters>>('/mailroom/counters');
    const { mine, unassigned, open, teams } = body.data;
    expect({ agent: agent.email, mine, unassigned, open }).toEqual({
      agent: agent.email,
      mine: (await subjectsOf(agent, 'view=mine')).length,
      unassigned: (await subjectsOf(agent, 'view=unassigned')).length,
      open: (await subjectsOf(agent)).length,
    });
    // Teams that somebody neither belongs to nor may see as a whole are not counted for them.
    const ofSales = await subjectsOf(agent, `view=team&team=${sales}`);
    expect(teams[sales]).toBe(agent === agents.own ? undefined : ofSales.length);
  }
  expect(await subjectsOf(agents.both, 'view=mine')).toEqual(['Teamless, Both']);
  expect(await subjectsOf(agents.teams, 'view=unassigned')).toEqual(['Sales, nobody']);
});

test('mail without a case belongs to the teams of its account', async () => {
  const listed = async (agent: AdminClient) =>
    (await agent.get<EmailPage>('/mailroom/emails?view=team')).body.items;
  const [mail] = await listed(agents.teams);
  expect(mail?.subject).toBe('Out of office');
  expect((await listed(agents.both)).map(({ id }) => id)).toEqual([mail?.id]);
  expect((await listed(agents.all)).map(({ id }) => id)).toContain(mail?.id);
  expect(await listed(agents.own)).toEqual([]);
  expect((await agents.teams.get(`/mailroom/emails/${mail?.id}`)).status).toBe(200);
  expect((await agents.own.get(`/mailroom/emails/${mail?.id}`)).status).toBe(404);
});

test('each action has its own reach: seeing everything is not working on everything', async () => {
  const worker = await mailroom.agent('Worker', [
    { action: ACTIONS.readCases },
    { action: ACTIONS.workCases, conditions: [CONDITIONS.own] },
  ]);
  const paths = ['Sales, nobody', 'Teamless, nobody'].map(
    (subject) => `/mailroom/cases/${cases.get(subject)}`,
  );
  await mailroom.admin.put(paths[0] as string, { assignee: worker.id });
  const statuses = async (change: object) =>
    Promise.all(paths.map(async (path) => (await worker.put(path, change)).status));
  expect(await statuses({ priority: 'urgent' })).toEqual([200, 403]);
  expect(await statuses({ assignee: worker.id })).toEqual([403, 403]);
  const notes = await Promise.all(paths.map((path) => worker.post(`${path}/notes`, { text: 'A note' })));
  expect(notes.map(({ status }) => status)).toEqual([200, 403]);
});
