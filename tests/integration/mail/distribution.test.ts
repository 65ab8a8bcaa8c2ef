/** Who gets a case, over mails that really came: direct assignment, round-robin, least-busy, and nobody. */
import type {
  AgentChoice,
  AssignmentsInput,
  AssignmentsResult,
  CaseRow,
  GroupAccountDetail,
  InboxPage,
  ScheduledJob,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import {
  caseBySubject,
  caseDetail,
  distributing,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';

const ADDRESSES = {
  direct: 'direct@shop.example',
  turns: 'turns@shop.example',
  empty: 'empty@shop.example',
  busy: 'busy@shop.example',
  waiting: 'waiting@shop.example',
  bulk: 'bulk@shop.example',
};

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom(Object.values(ADDRESSES));
}, 180_000);

afterAll(() => mailroom?.stop());

const agents = async (...names: readonly string[]): Promise<readonly AdminClient[]> => {
  const made: AdminClient[] = [];
  for (const name of names) made.push(await mailroom.agent(name));
  return made;
};

/** One fetch that opens a case for each subject; answers the first names of the assignees. */
async function assigneesOf(account: GroupAccountDetail, ...subjects: readonly string[]) {
  await mailroom.receive(
    account,
    ...subjects.map((subject) => ({ from: 'customer@feld.example', subject, text: 'Hello' })),
  );
  return Promise.all(subjects.map(async (subject) => firstName(await caseOf(subject))));
}

const caseOf = (subject: string): Promise<CaseRow> => caseBySubject(mailroom.admin, subject);
const firstName = ({ assignee }: CaseRow): string | null => assignee?.name.split(' ')[0] ?? null;
const setActive = async (agent: AdminClient, isActive: boolean) => {
  const { status } = await mailroom.admin.put(`/admin/users/${agent.id}`, { isActive });
  expect(status).toBe(200);
};
const change = async (subject: string, to: object) => {
  const { status } = await mailroom.admin.put(`/mailroom/cases/${(await caseOf(subject)).id}`, to);
  expect(status).toBe(200);
};

describe('direct assignment', () => {
  let account: GroupAccountDetail;
  let dana: AdminClient;

  beforeAll(async () => {
    [dana] = (await agents('Dana')) as [AdminClient];
    const team = await mailroom.team('Direct', [dana]);
    account = await mailroom.account(ADDRESSES.direct, {
      teams: [team.id],
      distribution: 'direct-assignment',
      directAssignee: dana.id,
    });
  });

  test('gives every case to the one person', async () => {
    expect(await assigneesOf(account, 'Direct 1', 'Direct 2')).toEqual(['Dana', 'Dana']);
    expect(await caseDetail(mailroom.admin, (await caseOf('Direct 2')).id)).toMatchObject({
      status: 'assigned',
      teams: [{ name: 'Direct' }],
      assignmentReason: { code: 'assign.direct', params: { agent: 'Dana Agent' } },
    });
  });

  test('gives the case to nobody, and says why, when that person is inactive', async () => {
    await setActive(dana, false);
    expect(await assigneesOf(account, 'Direct 3')).toEqual([null]);
    const { id } = await caseOf('Direct 3');
    const reason = { code: 'assign.direct-inactive', params: { agent: 'Dana Agent' } };
    expect(await caseDetail(mailroom.admin, id)).toMatchObject({ status: 'new', assignmentReason: reason });
    expect((await timeline(mailroom.admin, id))[1]).toMatchObject({ kind: 'assigned', to: null, reason });
  });
});

describe('round-robin', () => {
  let account: GroupAccountDetail;
  let anna: AdminClient;
  let cleo: AdminClient;

  beforeAll(async () => {
    let ben: AdminClient;
    [anna, ben, cleo] = (await agents('Anna', 'Ben', 'Cleo')) as [AdminClient, AdminClient, AdminClient];
    // Not the order in which they were made: the team's own order decides.
    const team = await mailroom.team('Turns', [cleo, anna, ben]);
    account = await mailroom.account(ADDRESSES.turns, distributing('round-robin', team));
  });

  test('goes round in the order of the team, and goes on with the next fetch', async () => {
    expect(await assigneesOf(account, 'Turn 1', 'Turn 2', 'Turn 3', 'Turn 4')).toEqual([
      'Cleo',
      'Anna',
      'Ben',
      'Cleo',
    ]);
    expect(await assigneesOf(account, 'Turn 5', 'Turn 6')).toEqual(['Anna', 'Ben']);
  });

  test('is not moved by a case that was given away by hand', async () => {
    await change('Turn 6', { assignee: cleo.id });
    expect(firstName(await caseOf('Turn 6'))).toBe('Cleo');
    expect(await assigneesOf(account, 'Turn 7')).toEqual(['Cleo']);
  });

  test('passes over who is inactive, and comes back to them when they are active again', async () => {
    await setActive(anna, false);
    expect(await assigneesOf(account, 'Turn 8', 'Turn 9', 'Turn 10')).toEqual(['Ben', 'Cleo', 'Ben']);
    await setActive(anna, true);
    expect(await assigneesOf(account, 'Turn 11', 'Turn 12')).toEqual(['Cleo', 'Anna']);
  });
});

