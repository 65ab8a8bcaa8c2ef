/** Open panels hear within a second what their users may read of what changed, whoever changed it, and nothing else. */
import type { CaseRow, GroupAccountDetail, LiveEvent, Presence } from '../../server/src/api/contracts';
import { CONDITIONS } from '../../server/src/access/actions';
import { createAgent, logIn, type AdminClient } from '../support/admin-client';
import { answering } from '../support/answering';
import { openPanel, tellsOf, type LivePanel } from '../support/live-panel';
import { AGENT_PERMISSIONS, answerInState, startMailroom, type Mailroom } from '../support/mailroom';
import { startStrapi } from '../support/strapi-process';
import { IS_SQLITE, strapiDatabaseAt } from '../support/test-database';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';
const SECOND = 1_000;
/** Milliseconds that one hint may take where the machine has much other work. */
const BUSY = 5 * SECOND;

let mailroom: Mailroom;
let lena: AdminClient;
let tom: AdminClient;
let stranger: AdminClient;
let account: GroupAccountDetail;
let row: CaseRow;
const panels: LivePanel[] = [];

const open = async ({ token }: AdminClient, url = mailroom.strapi.url): Promise<LivePanel> => {
  const panel = await openPanel(url, token);
  panels.push(panel);
  return panel;
};

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  tom = await mailroom.agent('Tom');
  stranger = await mailroom.agent('Stranger');
  const team = await mailroom.team('Support', [lena, tom]);
  await mailroom.team('Elsewhere', [stranger]);
  account = await mailroom.account(SUPPORT, { teams: [team.id] });
  row = await answering(mailroom, lena).openCase('The lamp', account);
}, 180_000);

afterEach(() => panels.splice(0).forEach((panel) => panel.close()));
afterAll(() => mailroom?.stop());

/** Milliseconds between the end of what is done and its hint. */
async function untilHeard(
  panel: LivePanel,
  is: (event: LiveEvent) => boolean,
  act: () => Promise<unknown>,
): Promise<number> {
  const since = panel.events.length;
  await act();
  const done = Date.now();
  await panel.heard('what was done', is, since);
  return Date.now() - done;
}

function expectSoon(times: readonly number[]): void {
  expect(Math.min(...times)).toBeLessThan(SECOND);
  expect(Math.max(...times)).toBeLessThan(BUSY);
}

const isNewMail = (event: LiveEvent): boolean => event.kind === 'changed' && event.emails.length > 0;
const about = (caseId: string) => (event: LiveEvent) => JSON.stringify(event).includes(caseId);

describe('an open panel', () => {
  test('hears of new mail and of what a colleague does within a second, and a stranger of neither', async () => {
    const [panel, other] = [await open(lena), await open(stranger)];
    expect(panel.headers.get('content-type')).toContain('text/event-stream');
    expect(panel.headers.get('x-accel-buffering')).toBe('no');
    const times = [
      await untilHeard(panel, isNewMail, () =>
        mailroom.receive(account, { from: 'mara@feld.example', subject: 'The desk' }),
      ),
      await untilHeard(panel, tellsOf(row.id), () =>
        tom.put(`/mailroom/cases/${row.id}`, { priority: 'high' }),
      ),
      await untilHeard(panel, tellsOf(row.id), () =>
        tom.post(`/mailroom/cases/${row.id}/notes`, { text: 'I call him.' }),
      ),
    ];
    expectSoon(times);
    expect(other.events).toEqual([{ kind: 'hello' }]);
  });

  test('hears of an answer when it is sent, and of what the same user reads elsewhere', async () => {
    const panel = await open(lena);
    await answering(mailroom, tom).answer(row);
    await answerInState(lena, row.id, 'sent');
    const sent = panel.events.length;
    await mailroom.receive(account, { from: 'mara@feld.example', subject: 'Another' });
    await panel.heard('the mail', ({ kind }) => kind === 'changed', sent);
    const isList = ({ kind }: LiveEvent): boolean => kind === 'lists';
    await lena.post('/mailroom/inbox/marks', {
      ids: [(await lena.get<{ items: { id: string }[] }>('/mailroom/emails?view=team')).body.items[0]?.id],
      mark: 'important',
    });
    await waitUntil('the list to be named', () =>
      panel.events.some((event) => isList(event) || event.kind === 'changed'),
    );
    expect(panel.events.filter(tellsOf(row.id)).length).toBeGreaterThan(0);
  });

  test('hears of a case that was deleted, whoever could read it', async () => {
    const doomed = await answering(mailroom, lena).openCase('Thrown away', account);
    const panel = await open(lena);
    const everything = ({ kind }: LiveEvent): boolean => kind === 'everything';
    const time = await untilHeard(panel, everything, () =>
      mailroom.admin.delete(`/mailroom/cases/${doomed.id}`),
    );
    expectSoon([time]);
  });
});

