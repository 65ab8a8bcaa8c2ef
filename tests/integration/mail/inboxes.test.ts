/** Where mail goes: whose inbox it is in, how each user sorts it, who is told of it, and who must not be. */
import type {
  AuditEntryView,
  CasePage,
  EmailRow,
  Counters,
  BulkRun,
  FollowState,
  Me,
  Page,
  PersonalAccountDetail,
  SavedViewCounters,
  SavedViewInput,
  SavedViewList,
  SavedViewSummary,
  SentPage,
  Single,
} from '../../../server/src/api/contracts';
import { ACTIONS, CONDITIONS } from '../../../server/src/access/actions';
import type { AdminClient } from '../../support/admin-client';
import { inBulk } from '../../support/bulk-runs';
import {
  counters,
  folderOf,
  followCase,
  inbox,
  inboxHas,
  mark,
  move,
  told,
} from '../../support/inbox-client';
import { buildMail } from '../../support/mail-builder';
import {
  answerInState,
  caseBySubject,
  replyForm,
  startMailroom,
  type Mailroom,
} from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const PERSONAL = 'lena@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
/** Lena and Omar are of the team, Ida is of another. */
let lena: AdminClient;
let omar: AdminClient;
let ida: AdminClient;
let support: Awaited<ReturnType<Mailroom['account']>>;
let fetchPersonal: () => Promise<unknown>;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, PERSONAL]);
  const permissions = [
    ACTIONS.readCases,
    ACTIONS.workCases,
    ACTIONS.assignCases,
    ACTIONS.readMail,
    ACTIONS.sendShared,
  ].map((action) => ({ action, conditions: [CONDITIONS.ownTeams, CONDITIONS.own] }));
  lena = await mailroom.agent('Lena', permissions);
  omar = await mailroom.agent('Omar', permissions);
  ida = await mailroom.agent('Ida', permissions);
  const team = await mailroom.team('Support', [lena, omar]);
  await mailroom.team('Elsewhere', [ida]);
  support = await mailroom.account(SUPPORT, { teams: [team.id] });
  const ofGroups = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];
  const settings = Object.entries(mailroom.accountInput(PERSONAL)).filter(([key]) => !ofGroups.includes(key));
  const { body } = await mailroom.admin.post<Single<PersonalAccountDetail>>('/mailroom/personal-accounts', {
    ...Object.fromEntries(settings),
    owner: lena.id,
  });
  fetchPersonal = () => mailroom.admin.post(`/mailroom/personal-accounts/${body.data.id}/fetch`);
  await fetchPersonal();
}, 180_000);

afterAll(() => mailroom?.stop());

test('a user who is addressed has the mail and is told, and may read it; colleagues reach it through the team', async () => {
  const before = await counters(ida);
  await mailroom.receive(support, { from: CUSTOMER, cc: ida.email, subject: 'Copied to Ida', text: 'Hello' });
  const [row] = await inboxHas(ida, 'Copied to Ida');
  expect(row).toMatchObject({ unread: true, important: false, case: null });
  expect((await ida.get(`/mailroom/emails/${row?.id}`)).status).toBe(200);
  expect(await told(ida, 'Copied to Ida')).toMatchObject([
    { kind: 'email-received', read: false, because: 'addressed', actor: CUSTOMER, case: null },
  ]);
  const { inbox: unread, notifications } = await counters(ida);
  expect({ unread, notifications }).toEqual({
    unread: before.inbox + 1,
    notifications: before.notifications + 1,
  });
  // The case that it opened is still the team's: the copy gives the mail, not the case.
  const { id } = await caseBySubject(lena, 'Copied to Ida');
  expect((await ida.get(`/mailroom/cases/${id}`)).status).toBe(404);
  expect(await inboxHas(lena, 'Copied to Ida')).toEqual([]);
  await ida.post(`/mailroom/emails/${row?.id}/read`);
  expect(await counters(ida)).toMatchObject({ inbox: before.inbox, notifications: before.notifications });
});

