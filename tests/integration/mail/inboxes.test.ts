/** Where mail goes: whose inbox it is in, how each user sorts it, who is told of it, and who must not be. */
import type {
  FollowState,
  InboxCounters,
  InboxPage,
  InboxRow,
  NotificationPage,
  PersonalAccountDetail,
  Single,
} from '../../../server/src/api/contracts';
import { ACTIONS, CONDITIONS } from '../../../server/src/access/actions';
import type { AdminClient } from '../../support/admin-client';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, startMailroom, type Mailroom } from '../../support/mailroom';

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
  const permissions = [ACTIONS.readCases, ACTIONS.workCases, ACTIONS.assignCases, ACTIONS.readMail].map(
    (action) => ({ action, conditions: [CONDITIONS.ownTeams, CONDITIONS.own] }),
  );
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

async function inbox(client: AdminClient, query = 'view=inbox'): Promise<readonly InboxRow[]> {
  const { status, body } = await client.get<InboxPage>(`/mailroom/inbox?${query}&limit=100`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.items;
}
const inboxHas = async (client: AdminClient, subject: string, query?: string) =>
  (await inbox(client, query)).filter((row) => row.subject === subject);
const told = async (client: AdminClient, subject: string) =>
  (await client.get<NotificationPage>('/mailroom/notifications?limit=100')).body.items.filter(
    (notice) => 'subject' in notice && notice.subject === subject,
  );
const mark = (client: AdminClient, ids: readonly string[], name: string) =>
  client.post<Single<{ changed: number }>>('/mailroom/inbox/marks', { ids, mark: name });
const move = (client: AdminClient, ids: readonly string[], folder: string | null, from?: 'group') =>
  client.post<Single<{ changed: number }>>('/mailroom/inbox/moves', { ids, folder, from });
const folderOf = async (client: AdminClient, name: string, teams?: readonly string[]) =>
  (await client.post<Single<{ id: string }>>('/mailroom/folders', { name, teams })).body.data.id;
const counters = async (client: AdminClient) =>
  (await client.get<Single<InboxCounters>>('/mailroom/inbox/counters')).body.data;
const followCase = (client: AdminClient, documentId: string) =>
  client.post<Single<FollowState>>('/mailroom/follows', {
    contentType: 'plugin::mailroom.case',
    documentId,
  });

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
