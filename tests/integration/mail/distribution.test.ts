/** Who gets a case, over mails that really came: direct assignment, round-robin, least-busy, and nobody. */
import type { CaseRow, GroupAccountDetail } from '../../../server/src/api/contracts';
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
