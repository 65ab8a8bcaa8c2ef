/** Filters as the panel asks for them: made, changed, ordered, tried and explained, each within reach. */
import type {
  ExplainedFilter,
  FilterChoices,
  FilterDetail,
  FilterGroup,
  FilterTryInput,
  FilterTryResult,
  GroupAccountDetail,
  Page,
  EmailRow,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient, Answer } from '../../support/admin-client';
import { AGENT_PERMISSIONS, startMailroom, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const LENA = 'lena@shop.example';

let mailroom: Mailroom;
let admin: AdminClient;
let lena: AdminClient;
let support: GroupAccountDetail;
let sales: GroupAccountDetail;
let lenasAccount: string;

interface Refusal {
  readonly error: {
    readonly message: string;
    readonly details: { readonly errors?: readonly { path: string[] }[] };
  };
}

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES, LENA]);
  admin = mailroom.admin;
  lena = await mailroom.agent('Lena', [
    ...AGENT_PERMISSIONS,
    { action: 'plugin::mailroom.filters.global', conditions: ['plugin::mailroom.own-teams'] },
  ]);
  const team = await mailroom.team('Support', [lena]);
  support = await mailroom.account(SUPPORT, { teams: [team.id], createCase: false });
  sales = await mailroom.account(SALES, { createCase: false });
  lenasAccount = await personalAccount(LENA, lena.id);
}, 240_000);

afterAll(() => mailroom?.stop());

async function personalAccount(address: string, owner: number): Promise<string> {
  const ofGroups = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];
  const settings = Object.entries(mailroom.accountInput(address)).filter(([key]) => !ofGroups.includes(key));
  const input = { ...Object.fromEntries(settings), owner };
  const { body } = await admin.post<Single<{ id: string }>>('/mailroom/personal-accounts', input);
  return body.data.id;
}

const GLOBAL = { kind: 'global' } as const;
const ofSupport = () => ({ kind: 'group-account', account: support.id }) as const;
const ofSales = () => ({ kind: 'group-account', account: sales.id }) as const;

const input = (name: string, change: object = {}) => ({
  name,
  scope: GLOBAL as object,
  criteria: { subject: '*invoice*' },
  actions: [{ kind: 'mark-read' }] as readonly object[],
  ...change,
});

async function make(client: AdminClient, name: string, change: object = {}): Promise<FilterDetail> {
  const { status, body } = await client.post<Single<FilterDetail>>('/mailroom/filters', input(name, change));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data;
}
const refusalOf = ({ status, body }: Answer<unknown>) => ({
  status,
  message: (body as Refusal).error.message,
  paths: ((body as Refusal).error.details?.errors ?? []).map(({ path }) => path.join('.')),
});
const groups = async (client: AdminClient, query: string) =>
  (await client.get<Single<readonly FilterGroup[]>>(`/mailroom/filters?${query}`)).body.data;