test('a follower in neither To nor Cc has the next mail of the case and is told; a machine’s answer tells nobody', async () => {
  await mailroom.receive(support, {
    from: CUSTOMER,
    subject: 'Followed',
    text: 'One',
    messageId: '<f1@feld>',
  });
  const { id } = await caseBySubject(lena, 'Followed');
  expect(await told(omar, 'Followed')).toEqual([]);
  expect((await followCase(omar, id)).body.data).toMatchObject({ following: true });
  const answer = { from: CUSTOMER, inReplyTo: '<f1@feld>', text: 'Two' };
  await mailroom.receive(
    support,
    { ...answer, subject: 'Re: Followed' },
    { ...answer, subject: 'Away', headers: { 'Auto-Submitted': 'auto-replied' } },
  );
  expect(await inboxHas(omar, 'Re: Followed')).toMatchObject([{ unread: true, case: { id } }]);
  expect(await told(omar, 'Re: Followed')).toMatchObject([{ because: 'follower', case: { id } }]);
  expect(await told(omar, 'Away')).toEqual([]);
  expect(await inboxHas(lena, 'Re: Followed')).toEqual([]);
  // Opening the case makes its notices read.
  await omar.post(`/mailroom/cases/${id}/read`);
  expect(await told(omar, 'Re: Followed')).toMatchObject([{ read: true }]);
});

test('only what one may read can be followed, and who may read it no longer is neither told nor shown', async () => {
  await mailroom.receive(support, { from: CUSTOMER, subject: 'Secret', text: 'One', messageId: '<s1@feld>' });
  const { id } = await caseBySubject(lena, 'Secret');
  expect((await followCase(ida, id)).status).toBe(404);
  // Ida may read it while it is hers, and follows it from then on.
  await lena.put(`/mailroom/cases/${id}`, { assignee: ida.id });
  expect(await told(ida, 'Secret')).toMatchObject([{ kind: 'case-assigned', actor: 'Lena Agent' }]);
  expect((await followCase(ida, id)).body.data.followers.map((agent) => agent.id)).toContain(ida.id);
  const answer = { from: CUSTOMER, inReplyTo: '<s1@feld>', text: 'More' };
  await mailroom.receive(support, { ...answer, subject: 'Re: Secret' });
  expect(await inboxHas(ida, 'Re: Secret')).toHaveLength(1);
  await lena.put(`/mailroom/cases/${id}`, { assignee: lena.id });
  await mailroom.receive(support, { ...answer, subject: 'Re: Re: Secret' });
  expect(await inboxHas(ida, 'Re: Secret')).toEqual([]);
  expect(await inboxHas(ida, 'Re: Re: Secret')).toEqual([]);
  expect([
    await told(ida, 'Secret'),
    await told(ida, 'Re: Secret'),
    await told(ida, 'Re: Re: Secret'),
  ]).toEqual([[], [], []]);
  expect(await told(lena, 'Re: Re: Secret')).toMatchObject([{ because: 'assignee' }]);
});

test('a colleague’s note is told to followers, not to its writer, who follows from then on', async () => {
  await mailroom.receive(support, { from: CUSTOMER, subject: 'Noted', text: 'One' });
  const { id } = await caseBySubject(lena, 'Noted');
  await followCase(omar, id);
  await lena.post(`/mailroom/cases/${id}/notes`, { text: 'I know him.' });
  expect(await told(omar, 'Noted')).toMatchObject([
    { kind: 'note-added', actor: 'Lena Agent', case: { id } },
  ]);
  expect(await told(lena, 'Noted')).toEqual([]);
  const state = await lena.get<Single<FollowState>>(
    `/mailroom/follows?contentType=plugin::mailroom.case&documentId=${id}`,
  );
  expect(state.body.data.following).toBe(true);
  await lena.delete(`/mailroom/follows?contentType=plugin::mailroom.case&documentId=${id}`);
  const after = await followCase(omar, id);
  expect(after.body.data.followers.map((agent) => agent.id)).toEqual([omar.id]);
  await omar.post('/mailroom/notifications/read');
  expect((await counters(omar)).notifications).toBe(0);
});

