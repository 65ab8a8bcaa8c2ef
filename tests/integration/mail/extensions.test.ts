/** The app's own code: what it adds to Mailroom (the example app's rules, actions, resolvers and steps), and services that it calls. */
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ExtensionSummary,
  FilterChoices,
  FilterDetail,
  GroupAccountDetail,
  Single,
} from '../../../server/src/api/contracts';
import type { ServiceCase, ServiceEmail, ServiceEvent, ServiceJob } from '../../../server/src/services';
import type { AdminClient } from '../../support/admin-client';
import { caseBySubject, caseDetail, startMailroom, type Mailroom } from '../../support/mailroom';
import { LEAD, makeRecord, OPPORTUNITY } from '../../support/records';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const GERMAN =
  'Guten Tag, meine Lampe ist leider kaputt. Können Sie mir bitte eine neue Lampe schicken? Vielen Dank!';
const SHORT = '<short@acme.com>';
let mailroom: Mailroom;
let support: GroupAccountDetail;
let sales: GroupAccountDetail;
let greta: AdminClient;
let opportunity: string;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES], { env: { MAILROOM_EXAMPLES: 'broken' } });
  greta = await mailroom.agent('Greta');
  const luc = await mailroom.agent('Luc');
  const team = await mailroom.team('Everybody', [luc, greta]);
  await mailroom.team('VIP desk', [luc]);
  const cases = { teams: [team.id], targetTeam: team.id, createCase: true } as const;
  support = await mailroom.account(SUPPORT, { ...cases, distribution: 'custom:language' });
  sales = await mailroom.account(SALES, { ...cases, distribution: 'none', directAssignee: null });
  opportunity = await makeRecord(mailroom.admin, OPPORTUNITY, { name: 'Ten lamps', reference: 'ORDER-7' });
}, 180_000);

afterAll(() => mailroom?.stop());

const call = <Result>(service: string, method: string, ...args: readonly unknown[]): Promise<Result> =>
  mailroom.strapi.call(service, method, ...args) as Promise<Result>;

const states = async (): Promise<readonly ExtensionSummary[]> =>
  (await mailroom.admin.get<Single<readonly ExtensionSummary[]>>('/mailroom/extensions')).body.data;

describe('a distribution rule of the app', () => {
  test('gives cases by its own facts, and says why; where it knows nobody, they wait', async () => {
    await mailroom.receive(
      support,
      { from: 'ann@acme.com', subject: 'Lampe', text: GERMAN },
      { from: 'bob@acme.com', subject: 'Short', text: 'Hi', messageId: SHORT },
    );
    expect(await detailBySubject('Lampe')).toMatchObject({
      assignee: { name: expect.stringContaining('Greta') },
      assignmentReason: {
        code: 'assign.custom',
        params: { rule: 'By the language of the requester', words: 'writes de' },
      },
    });
    expect(await detailBySubject('Short')).toMatchObject({
      assignee: null,
      assignmentReason: { code: 'assign.custom-nobody' },
    });
  });

  test('is asked again for what waits, as soon as the language is known', async () => {
    await mailroom.receive(support, {
      from: 'bob@acme.com',
      subject: 'Re: Short',
      inReplyTo: SHORT,
      text: GERMAN,
    });
    await call('jobs', 'run', 'distribute');
    expect(await detailBySubject('Short')).toMatchObject({
      assignee: { name: expect.stringContaining('Greta') },
    });
  });

  test('that there is not cannot be chosen', async () => {
    const input = mailroom.accountInput('other@shop.example', { ...base(), distribution: 'custom:gone' });
    const { status, body } = await mailroom.admin.post<unknown>('/mailroom/group-accounts', input);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('The app has no distribution rule');
  });
});

describe('a filter action of the app', () => {
  test('is offered, saved, comes to built-in actions, and acts after the mail is stored', async () => {
    const scope = { kind: 'group-account', account: sales.id } as const;
    const query = `kind=group-account&account=${sales.id}`;
    const choices = await mailroom.admin.get<Single<FilterChoices>>(`/mailroom/filter-choices?${query}`);
    expect(choices.body.data.custom).toEqual([{ name: 'mark-vip', label: 'Mark as VIP' }]);
    const filter = {
      name: 'VIPs',
      scope,
      active: true,
      stop: false,
      criteria: { from: '*@vip.example' },
      actions: [{ kind: 'custom', name: 'mark-vip' }],
    };
    const saved = await mailroom.admin.post<Single<FilterDetail>>('/mailroom/filters', filter);
    expect(saved.status).toBe(201);
    expect(saved.body.data.targetNames).toEqual(['Mark as VIP']);
    const unknown = { ...filter, actions: [{ kind: 'custom', name: 'gone' }] };
    expect((await mailroom.admin.post('/mailroom/filters', unknown)).status).toBe(400);

    await mailroom.receive(sales, { from: 'Vera <vera@vip.example>', subject: 'Important', text: 'Now' });
    expect(await detailBySubject('Important')).toMatchObject({
      priority: 'urgent',
      teams: expect.arrayContaining([expect.objectContaining({ name: 'VIP desk' })]),
    });
    await waitUntil('a lead for the mail', async () =>
      (await leads()).some(({ email }) => email === 'vera@vip.example'),
    );
    expect(await leads()).toHaveLength(1);
  });
});