describe('in the panel', () => {
  test('a filter is made, read, changed and deleted', async () => {
    const team = await mailroom.team('Billing', []);
    const made = await make(admin, ' Invoices ', {
      scope: ofSupport(),
      stop: false,
      actions: [
        { kind: 'assign-team', team: team.id },
        { kind: 'assign-user', user: lena.id },
        { kind: 'set-priority', priority: 'high' },
        { kind: 'add-tag', tag: 'billing' },
      ],
    });
    expect(made).toMatchObject({
      name: 'Invoices',
      scope: ofSupport(),
      active: true,
      stop: false,
      targetNames: ['Billing', 'Lena Agent', '', ''],
      hits: 0,
      lastHitAt: null,
      version: 1,
    });
    const path = `/mailroom/filters/${made.id}`;
    expect((await admin.get<Single<FilterDetail>>(path)).body.data).toEqual(made);
    const { name, criteria, version } = made;
    const change = { name, active: false, stop: true, criteria, actions: [{ kind: 'skip' }], version };
    const changed = await admin.put<Single<FilterDetail>>(path, change);
    expect(changed.body.data).toMatchObject({
      active: false,
      stop: true,
      actions: [{ kind: 'skip' }],
      version: 2,
    });
    // Whoever still has the version from before is told so, and changes nothing.
    const late = refusalOf(await admin.put(path, { ...change, name: 'Late' }));
    expect(late).toMatchObject({ status: 409, message: expect.stringContaining('Somebody else') });
    expect((await admin.get<Single<FilterDetail>>(path)).body.data.name).toBe('Invoices');
    const elsewhere = refusalOf(await admin.put(path, { ...change, scope: GLOBAL, version: 2 }));
    expect(elsewhere).toMatchObject({ status: 400, paths: ['scope'] });
    expect((await admin.delete(path)).status).toBe(200);
    expect((await admin.get(path)).status).toBe(404);
  });

  test('what is wrong is said where it is wrong', async () => {
    const post = async (change: object) =>
      refusalOf(await admin.post('/mailroom/filters', input('Bad', change)));
    expect(await post({ criteria: {} })).toMatchObject({
      status: 400,
      message: expect.stringContaining('at least one thing'),
      paths: ['criteria'],
    });
    expect(
      await post({ actions: [{ kind: 'mark-read' }, { kind: 'move-to-folder', folder: 'x' }] }),
    ).toMatchObject({
      status: 400,
      message: expect.stringContaining('Filters of this scope can'),
      paths: ['actions.1'],
    });
    expect(await post({ actions: [{ kind: 'assign-team', team: 'gone' }] })).toMatchObject({
      paths: ['actions.0'],
    });
    expect(await post({ actions: [{ kind: 'assign-user', user: 99_999 }] })).toMatchObject({
      paths: ['actions.0'],
    });
    expect(await post({ actions: [{ kind: 'skip' }, { kind: 'mark-read' }] })).toMatchObject({
      paths: ['actions.0'],
    });
    expect(await post({ scope: { kind: 'group-account', account: 'gone' } })).toMatchObject({
      status: 400,
      paths: ['scope.account'],
    });
    expect((await post({ colour: 'red' })).message).toContain('colour');
  });

  test('filters are asked in the order that was set, and an old list is refused', async () => {
    const scope = ofSales();
    const made = [
      await make(admin, 'A', { scope }),
      await make(admin, 'B', { scope }),
      await make(admin, 'C', { scope }),
    ];
    const names = async () => {
      const [group] = await groups(admin, `kind=group-account&account=${sales.id}`);
      return group?.filters.map(({ name }) => name);
    };
    expect(await names()).toEqual(['A', 'B', 'C']);
    const ids = made.map(({ id }) => id);
    const order = (filters: readonly (string | undefined)[]) =>
      admin.post<Single<FilterGroup>>('/mailroom/filters/order', { scope, filters });
    const answer = await order([ids[2], ids[0], ids[1]]);
    expect(answer.body.data.filters.map(({ name }) => name)).toEqual(['C', 'A', 'B']);
    expect(await names()).toEqual(['C', 'A', 'B']);
    for (const wrong of [ids.slice(1), [...ids, 'more'], [ids[0], ids[0], ids[1]]])
      expect(refusalOf(await order(wrong))).toMatchObject({ status: 409 });
    expect(await names()).toEqual(['C', 'A', 'B']);
    // A changed order is no reason to refuse what somebody is about to save.
    const [first] = made;
    const { name, criteria, actions, version } = first as FilterDetail;
    const saved = await admin.put(`/mailroom/filters/${first?.id}`, { name, criteria, actions, version });
    expect(saved.status).toBe(200);
  });

  test('users have filters of their own, and of group accounts as far as their teams go', async () => {
    const inbox = { kind: 'user', user: lena.id };
    const own = await make(lena, 'Mine', {
      scope: inbox,
      actions: [{ kind: 'skip' }, { kind: 'mark-read' }],
    });
    await make(lena, 'Account', { scope: { kind: 'personal-account', account: lenasAccount } });
    await make(lena, 'Team', { scope: ofSupport() });
    expect(
      (await groups(lena, 'of=own')).map(({ scope, filters }) => [
        scope.kind,
        filters.map(({ name }) => name),
      ]),
    ).toEqual([
      ['user', ['Mine']],
      ['personal-account', ['Account']],
    ]);
    expect((await groups(lena, 'of=shared')).map(({ address }) => address)).toEqual([SUPPORT]);
    for (const scope of [GLOBAL, ofSales(), { kind: 'user', user: admin.id }])
      expect((await lena.post('/mailroom/filters', input('Not mine', { scope }))).status).toBe(400);

    const otto = await mailroom.agent('Otto', [{ action: 'plugin::mailroom.filters.own' }]);
    expect((await otto.get(`/mailroom/filters/${own.id}`)).status).toBe(404);
    expect(
      (await otto.put(`/mailroom/filters/${own.id}`, input('Stolen', { scope: undefined }))).status,
    ).toBe(404);
    expect((await otto.delete(`/mailroom/filters/${own.id}`)).status).toBe(404);
    expect(await groups(otto, 'of=shared')).toEqual([]);
    expect((await groups(otto, 'of=own')).map(({ filters }) => filters)).toEqual([[]]);
    // Administrators reach all of them.
    expect((await groups(admin, `kind=user&user=${lena.id}`))[0]?.filters.map(({ name }) => name)).toEqual([
      'Mine',
    ]);
    const me = (await lena.get<Single<{ allowed: { ownFilters: boolean } }>>('/mailroom/me')).body.data;
    expect(me.allowed.ownFilters).toBe(true);
  });

  test('a filter moves mail only into folders of whose mail it is', async () => {
    const folder = async (client: AdminClient, name: string, teams?: readonly string[]) =>
      (await client.post<Single<{ id: string }>>('/mailroom/folders', { name, teams })).body.data.id;
    const lenas = await folder(lena, 'Offers');
    const admins = await folder(admin, 'Private');
    const scope = { kind: 'user', user: lena.id };
    const choices = (
      await lena.get<Single<FilterChoices>>(`/mailroom/filter-choices?kind=user&user=${lena.id}`)
    ).body.data;
    expect(choices.folders).toEqual([{ id: lenas, name: 'Offers' }]);
    expect(choices.agents).toEqual([]);
    const moved = await make(lena, 'Offers', { scope, actions: [{ kind: 'move-to-folder', folder: lenas }] });
    expect(moved.targetNames).toEqual(['Offers']);
    const actions = [{ kind: 'move-to-folder', folder: admins }];
    expect(refusalOf(await lena.post('/mailroom/filters', input('No', { scope, actions })))).toMatchObject({
      status: 400,
      paths: ['actions.0'],
    });
    // Only folders of the account's own teams are offered to who does not reach all mail.
    const [supportTeam] = support.teams;
    const ours = await folder(admin, 'Returns', [supportTeam?.id ?? '']);
    const others = await folder(admin, 'Elsewhere', [(await mailroom.team('Elsewhere', [])).id]);
    const group = (client: AdminClient) =>
      client.get<Single<FilterChoices>>(`/mailroom/filter-choices?kind=group-account&account=${support.id}`);
    const idsOf = ({ body }: Answer<Single<FilterChoices>>) =>
      body.data.groupFolders.map(({ id }) => id).sort();
    expect(idsOf(await group(lena))).toEqual([ours]);
    expect(idsOf(await group(admin))).toEqual([ours, others].sort());
  });

  test('filters go with their account', async () => {
    const account = await mailroom.account('spare@shop.example', {}, { fetched: false });
    const { id } = await make(admin, 'Spare', { scope: { kind: 'group-account', account: account.id } });
    await admin.delete(`/mailroom/group-accounts/${account.id}`);
    expect((await admin.get(`/mailroom/filters/${id}`)).status).toBe(404);
  });
});