test('a team without members gets the case, and nobody in it', async () => {
  const team = await mailroom.team('Nobody', []);
  const account = await mailroom.account(ADDRESSES.empty, distributing('round-robin', team));
  expect(await assigneesOf(account, 'Empty 1')).toEqual([null]);
  expect(await caseDetail(mailroom.admin, (await caseOf('Empty 1')).id)).toMatchObject({
    status: 'new',
    teams: [{ id: team.id }],
    assignmentReason: { code: 'assign.team-empty', params: { team: 'Nobody' } },
  });
});

describe('least-busy', () => {
  let account: GroupAccountDetail;
  let finn: AdminClient;

  beforeAll(async () => {
    const members = await agents('Dora', 'Emil', 'Finn');
    finn = members[2] as AdminClient;
    account = await mailroom.account(
      ADDRESSES.busy,
      distributing('least-busy', await mailroom.team('Busy', members)),
    );
  });

  test('prefers who has the fewest open cases: pending ones count, closed ones do not', async () => {
    expect(await assigneesOf(account, 'Busy 1', 'Busy 2', 'Busy 3')).toEqual(['Dora', 'Emil', 'Finn']);
    await change('Busy 1', { status: 'pending' });
    await change('Busy 3', { status: 'closed' });
    expect(await assigneesOf(account, 'Busy 4')).toEqual(['Finn']);
    expect((await caseDetail(mailroom.admin, (await caseOf('Busy 4')).id)).assignmentReason).toEqual({
      code: 'assign.least-busy',
      params: { agent: 'Finn Agent', team: 'Busy', open: 0 },
    });
  });

  test('asks the next in turn when several have as few', async () => {
    await change('Busy 1', { status: 'closed' });
    expect(await assigneesOf(account, 'Busy 5')).toEqual(['Dora']);
    // One each, and Dora had the last turn.
    expect(await assigneesOf(account, 'Busy 6')).toEqual(['Emil']);
  });

  test('counts open cases of other accounts and teams too', async () => {
    // Dora 1, Emil 2, Finn 1; the turn is Finn's.
    await change('Turn 1', { assignee: finn.id });
    expect(await assigneesOf(account, 'Busy 7')).toEqual(['Dora']);
  });
});