describe('a link resolver and an intake step of the app', () => {
  test('read headers of their own: mail is linked, tagged, or left out', async () => {
    const score = (value: string) => ({ 'X-Provider-Spam-Score': value });
    await mailroom.receive(
      sales,
      { from: 'a@acme.com', subject: 'Ordered', text: 'x', headers: { 'X-Order-Number': 'ORDER-7' } },
      { from: 'b@acme.com', subject: 'Doubtful', text: 'x', headers: score('6') },
      { from: 'c@acme.com', subject: 'Certain', text: 'x', headers: score('11') },
      { from: 'd@acme.com', subject: 'Unknown', text: 'x', headers: { 'X-Order-Number': 'ORDER-8' } },
    );
    const { links } = await detailBySubject('Ordered');
    expect(links).toMatchObject([
      {
        documentId: opportunity,
        label: 'Ten lamps',
        rule: 'resolver',
        matched: 'Order number in the header',
      },
    ]);
    expect((await detailBySubject('Doubtful')).tags).toEqual([
      expect.objectContaining({ name: 'probably spam' }),
    ]);
    expect((await detailBySubject('Unknown')).links).toEqual([]);
    await expect(caseBySubject(mailroom.admin, 'Certain')).rejects.toThrow();
  });

  test('one that never answers stops no mail, and is seen', async () => {
    const failing = (await states()).find(({ name }) => name === 'broken');
    expect(failing).toMatchObject({ kind: 'intake-step', lastFailure: { code: 'timeout' } });
    expect(failing?.failures).toBeGreaterThan(0);
    expect(mailroom.strapi.output()).toContain('intake-step "broken" failed (timeout)');
    const sound = (await states()).filter(({ name }) => name !== 'broken');
    expect(sound.map(({ failures }) => failures)).toEqual([0, 0, 0, 0]);
  });
});