test('one mail in two mailboxes is one mail in two inboxes, each sorted by its user', async () => {
  const mail = await buildMail({
    from: CUSTOMER,
    to: [PERSONAL, SUPPORT],
    cc: omar.email,
    subject: 'To both',
    text: 'Hello',
  });
  await mailroom.dovecot.deliver(PERSONAL, mail);
  await fetchPersonal();
  const [hers] = await inboxHas(lena, 'To both');
  await mark(lena, [hers?.id ?? ''], 'important');
  expect((await omar.get(`/mailroom/emails?view=team`)).body).toMatchObject({ items: [] });
  await mailroom.dovecot.deliver(SUPPORT, mail);
  await mailroom.fetch(support);
  const [his] = await inboxHas(omar, 'To both');
  expect(his?.id).toBe(hers?.id);
  // The second copy has made it the team's matter as well, and told nobody twice.
  expect(await caseBySubject(omar, 'To both')).toMatchObject({ emailCount: 1, id: his?.case?.id });
  expect(await told(lena, 'To both')).toHaveLength(1);
  expect(await told(omar, 'To both')).toHaveLength(1);
  await mark(omar, [his?.id ?? ''], 'trash');
  expect(await inboxHas(omar, 'To both')).toEqual([]);
  expect(await inboxHas(omar, 'To both', 'view=trash')).toMatchObject([{ trashed: true, important: false }]);
  expect(await inboxHas(lena, 'To both')).toMatchObject([{ important: true, trashed: false, unread: true }]);
  expect(await inboxHas(lena, 'To both', 'view=important')).toHaveLength(1);
  await mark(omar, [his?.id ?? ''], 'restore');
  expect(await inboxHas(omar, 'To both')).toHaveLength(1);
});

test('a folder of one’s own takes mail out of the inbox for its user alone; who deletes it has the mail back', async () => {
  await mailroom.receive(support, {
    from: CUSTOMER,
    cc: [lena.email, omar.email],
    subject: 'To be kept',
    text: 'Hello',
  });
  const [row] = await inboxHas(lena, 'To be kept');
  const ids = [row?.id ?? ''];
  const folder = await folderOf(lena, 'Kept');
  expect((await omar.get(`/mailroom/inbox?view=folder&folder=${folder}`)).status).toBe(404);
  expect((await move(omar, ids, folder)).status).toBe(404);
  expect((await move(lena, ids, folder)).body.data).toEqual({ changed: 1 });
  expect(await inboxHas(lena, 'To be kept')).toEqual([]);
  expect(await inbox(lena, `view=folder&folder=${folder}`)).toMatchObject([{ id: row?.id, folder }]);
  expect((await counters(lena)).folders[folder]).toBe(1);
  expect(await inboxHas(omar, 'To be kept')).toHaveLength(1);
  await mark(lena, ids, 'archive');
  expect(await inbox(lena, `view=folder&folder=${folder}`)).toEqual([]);
  expect(await inboxHas(lena, 'To be kept', 'view=archive')).toHaveLength(1);
  await mark(lena, ids, 'restore');
  await lena.delete(`/mailroom/folders/${folder}`);
  expect(await inboxHas(lena, 'To be kept')).toMatchObject([{ folder: null }]);
});