const HOUR = 60 * 60 * 1000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const setAvailability = async (of: AdminClient, to: object, by = mailroom.admin) => {
  const answer = await by.put(`/mailroom/availability/${of.id}`, to);
  expect(answer.status).toBe(200);
};
/** Runs the task and answers what it counted. */
async function distribute(): Promise<ScheduledJob['lastResult']> {
  const { status, body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/distribute/run');
  expect([status, body.data.lastError]).toEqual([200, null]);
  return body.data.lastResult;
}
const detailOf = async (subject: string) => caseDetail(mailroom.admin, (await caseOf(subject)).id);
const handOn = async (client: AdminClient, subjects: readonly string[], to: AssignmentsInput['to']) => {
  const cases = await Promise.all(subjects.map(async (subject) => (await caseOf(subject)).id));
  const { status, body } = await client.post<Single<AssignmentsResult>>('/mailroom/assignments', {
    cases,
    to,
  });
  expect(status).toBe(200);
  return body.data;
};

describe('cases that wait for somebody', () => {
  let account: GroupAccountDetail;
  let gina: AdminClient;
  let hugo: AdminClient;

  beforeAll(async () => {
    [gina, hugo] = (await agents('Gina', 'Hugo')) as [AdminClient, AdminClient];
    const team = await mailroom.team('Waiting', [gina, hugo]);
    account = await mailroom.account(ADDRESSES.waiting, distributing('round-robin', team));
    // What the tests before have left behind would wait, too.
    for (const subject of ['Direct 1', 'Direct 2', 'Direct 3', 'Empty 1'])
      await change(subject, { status: 'closed' });
  });

  test('nobody gets one who is away, or has as many as they take', async () => {
    await setAvailability(gina, { away: { from: inHours(-1), until: inHours(1) } });
    await setAvailability(hugo, { away: null, capacity: 2 });
    expect(await assigneesOf(account, 'Wait 1', 'Wait 2', 'Wait 3')).toEqual(['Hugo', 'Hugo', null]);
    expect((await detailOf('Wait 3')).assignmentReason).toEqual({
      code: 'assign.team-full',
      params: { team: 'Waiting' },
    });
    await setAvailability(hugo, { away: { from: inHours(-1), until: null } });
    expect(await assigneesOf(account, 'Wait 4')).toEqual([null]);
    expect((await detailOf('Wait 4')).assignmentReason?.code).toBe('assign.team-away');
    const { body } = await hugo.get<Single<readonly AgentChoice[]>>('/mailroom/agents');
    expect(body.data.find(({ id }) => id === hugo.id)).toMatchObject({
      away: true,
      awayUntil: null,
      capacity: 2,
      openCases: 2,
    });
  });

  test('they wait while nobody is there, and each gets somebody as soon as there is', async () => {
    expect(await distribute()).toEqual({ assigned: 0, awaiting: 2 });
    await setAvailability(gina, { away: null });
    expect(await distribute()).toEqual({ assigned: 2, awaiting: 0 });
    const { id, ...given } = await detailOf('Wait 3');
    const reason = {
      code: 'assign.round-robin-after',
      params: { agent: 'Gina Agent', team: 'Waiting', previous: 'Hugo Agent' },
    };
    expect(given).toMatchObject({
      status: 'assigned',
      assignee: { id: gina.id },
      assignmentReason: reason,
    });
    const assigned = (await timeline(mailroom.admin, id)).filter(({ kind }) => kind === 'assigned');
    expect(assigned).toMatchObject([{ to: null }, { actor: null, from: null, to: { id: gina.id }, reason }]);
    // The assignee has the mail, follows the case and is told.
    const inbox = await gina.get<InboxPage>('/mailroom/inbox?view=inbox');
    expect(inbox.body.items.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['Wait 3', 'Wait 4']),
    );
    const follow = await gina.get<Single<{ following: boolean }>>(
      `/mailroom/follows?contentType=plugin::mailroom.case&documentId=${id}`,
    );
    expect(follow.body.data.following).toBe(true);
    const news = await gina.get<{ items: readonly { kind: string; case: { id: string } | null }[] }>(
      '/mailroom/notifications',
    );
    expect(
      news.body.items.filter((notice) => notice.kind === 'case-assigned' && notice.case?.id === id),
    ).toHaveLength(1);
    expect(await distribute()).toEqual({ assigned: 0, awaiting: 0 });
  });

  test('a case that was taken away by hand waits for nobody', async () => {
    await change('Wait 4', { assignee: null });
    expect((await detailOf('Wait 4')).assignmentReason).toEqual({ code: 'assign.nobody', params: {} });
    expect(await distribute()).toEqual({ assigned: 0, awaiting: 0 });
    expect(firstName(await caseOf('Wait 4'))).toBeNull();
  });

  test('cases of who can no longer sign in go to somebody else, or to nobody until there is somebody', async () => {
    await setAvailability(hugo, { away: null, capacity: null });
    await setActive(gina, false);
    expect(await distribute()).toEqual({ assigned: 1, awaiting: 0 });
    expect(firstName(await caseOf('Wait 3'))).toBe('Hugo');
    await setActive(hugo, false);
    expect(await distribute()).toEqual({ assigned: 0, awaiting: 3 });
    expect(await detailOf('Wait 1')).toMatchObject({
      status: 'new',
      assignee: null,
      assignmentReason: { code: 'assign.team-empty' },
    });
    await setActive(hugo, true);
    expect(await distribute()).toEqual({ assigned: 3, awaiting: 0 });
  });

  test('cases of a deleted user are found, too', async () => {
    const [ivan] = (await agents('Ivan')) as [AdminClient];
    await change('Wait 1', { assignee: ivan.id });
    expect((await mailroom.admin.delete(`/admin/users/${ivan.id}`)).status).toBe(200);
    expect(await distribute()).toEqual({ assigned: 1, awaiting: 0 });
    expect(firstName(await caseOf('Wait 1'))).toBe('Hugo');
  });

  test('what is not possible is refused with words', async () => {
    const refused = async (to: object, by = hugo) => (await by.put('/mailroom/availability', to)).status;
    expect(await refused({ away: { from: inHours(2), until: inHours(1) } })).toBe(400);
    expect(await refused({ away: { from: inHours(-2), until: inHours(-1) } })).toBe(400);
    expect(await refused({ away: null, capacity: 1 })).toBe(403);
    expect(await refused({ away: { from: inHours(-1), until: inHours(1) } })).toBe(200);
    const { body } = await hugo.get('/mailroom/availability');
    expect(body).toMatchObject({ data: { away: { until: expect.any(String) }, capacity: null } });
    expect((await hugo.get(`/mailroom/availability/${gina.id}`)).status).toBe(403);
    expect((await mailroom.admin.get('/mailroom/availability/99999')).status).toBe(404);
  });
});