describe('services', () => {
  let opened: ServiceCase;
  const opening = () => ({
    account: SALES,
    requester: { address: 'ina@acme.com', name: 'Ina' },
    subject: 'From a form',
    text: 'I would like ten lamps.',
    priority: 'high',
    tags: ['form'],
    key: 'form-request-1',
  });

  test('open a case once for one key', async () => {
    opened = await call<ServiceCase>('cases', 'open', opening());
    expect(opened).toMatchObject({
      subject: 'From a form',
      status: 'new',
      priority: 'high',
      open: true,
      requester: { name: 'Ina', address: 'ina@acme.com' },
    });
    // A second later, so that its mail would have another date.
    await sleep(1_100);
    expect(await call<ServiceCase>('cases', 'open', opening())).toMatchObject({ id: opened.id });
    expect(await call('cases', 'find', opened.number)).toMatchObject({ id: opened.id });
    expect(await call('cases', 'find', 'nowhere')).toBeNull();
  });

  test('change it, note, link and answer it, and tell its stream, in whose name it was done', async () => {
    const me = greta.id;
    expect(await call('cases', 'assign', opened.id, me)).toMatchObject({
      assigneeId: me,
      status: 'assigned',
    });
    await call('cases', 'change', opened.number, { type: 'question', tags: ['a', 'b'], actor: me });
    await call('cases', 'addNote', opened.id, { text: 'Ten are there.' });
    await call('cases', 'link', opened.id, { contentType: OPPORTUNITY, documentId: opportunity });
    const reply = await call<ServiceEmail>('cases', 'reply', opened.id, {
      text: 'They come tomorrow.',
      status: 'pending',
      key: 'answer-1',
    });
    expect(reply).toMatchObject({ direction: 'out', to: [{ address: 'ina@acme.com' }] });
    const again = await call<ServiceEmail>('cases', 'reply', opened.id, { text: 'Twice', key: 'answer-1' });
    expect(again.id).toBe(reply.id);
    const sent = await waitUntil('the answer', async () =>
      mailroom.smtp.messages.find(({ envelope }) => envelope.to.includes('ina@acme.com')),
    );
    expect(sent).toBeDefined();
    expect(await call('emails', 'find', reply.id)).toMatchObject({ case: { id: opened.id } });
    const events = await call<readonly ServiceEvent[]>('cases', 'events', opened.id);
    expect(events.find(({ kind }) => kind === 'type-changed')).toMatchObject({ actorId: me });
    expect(events.find(({ kind }) => kind === 'note')).toMatchObject({
      actorId: null,
      text: 'Ten are there.',
      reason: { code: 'app.request' },
    });
    expect(events.find(({ kind }) => kind === 'linked')).toMatchObject({ details: { label: 'Ten lamps' } });
    expect(events.filter(({ kind }) => kind === 'email-sent')).toHaveLength(1);
  });

  test('send a first mail, and move one', async () => {
    const begun = await call<ServiceCase>('emails', 'send', {
      account: sales.id,
      to: ['oskar@acme.com'],
      subject: 'Your lamps',
      text: 'They are ready.',
    });
    expect(begun).toMatchObject({ subject: 'Your lamps' });
    const [mail] = (await call<readonly ServiceEvent[]>('cases', 'events', begun.id)).flatMap(
      ({ email }) => email ?? [],
    );
    await call('emails', 'move', { email: mail, case: opened.number });
    expect(await call('emails', 'find', mail)).toMatchObject({ case: { id: opened.id } });
    expect(await call('cases', 'find', begun.id)).toMatchObject({ status: 'duplicate' });
  });

  test.each([
    ['an unknown key', ['cases', 'change', 1, { colour: 'red' }], /colour/],
    ['a wrong status', ['cases', 'change', 1, { status: 'lost' }], /status/],
    ['a case that there is not', ['cases', 'addNote', 99999, { text: 'x' }], /There is no case 99999/],
    ['an empty note', ['cases', 'addNote', 1, { text: ' ' }], /Write something/],
    ['no such user', ['cases', 'change', 1, { priority: 'low', actor: 9999 }], /There is no admin user 9999/],
    ['an inactive assignee', ['cases', 'assign', 1, 9999], /active users/],
    ['no such record', ['cases', 'link', 1, { contentType: LEAD, documentId: 'x' }], /There is no record/],
    [
      'records of Strapi itself',
      ['cases', 'link', 1, { contentType: 'admin::user', documentId: 'x' }],
      /no record/,
    ],
    [
      'an account that there is not',
      ['emails', 'send', { account: 'x@y.example', to: ['a@b.example'], subject: 'S', text: 'T' }],
      /no group account/,
    ],
    ['no address', ['emails', 'send', { account: SALES, to: ['nobody'], subject: 'S', text: 'T' }], /nobody/],
    ['a task that there is not', ['jobs', 'run', 'coffee'], /There is no task "coffee"/],
    [
      'what comes too late',
      ['extensions', 'addIntakeStep', { name: 'late', label: 'Late' }],
      /must be a function/,
    ],
  ])('refuse %s in words', async (_, [service = '', method = '', ...args], words) => {
    await expect(call(String(service), String(method), ...args)).rejects.toThrow(words);
  });

  test('tell of scheduled tasks', async () => {
    const jobs = await call<readonly ServiceJob[]>('jobs', 'states');
    expect(jobs.find(({ name }) => name === 'distribute')?.lastRun?.error).toBeNull();
  });
});

test('what the app has lost stops nothing: cases wait, filters do the rest, and both can be changed', async () => {
  await mailroom.restart({ env: { MAILROOM_EXAMPLES: '' } });
  await mailroom.receive(support, { from: 'ann@acme.com', subject: 'Noch eine Lampe', text: GERMAN });
  expect(await detailBySubject('Noch eine Lampe')).toMatchObject({
    assignee: null,
    assignmentReason: { code: 'assign.custom-missing', params: { rule: 'language' } },
  });
  await mailroom.receive(sales, { from: 'vera@vip.example', subject: 'Important again', text: 'Now' });
  expect(await detailBySubject('Important again')).toMatchObject({ priority: 'normal' });
  expect(await states()).toEqual([]);
  const input = mailroom.accountInput(SUPPORT, {
    ...base(),
    name: 'Renamed',
    distribution: 'custom:language',
  });
  const kept = await mailroom.admin.put(`/mailroom/group-accounts/${support.id}`, input);
  expect(kept.status).toBe(200);
}, 120_000);

const base = () => ({
  teams: support.teams.map(({ id }) => id),
  targetTeam: support.targetTeam?.id ?? null,
  createCase: true,
});

async function detailBySubject(subject: string) {
  return caseDetail(mailroom.admin, (await caseBySubject(mailroom.admin, subject)).id);
}

async function leads(): Promise<readonly { readonly email: string }[]> {
  const path = `/content-manager/collection-types/${LEAD}`;
  return (await mailroom.admin.get<{ results: readonly { email: string }[] }>(path)).body.results;
}