test('team mail goes into a group folder for everybody, moved by who may work on it', async () => {
  const { body } = await mailroom.admin.get<{ data: { id: string; name: string }[] }>('/mailroom/teams');
  const team = body.data.find(({ name }) => name === 'Support')?.id ?? '';
  expect((await lena.post('/mailroom/folders', { name: 'Suppliers', teams: [team] })).status).toBe(403);
  const folder = await folderOf(mailroom.admin, 'Suppliers', [team]);
  await mailroom.receive(support, {
    from: 'supplier@lamps.example',
    subject: 'Price list',
    text: 'Hello',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  const teamMail = async () =>
    (await omar.get<{ items: { id: string; subject: string }[] }>('/mailroom/emails?view=team')).body.items;
  const row = (await teamMail()).find(({ subject }) => subject === 'Price list');
  const ids = [row?.id ?? ''];
  expect((await move(ida, ids, folder)).status).toBe(404);
  expect((await move(lena, ids, folder)).body.data).toEqual({ changed: 1 });
  expect((await teamMail()).map(({ subject }) => subject)).not.toContain('Price list');
  expect(await inbox(omar, `view=folder&folder=${folder}`)).toMatchObject([{ id: row?.id, unread: false }]);
  const reader = await mailroom.agent('Reader', [{ action: ACTIONS.readMail }]);
  expect((await move(reader, ids, null, 'group')).body.data).toEqual({ changed: 0 });
  expect((await move(omar, ids, null, 'group')).body.data).toEqual({ changed: 1 });
  expect((await teamMail()).map(({ subject }) => subject)).toContain('Price list');
  // Archived for oneself, it is out of one's own list alone.
  await mark(omar, ids, 'archive');
  expect((await teamMail()).map(({ subject }) => subject)).not.toContain('Price list');
  expect(await inboxHas(omar, 'Price list', 'view=archive')).toHaveLength(1);
  expect(await inboxHas(lena, 'Price list', 'view=archive')).toEqual([]);
});

test('nobody sorts mail that they may not read', async () => {
  await mailroom.receive(support, { from: CUSTOMER, subject: 'Not for Ida', text: 'Hello' });
  const { id } = await caseBySubject(lena, 'Not for Ida');
  const { body } = await lena.get<{ data: { entries: { email?: { id: string } }[] } }>(
    `/mailroom/cases/${id}/timeline`,
  );
  const email = body.data.entries.flatMap((entry) => entry.email?.id ?? [])[0] ?? '';
  expect((await mark(ida, [email], 'important')).body.data).toEqual({ changed: 0 });
  expect((await mark(lena, [email], 'important')).body.data).toEqual({ changed: 1 });
  expect(await inboxHas(ida, 'Not for Ida', 'view=important')).toEqual([]);
  expect(await inboxHas(lena, 'Not for Ida', 'view=important')).toHaveLength(1);
  expect(await inboxHas(lena, 'Not for Ida')).toEqual([]);
});

/** The subjects of a list of cases. */
const casesOf = async (client: AdminClient, query: string): Promise<readonly string[]> => {
  const { status, body } = await client.get<CasePage>(`/mailroom/cases?${query}&limit=100`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.items.map(({ subject }) => subject);
};
const caseCounters = async (client: AdminClient) =>
  (await client.get<Single<Counters>>('/mailroom/counters')).body.data;

test('who is mentioned has the case among the mentions, open or closed, counted until it is looked at', async () => {
  await mailroom.receive(support, { from: CUSTOMER, subject: 'Mentioning', text: 'One' });
  const { id } = await caseBySubject(lena, 'Mentioning');
  const { mentions: before } = await caseCounters(omar);
  const note = await lena.post(`/mailroom/cases/${id}/notes`, { text: 'Look', mentions: [omar.id, lena.id] });
  expect(note.status).toBe(200);
  await lena.put(`/mailroom/cases/${id}`, { status: 'closed' });
  expect(await casesOf(omar, 'view=mentions')).toContain('Mentioning');
  expect((await caseCounters(omar)).mentions).toBe(before + 1);
  // Who writes is told nothing by the own words.
  expect(await casesOf(lena, 'view=mentions')).not.toContain('Mentioning');
  await omar.post(`/mailroom/cases/${id}/read`);
  expect((await caseCounters(omar)).mentions).toBe(before);
  expect(await casesOf(omar, 'view=mentions')).toContain('Mentioning');
});

test('a team’s cases are mine, the others’ and the closed ones, each counted', async () => {
  const subjects = ['Part mine', 'Part others', 'Part nobody', 'Part closed'];
  await mailroom.receive(support, ...subjects.map((subject) => ({ from: CUSTOMER, subject, text: 'One' })));
  const change = async (subject: string, input: object) =>
    lena.put(`/mailroom/cases/${(await caseBySubject(lena, subject)).id}`, input);
  await change('Part mine', { assignee: lena.id });
  await change('Part others', { assignee: omar.id });
  await change('Part nobody', { assignee: null });
  await change('Part closed', { assignee: lena.id, status: 'closed' });
  const [team] = (await lena.get<Single<Me>>('/mailroom/me')).body.data.teams;
  const part = async (name: string) =>
    (await casesOf(lena, `view=team&team=${team?.id}&part=${name}`)).filter((subject) =>
      subjects.includes(subject),
    );
  expect(await part('mine')).toEqual(['Part mine']);
  expect((await part('others')).toSorted()).toEqual(['Part nobody', 'Part others']);
  expect(await part('closed')).toEqual(['Part closed']);
  const counts = await caseCounters(lena);
  expect(counts.ownOfTeams[team?.id ?? '']).toBe(
    (await casesOf(lena, `view=team&team=${team?.id}&part=mine`)).length,
  );
  expect((await lena.get('/mailroom/cases?view=open&part=mine')).status).toBe(400);
  // A stranger learns nothing of the team's cases by naming it.
  expect(await casesOf(ida, `view=team&team=${team?.id}&part=others`)).toEqual([]);
});

test('what one has sent is listed for oneself, with its case, and page by page', async () => {
  const { id, number } = await caseBySubject(lena, 'Part mine');
  for (const [client, words] of [
    [lena, 'From Lena'],
    [mailroom.admin, 'From the boss'],
    [lena, 'Lena again'],
  ] as const) {
    const sent = await client.upload(
      `/mailroom/cases/${id}/replies`,
      replyForm({ text: words, idempotencyKey: `sent-${words}` }),
    );
    expect(sent).toMatchObject({ status: 200, body: { data: {} } });
  }
  // A mail moves up in the list when it goes out, from one page to another: the last of them has gone.
  await answerInState(lena, id, 'sent');
  const first = (await lena.get<SentPage>('/mailroom/sent?limit=1')).body;
  const second = (await lena.get<SentPage>(`/mailroom/sent?limit=1&cursor=${first.nextCursor}`)).body;
  expect(second.nextCursor).toBeNull();
  const items = [...first.items, ...second.items];
  expect(items.map(({ snippet }) => snippet).toSorted()).toEqual(['From Lena', 'Lena again']);
  const ours = { to: [{ address: CUSTOMER }], case: { id, number }, from: { address: SUPPORT } };
  expect(items).toMatchObject([ours, ours]);
  expect((await omar.get<SentPage>('/mailroom/sent')).body.items).toEqual([]);
  // What can be done with chosen rows of other lists can be done with all of these.
  const important = async () =>
    (await lena.get<SentPage>('/mailroom/sent')).body.items.map((row) => row.important);
  const action = { kind: 'mark', mark: 'important' };
  const input = { subject: 'mails', target: { list: { view: 'sent' } }, action };
  const run = (await inBulk(lena, input)).body.data;
  expect(run).toMatchObject({ state: 'done', total: 2, changed: 2 });
  expect(await important()).toEqual([true, true]);
  await lena.post(`/mailroom/bulk-runs/${run.id}/undo`);
  expect(await important()).toEqual([false, false]);
  // Thrown away is thrown away here too.
  await mark(lena, [second.items[0]?.id ?? ''], 'trash');
  expect((await lena.get<SentPage>('/mailroom/sent')).body.items).toHaveLength(1);
});

describe('saved views', () => {
  const views = async (client: AdminClient) =>
    (await client.get<SavedViewList>('/mailroom/saved-views')).body.data;
  const names = async (client: AdminClient) => (await views(client)).map(({ name }) => name);
  const save = (client: AdminClient, input: SavedViewInput) =>
    client.post<Single<SavedViewSummary>>('/mailroom/saved-views', input);
  const put = (client: AdminClient, id: string, input: SavedViewInput) =>
    client.put<Single<SavedViewSummary>>(`/mailroom/saved-views/${id}`, input);
  let team: string;

  beforeAll(async () => {
    team = (await lena.get<Single<Me>>('/mailroom/me')).body.data.memberOf[0] ?? '';
  });

  test('are their owner’s, or every member’s of the teams they are shared with', async () => {
    const own = await save(lena, { name: 'Unread', query: 'is:unread' });
    expect(own).toMatchObject({ status: 201, body: { data: { teams: [], mayChange: true } } });
    const shared = await save(lena, { name: 'Waiting', query: 'is:pending', teams: [team] });
    expect(shared.body.data.teams).toMatchObject([{ id: team }]);
    expect(await names(lena)).toEqual(['Unread', 'Waiting']);
    expect(await names(omar)).toEqual(['Waiting']);
    expect(await names(ida)).toEqual([]);
    for (const client of [omar, ida])
      expect((await put(client, own.body.data.id, { name: 'X', query: 'x' })).status).toBe(404);
    expect((await put(ida, shared.body.data.id, { name: 'X', query: 'x' })).status).toBe(404);
    // Whoever works on the team's cases may change it; only its owner may take it back.
    const changed = await put(omar, shared.body.data.id, { name: 'Waiting long', query: 'is:pending' });
    expect(changed.body.data).toMatchObject({ name: 'Waiting long', teams: [{ id: team }] });
    expect((await put(omar, shared.body.data.id, { name: 'W', query: 'x', teams: [] })).status).toBe(400);
    const { status } = await put(lena, shared.body.data.id, { name: 'W', query: 'x', teams: [] });
    expect(status).toBe(200);
    expect(await names(omar)).toEqual([]);
  });

  test('of a team are in the trail, and one’s own are nobody else’s affair', async () => {
    const { items } = (
      await mailroom.admin.get<Page<AuditEntryView>>('/mailroom/audit?subject=saved-view&limit=50')
    ).body;
    expect(items.map(({ change, subjectName }) => [change, subjectName])).toEqual([
      ['deleted', 'Waiting long'],
      ['updated', 'Waiting long'],
      ['created', 'Waiting'],
    ]);
  });

  test('are refused without name or search, by a name that is taken, and for teams of others', async () => {
    const refused = async (client: AdminClient, input: SavedViewInput) => (await save(client, input)).status;
    expect(await refused(lena, { name: ' ', query: 'x' })).toBe(400);
    expect(await refused(lena, { name: 'New', query: ' ' })).toBe(400);
    expect(await refused(lena, { name: 'New', query: 'is:purple' })).toBe(400);
    expect(await refused(lena, { name: 'UNREAD', query: 'x' })).toBe(400);
    expect(await refused(ida, { name: 'New', query: 'x', teams: [team] })).toBe(400);
    const reader = await mailroom.agent('Onlooker', [
      { action: ACTIONS.readCases, conditions: [CONDITIONS.ownTeams] },
    ]);
    const readers = await mailroom.team('Readers', [reader, lena]);
    expect(await refused(reader, { name: 'New', query: 'x', teams: [readers.id] })).toBe(403);
    const theirs = (await save(lena, { name: 'Theirs', query: 'x', teams: [readers.id] })).body.data;
    expect(await views(reader)).toMatchObject([{ name: 'Theirs', mayChange: false }]);
    expect((await reader.delete(`/mailroom/saved-views/${theirs.id}`)).status).toBe(403);
    expect((await lena.delete(`/mailroom/saved-views/${theirs.id}`)).status).toBe(200);
  });

  test('are counted within what each reader may read', async () => {
    const counted = async (client: AdminClient, id: string) =>
      (await client.get<SavedViewCounters>('/mailroom/saved-views/counters')).body.data[id];
    const query = 'subject:"part mine"';
    const { id } = (await save(lena, { name: 'Parts', query, teams: [team] })).body.data;
    const own = (await save(ida, { name: 'Parts', query })).body.data;
    expect([await counted(lena, id), await counted(omar, id)]).toEqual([1, 1]);
    expect([await counted(ida, id), await counted(ida, own.id)]).toEqual([undefined, 0]);
    await lena.delete(`/mailroom/saved-views/${id}`);
  });

  test('stand in the order they are put into', async () => {
    const [first, second] = await views(lena);
    const ids = [second?.id, first?.id];
    const ordered = await lena.post<SavedViewList>('/mailroom/saved-views/order', { ids });
    expect(ordered.body.data.map(({ id }) => id)).toEqual(ids);
    expect((await omar.post('/mailroom/saved-views/order', { ids })).status).toBe(404);
    expect((await lena.delete(`/mailroom/saved-views/${first?.id}`)).status).toBe(200);
    expect((await views(lena)).map(({ id }) => id)).toEqual([second?.id]);
  });
});

test('many mails are moved and marked at once, taken back as they were, and not by who may not read them', async () => {
  const subjects = ['Heap one', 'Heap two'];
  await mailroom.receive(
    support,
    ...subjects.map((subject) => ({
      from: CUSTOMER,
      to: `${SUPPORT}, ${lena.email}`,
      subject,
      text: 'Heap',
    })),
  );
  const heap = async (query?: string) =>
    (await inbox(lena, query)).filter(({ subject }) => subjects.includes(subject));
  const ids = (await heap()).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  const bulk = async (client: AdminClient, target: object, action: object) =>
    (await inBulk(client, { subject: 'mails', target, action })).body.data;
  const undo = (client: AdminClient, { id }: BulkRun) => client.post(`/mailroom/bulk-runs/${id}/undo`);
  const folder = await folderOf(lena, 'Heap');
  const moved = await bulk(lena, { ids }, { kind: 'move', folder });
  expect(moved).toMatchObject({ state: 'done', changed: 2, undoable: true });
  const trashed = await bulk(lena, { list: { view: 'folder', folder } }, { kind: 'mark', mark: 'trash' });
  expect(trashed).toMatchObject({ total: 2, changed: 2 });
  expect(await heap('view=trash')).toHaveLength(2);
  await undo(lena, trashed);
  expect((await heap(`view=folder&folder=${folder}`)).map(({ unread }) => unread)).toEqual([true, true]);
  await undo(lena, moved);
  expect((await heap()).map(({ unread }) => unread)).toEqual([true, true]);
  expect(await bulk(ida, { ids }, { kind: 'mark', mark: 'archive' })).toMatchObject({ total: 0, changed: 0 });
  // Both belong to a case that Lena may read: they are found as cases.
  expect(await bulk(lena, { search: 'heap' }, { kind: 'mark', mark: 'archive' })).toMatchObject({ total: 0 });
  const read = { kind: 'mark', mark: 'read' };
  await mailroom.dovecot.deliver(
    PERSONAL,
    await buildMail({ from: CUSTOMER, to: PERSONAL, subject: 'Alone', text: 'Heaped' }),
  );
  await fetchPersonal();
  expect(await bulk(lena, { search: 'heaped' }, read)).toMatchObject({ total: 1, changed: 1 });
  expect(await bulk(omar, { search: 'heaped' }, read)).toMatchObject({ total: 0 });
  const { body } = await lena.get<Page<EmailRow>>('/mailroom/emails?view=personal&limit=100');
  const listed = await bulk(lena, { list: { view: 'personal' } }, { kind: 'mark', mark: 'important' });
  expect(listed).toMatchObject({ total: body.items.length, changed: body.items.length });
  await undo(lena, listed);
  expect(await bulk(omar, { list: { view: 'personal' } }, read)).toMatchObject({ total: 0 });
});