describe('on mail that is here', () => {
  const criteria = { subject: '*order*' };
  const tryIt = (client: AdminClient, scope: object, piece: Partial<FilterTryInput> = {}) =>
    client.post<Single<FilterTryResult>>('/mailroom/filters/try', {
      scope,
      criteria,
      actions: [{ kind: 'mark-read' }],
      last: 50,
      ...piece,
    });

  beforeAll(async () => {
    await mailroom.receive(
      support,
      { from: 'jonas@feld.example', subject: 'My order', text: 'Where is it?' },
      { from: 'ada@feld.example', subject: 'Hello', text: 'Hi' },
    );
    await mailroom.receive(sales, { from: 'max@feld.example', subject: 'Order 12', text: 'Ten, please' });
  }, 180_000);

  test('a filter that is not saved is tried, and says what would happen', async () => {
    const { body } = await tryIt(lena, ofSupport());
    expect(body.data).toMatchObject({ looked: 2, hidden: 0 });
    expect(body.data.matched).toEqual([
      {
        id: expect.any(String),
        subject: 'My order',
        from: { name: '', address: 'jonas@feld.example' },
        date: expect.any(String),
        by: ['subject'],
        wouldHappen: [{ action: { kind: 'mark-read' }, happens: true }],
      },
    ]);
    expect((await groups(lena, 'of=shared'))[0]?.filters.some(({ hits }) => hits > 0)).toBe(false);
  });

  test('it is tried piece by piece, from the newest mail to the oldest', async () => {
    const newest = await tryIt(lena, ofSupport(), { last: 1 });
    expect(newest.body.data).toMatchObject({ looked: 1, matched: [], next: expect.any(String) });
    const cursor = newest.body.data.next ?? '';
    const older = await tryIt(lena, ofSupport(), { last: 5, cursor });
    expect(older.body.data).toMatchObject({ looked: 1, matched: [{ subject: 'My order' }], next: null });
    expect((await tryIt(lena, ofSupport(), { cursor: 'elsewhere' })).status).toBe(400);
  });

  test('mail that the caller may not read is counted, and not shown', async () => {
    const blind = await mailroom.agent('Blind', [{ action: 'plugin::mailroom.filters.global' }]);
    const { body } = await tryIt(blind, GLOBAL);
    expect(body.data).toMatchObject({ looked: 3, matched: [], hidden: 2 });
    const personal = refusalOf(await tryIt(admin, { kind: 'personal-account', account: lenasAccount }));
    expect(personal).toMatchObject({ status: 403, message: expect.stringContaining('owner') });
  });

  test('a mail tells which filters matched it and why the others did not', async () => {
    await make(admin, 'Orders', { scope: ofSupport(), criteria });
    await make(admin, 'From Max', { scope: ofSupport(), criteria: { from: 'max@*' }, active: false });
    await make(admin, 'Of sales', { scope: ofSales(), criteria });
    const { body } = await lena.get<Page<EmailRow>>('/mailroom/emails?view=team');
    const mail = body.items.find(({ subject }) => subject === 'My order');
    const explained = (
      await lena.get<Single<readonly ExplainedFilter[]>>(`/mailroom/emails/${mail?.id}/filters`)
    ).body.data;
    const of = (name: string) => explained.find((filter) => filter.name === name);
    expect(of('Orders')).toMatchObject({
      scope: 'group-account',
      scopeName: support.name,
      trial: { matched: true, by: ['subject'] },
      acted: false,
      editable: true,
    });
    expect(of('From Max')?.trial).toEqual({ matched: false, because: 'inactive' });
    expect(of('Of sales')).toBeUndefined();
  });
});