describe('handing on several cases', () => {
  const SUBJECTS = ['Bulk 1', 'Bulk 2', 'Bulk 3', 'Bulk 4'];
  let account: GroupAccountDetail;
  let kim: AdminClient;
  let lou: AdminClient;
  let mia: AdminClient;
  const assignees = () => Promise.all(SUBJECTS.map(async (subject) => firstName(await caseOf(subject))));

  beforeAll(async () => {
    [kim, lou, mia] = (await agents('Kim', 'Lou', 'Mia')) as [AdminClient, AdminClient, AdminClient];
    const team = await mailroom.team('Bulk', [kim, lou, mia]);
    account = await mailroom.account(ADDRESSES.bulk, distributing('round-robin', team));
    expect(await assigneesOf(account, ...SUBJECTS)).toEqual(['Kim', 'Lou', 'Mia', 'Kim']);
  });

  test('by the rule: the turn goes on, and nobody gets back what they had', async () => {
    const { assigned, unchanged } = await handOn(kim, SUBJECTS, { kind: 'rule' });
    // Kim had the last turn.
    expect([assigned.length, unchanged]).toEqual([4, []]);
    expect(await assignees()).toEqual(['Lou', 'Mia', 'Kim', 'Lou']);
    const entries = await timeline(kim, (await caseOf('Bulk 1')).id);
    expect(entries.filter(({ kind }) => kind === 'assigned')).toMatchObject([
      {},
      {
        actor: { id: kim.id },
        from: { id: kim.id },
        to: { id: lou.id },
        reason: { code: 'assign.round-robin-after', params: { previous: 'Kim Agent' } },
      },
    ]);
    expect(await assigneesOf(account, 'Bulk 5')).toEqual(['Mia']);
  });

  test('to somebody, to nobody, and to another team', async () => {
    await handOn(kim, SUBJECTS, { kind: 'agent', id: mia.id });
    expect(await assignees()).toEqual(['Mia', 'Mia', 'Mia', 'Mia']);
    await handOn(kim, SUBJECTS.slice(0, 2), { kind: 'nobody' });
    expect(await assignees()).toEqual([null, null, 'Mia', 'Mia']);
    expect((await detailOf('Bulk 1')).status).toBe('new');
    expect(await distribute()).toMatchObject({ assigned: 0 });
    const [nora] = (await agents('Nora')) as [AdminClient];
    const team = await mailroom.team('Others', [nora]);
    await handOn(kim, ['Bulk 1', 'Bulk 3'], { kind: 'team', id: team.id });
    expect(await assignees()).toEqual(['Nora', null, 'Nora', 'Mia']);
    expect((await detailOf('Bulk 1')).teams.map(({ name }) => name)).toEqual(['Bulk', 'Others']);
  });

  test('leaves alone what is out of reach, and what nobody else can have', async () => {
    const [otto] = (await agents('Otto')) as [AdminClient];
    await mailroom.team('Elsewhere', [otto]);
    const { id } = await caseOf('Bulk 4');
    expect(await handOn(otto, ['Bulk 4'], { kind: 'nobody' })).toEqual({ assigned: [], unchanged: [id] });
    for (const agent of [kim, lou])
      await setAvailability(agent, { away: { from: inHours(-1), until: null } });
    const events = (await timeline(kim, id)).length;
    expect(await handOn(kim, ['Bulk 4'], { kind: 'rule' })).toEqual({ assigned: [], unchanged: [id] });
    expect([firstName(await caseOf('Bulk 4')), (await timeline(kim, id)).length]).toEqual(['Mia', events]);
    // Nobody is found for a case of nobody: from now on it waits.
    await setAvailability(mia, { away: { from: inHours(-1), until: null } });
    expect((await handOn(kim, ['Bulk 2'], { kind: 'rule' })).assigned).toEqual([]);
    await setAvailability(mia, { away: null });
    await distribute();
    expect(firstName(await caseOf('Bulk 2'))).toBe('Mia');
  });

  test('refuses with words what cannot be', async () => {
    const refused = async (body: object) => (await kim.post('/mailroom/assignments', body)).status;
    const cases = [(await caseOf('Bulk 2')).id];
    expect(await refused({ cases: [], to: { kind: 'nobody' } })).toBe(400);
    expect(await refused({ cases: Array.from({ length: 201 }, String), to: { kind: 'nobody' } })).toBe(400);
    expect(await refused({ cases, to: { kind: 'agent', id: 99_999 } })).toBe(400);
    expect(await refused({ cases, to: { kind: 'team', id: 'no-such-team' } })).toBe(400);
  });
});