describe('who looks at a case', () => {
  const say = (client: AdminClient, doing: Presence['doing'] | null, page = 'page-of-test') =>
    client.post<{ data: readonly Presence[] }>('/mailroom/presence', { caseId: row.id, page, doing });

  test('is told to colleagues who may read it, until each page has left', async () => {
    const [panel, other] = [await open(lena), await open(stranger)];
    const presence = (doing: string | null) => (event: LiveEvent) =>
      event.kind === 'presence' &&
      event.caseId === row.id &&
      (doing === null ? event.present.length === 0 : event.present[0]?.doing === doing);
    const times = [
      await untilHeard(panel, presence('looking'), () => say(tom, 'looking')),
      await untilHeard(panel, presence('writing-answer'), () => say(tom, 'writing-answer', 'other-page')),
    ];
    expectSoon(times);
    expect((await say(lena, 'looking')).body.data).toMatchObject([
      { agent: { id: tom.id, name: 'Tom Agent' }, doing: 'writing-answer' },
    ]);
    const late = await open(lena);
    await late.heard('who is there already', presence('writing-answer'), 0);
    await untilHeard(panel, presence('looking'), () => say(tom, null, 'other-page'));
    await untilHeard(panel, presence(null), () => say(tom, null));
    expect((await say(stranger, 'looking')).status).toBe(404);
    expect(other.events.some(about(row.id))).toBe(false);
  });

  test('must be said in a form that can be taken back', async () => {
    const answer = await lena.post('/mailroom/presence', { caseId: row.id, page: '', doing: 'looking' });
    expect(answer.status).toBe(400);
  });
});

describe('a stream ends', () => {
  test('when the session, the role or the user is gone, within a minute', async () => {
    const agent = (name: string) =>
      createAgent(mailroom.admin, {
        email: `${name}@agents.test`,
        firstname: name,
        lastname: 'Gone',
        permissions: AGENT_PERMISSIONS,
      });
    const [leaves, dismissed, demoted] = [
      await agent('leaves'),
      await agent('dismissed'),
      await agent('demoted'),
    ];
    const opened = [await open(leaves), await open(dismissed), await open(demoted)];
    const stays = await open(lena);
    const session = await fetch(`${mailroom.strapi.url}/admin/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${leaves.token}` },
    });
    expect(session.status).toBe(200);
    await mailroom.admin.put(`/admin/users/${dismissed.id}`, { isActive: false });
    const { body } = await mailroom.admin.get<{ data: { roles: { id: number }[] } }>(
      `/admin/users/${demoted.id}`,
    );
    await mailroom.admin.put(`/admin/roles/${body.data.roles[0]?.id}/permissions`, { permissions: [] });
    await Promise.all(opened.map((panel) => panel.ended()));
    expect(stays.events.at(0)).toEqual({ kind: 'hello' });
    expect(await Promise.race([stays.ended(500).catch(() => 'lives')])).toBe('lives');
  });

  test('is refused where one user has too many already', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 9; count += 1) statuses.push((await open(tom)).status);
    expect(statuses).toEqual([...Array<number>(8).fill(200), 429]);
  });

  test('with its server, and begins again with the next one', async () => {
    const panel = await open(lena);
    await Promise.all([mailroom.restart(), panel.ended()]);
    const again = await open(await logIn(mailroom.strapi.url, lena));
    await untilHeard(again, tellsOf(row.id), () => tom.put(`/mailroom/cases/${row.id}`, { priority: 'low' }));
  });
});

(IS_SQLITE ? test.skip : test)('a panel hears of what another process did', async () => {
  const { database: url, folder, environment } = mailroom.strapi;
  const { MAILROOM_FETCH_RULE = '', MAILROOM_DISTRIBUTE_RULE = '' } = environment;
  const second = await startStrapi({
    database: strapiDatabaseAt(url),
    folder,
    env: { MAILROOM_FETCH_RULE, MAILROOM_DISTRIBUTE_RULE },
  });
  try {
    const panel = await open(lena, second.url);
    const time = await untilHeard(panel, tellsOf(row.id), () =>
      tom.post(`/mailroom/cases/${row.id}/notes`, { text: 'From the first process.' }),
    );
    expectSoon([time]);
  } finally {
    await second.stop();
  }
});

test('a panel hears nothing of a case that leaves what its user may read, but that lists changed', async () => {
  const conditions = [CONDITIONS.own];
  const owner = await mailroom.agent(
    'Owner',
    AGENT_PERMISSIONS.map(({ action }) => ({ action, conditions })),
  );
  const panel = await open(owner);
  await untilHeard(panel, tellsOf(row.id), () =>
    mailroom.admin.put(`/mailroom/cases/${row.id}`, { assignee: owner.id }),
  );
  const before = panel.events.length;
  await untilHeard(
    panel,
    ({ kind }) => kind === 'lists',
    () => mailroom.admin.put(`/mailroom/cases/${row.id}`, { assignee: lena.id }),
  );
  expect(panel.events.slice(before).some(tellsOf(row.id))).toBe(false);
});
