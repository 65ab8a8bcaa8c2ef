/** Accounts that users set up for themselves: whose they are, where their mail goes, who reads it, and when they end. */
import { ACTIONS, CONDITIONS } from '../../../server/src/access/actions';
import type {
  ConnectionTestResult,
  EmailDetail,
  InboxCounters,
  InboxPage,
  Me,
  NotificationPage,
  OwnAccountDetail,
  OwnAccountInput,
  PersonalAccountDetail,
  RecordLinkSummary,
  RecordMailPage,
  Single,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { countRows, readRows } from '../../support/database';
import { buildMail } from '../../support/mail-builder';
import { caseBySubject, startMailroom, type Mailroom } from '../../support/mailroom';
import { createOwnAccount, messageOf, ownAccountInput } from '../../support/own-accounts';
import { CONTACT, makeRecord, makeRecords, mayRead } from '../../support/records';

const SUPPORT = 'support@shop.example';
const LENA = 'lena@shop.example';
const SECOND = 'lena.second@shop.example';
const THIRD = 'lena.third@shop.example';
const SOLO = 'solo@shop.example';
const ANN = 'ann@feld.example';

let mailroom: Mailroom;
/** Lena and Omar are of one team; Ida reads all mail; Max reads contacts that he has made; Carl administers; Solo is alone. */
let lena: AdminClient;
let omar: AdminClient;
let ida: AdminClient;
let max: AdminClient;
let carl: AdminClient;
let solo: AdminClient;
let account: OwnAccountDetail;
let ann: string;

const teamRights = [ACTIONS.readCases, ACTIONS.workCases, ACTIONS.readMail].map((action) => ({
  action,
  conditions: [CONDITIONS.ownTeams, CONDITIONS.own],
}));
const OWN = { action: ACTIONS.ownAccounts };

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, LENA, SECOND, THIRD, SOLO]);
  ann = (await makeRecords(mailroom.admin)).ann;
  lena = await mailroom.agent('Lena', [...teamRights, OWN, ...mayRead(CONTACT)]);
  omar = await mailroom.agent('Omar', [...teamRights, OWN, ...mayRead(CONTACT)]);
  ida = await mailroom.agent('Ida', [{ action: ACTIONS.readMail }]);
  const contactRights = ['read', 'create'].map((name) => ({
    action: `plugin::content-manager.explorer.${name}`,
    subject: CONTACT,
    properties: { fields: ['firstName', 'lastName', 'email'] },
    conditions: name === 'read' ? ['admin::is-creator'] : [],
  }));
  max = await mailroom.agent('Max', [...teamRights, ...contactRights]);
  carl = await mailroom.agent('Carl', [{ action: ACTIONS.groupAccounts }, { action: ACTIONS.teams }]);
  solo = await mailroom.agent('Solo', [OWN]);
  const team = await mailroom.team('Support', [lena, omar, max]);
  await mailroom.account(SUPPORT, { teams: [team.id] });
  account = await createOwnAccount(mailroom, lena, LENA);
  await fetchNow();
}, 180_000);

afterAll(() => mailroom?.stop());

const input = (address: string, settings?: Partial<OwnAccountInput>) =>
  ownAccountInput(mailroom, address, settings);

const fetchNow = (client = lena, id = account.id) => client.post(`/mailroom/my-accounts/${id}/fetch`);

async function receive(parts: Parameters<typeof buildMail>[0]): Promise<void> {
  await mailroom.dovecot.deliver(LENA, await buildMail(parts));
  await fetchNow();
}

const inboxOf = async (client: AdminClient, query = 'view=inbox') =>
  (await client.get<InboxPage>(`/mailroom/inbox?${query}&limit=100`)).body.items;
async function mailBySubject(subject: string, query?: string) {
  const [row] = (await inboxOf(lena, query)).filter((one) => one.subject === subject);
  if (row === undefined) throw new Error(`Lena has no mail "${subject}"`);
  return row;
}
const statuses = async (path: string, clients: readonly AdminClient[]) =>
  Object.fromEntries(
    await Promise.all(
      clients.map(async (client) => [client.email.split('@')[0], (await client.get(path)).status] as const),
    ),
  );

test('what users set up is theirs: nobody is named, nobody else finds it, secrets stay inside', async () => {
  expect(account).toMatchObject({ address: LENA, folder: null, folderMap: [], imap: { secretSet: true } });
  expect(JSON.stringify(account)).not.toContain('mail-password');
  const named = await omar.post('/mailroom/my-accounts', { ...input(THIRD), owner: lena.id });
  expect(named.status).toBe(400);
  const path = `/mailroom/my-accounts/${account.id}`;
  expect(await statuses(path, [lena, omar, solo])).toEqual({ lena: 200, omar: 404, solo: 404 });
  expect((await omar.put(path, input(LENA))).status).toBe(404);
  expect((await omar.delete(path)).status).toBe(404);
  for (const part of ['fetch', 'authorization'])
    expect((await omar.post(`${path}/${part}`)).status).toBe(404);
  expect((await ida.get('/mailroom/my-accounts')).status).toBe(403);
  expect((await omar.get<{ data: unknown[] }>('/mailroom/my-accounts')).body.data).toEqual([]);
  const me = (await lena.get<Single<Me>>('/mailroom/me')).body.data;
  expect([me.allowed.ownAccounts, me.ownAccountLimit]).toEqual([true, 2]);
});

test('two accounts a user, also at the same moment; administrators set up any number', async () => {
  const answers = await Promise.all(
    [SECOND, THIRD].map((one) => lena.post('/mailroom/my-accounts', input(one))),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
  const refused = answers.find(({ status }) => status === 403)!;
  expect(messageOf(refused)).toBe(
    'You can have at most 2 accounts. Delete one first, or ask an administrator.',
  );
  const made = (await lena.get<{ data: OwnAccountDetail[] }>('/mailroom/my-accounts')).body.data;
  const free = [SECOND, THIRD].find((address) => !made.some((one) => one.address === address))!;
  const { folder: _folder, folderMap: _map, ...settings } = input(free);
  const given = await mailroom.admin.post<Single<PersonalAccountDetail>>('/mailroom/personal-accounts', {
    ...settings,
    owner: lena.id,
  });
  expect(given.status).toBe(201);
  expect((await lena.get(`/mailroom/my-accounts/${given.body.data.id}`)).status).toBe(200);
  for (const one of made.filter(({ address }) => address !== LENA))
    expect((await lena.delete(`/mailroom/my-accounts/${one.id}`)).status).toBe(200);
  expect((await lena.delete(`/mailroom/my-accounts/${given.body.data.id}`)).status).toBe(200);
});

test('an account keeps its owner, and nobody takes the address of a colleague: so nobody takes their mail', async () => {
  const { folder: _folder, folderMap: _map, ...settings } = input(LENA);
  const path = `/mailroom/personal-accounts/${account.id}`;
  const taken = await carl.put(path, { ...settings, owner: carl.id });
  expect([taken.status, messageOf(taken)]).toEqual([400, expect.stringContaining('keeps its owner')]);
  expect((await carl.put(path, { ...settings, owner: lena.id })).status).toBe(200);

  const claimed = await omar.post('/mailroom/my-accounts', { ...input(THIRD), address: lena.email });
  expect([claimed.status, messageOf(claimed)]).toEqual([400, expect.stringContaining('another user')]);
});

test('a stored secret goes to the server it was entered for, and tests are not for scanning', async () => {
  const test = (client: AdminClient, body: object) =>
    client.post<Single<ConnectionTestResult>>('/mailroom/my-accounts/connection-tests', body);
  const { certificateAuthority, imap } = input(LENA);
  const { secret: _secret, ...server } = imap!;
  const stored = { account: account.id, certificateAuthority };
  expect((await test(lena, { ...stored, imap: server })).body.data.ok).toBe(true);
  for (const change of [{ host: 'localhost' }, { port: 10143 }, { user: 'other' }]) {
    const elsewhere = await test(lena, { ...stored, imap: { ...server, ...change } });
    expect([elsewhere.status, messageOf(elsewhere)]).toEqual([
      400,
      expect.stringContaining('Enter the password'),
    ]);
  }
  expect((await test(omar, { ...stored, imap: server })).status).toBe(404);
  expect((await test(lena, { personalAccount: account.id, imap: server })).status).toBe(400);
  const moved = await lena.put(
    `/mailroom/my-accounts/${account.id}`,
    input(LENA, { imap: { ...server, port: 10143 } }),
  );
  expect(moved.status).toBe(400);
  const nosy = await mailroom.agent('Nosy', [OWN]);
  const many: number[] = [];
  for (let round = 0; round < 11; round += 1)
    many.push((await test(nosy, { imap: { ...imap!, port: 1 } })).status);
  expect(many).toEqual([...Array<number>(10).fill(200), 429]);
});

test('mail goes into the folder of the account, or of the folder it lay in', async () => {
  const folderOf = async (client: AdminClient, name: string) =>
    (await client.post<Single<{ id: string }>>('/mailroom/folders', { name })).body.data.id;
  const [lists, bills, foreign] = [
    await folderOf(lena, 'Lists'),
    await folderOf(lena, 'Bills'),
    await folderOf(omar, 'Omar'),
  ];
  await mailroom.dovecot.folders(LENA).create('Invoices');
  const path = `/mailroom/my-accounts/${account.id}`;
  const stolen = await lena.put(path, input(LENA, { folder: foreign }));
  expect([stolen.status, messageOf(stolen)]).toEqual([400, 'folder: This folder does not exist any more.']);
  const folders = {
    folders: ['INBOX', 'Invoices'],
    folder: lists,
    folderMap: [{ path: 'Invoices', folder: bills }],
  };
  const { status, body } = await lena.put<Single<OwnAccountDetail>>(path, input(LENA, folders));
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ folder: lists, folderMap: [{ path: 'Invoices', folder: bills }] });
  await fetchNow();
  await mailroom.dovecot
    .folders(LENA)
    .append('Invoices', await buildMail({ from: ANN, to: LENA, subject: 'A bill', text: '1' }));
  await receive({ from: ANN, to: LENA, subject: 'To the list', text: 'Hello' });
  expect((await mailBySubject('A bill', `view=folder&folder=${bills}`)).folder).toBe(bills);
  expect((await mailBySubject('To the list', `view=folder&folder=${lists}`)).folder).toBe(lists);
  expect((await inboxOf(lena)).map(({ subject }) => subject)).toEqual([]);
  // A folder that goes takes nothing with it: the next mail is in the inbox again.
  for (const id of [lists, bills]) expect((await lena.delete(`/mailroom/folders/${id}`)).status).toBe(200);
  expect((await lena.get<Single<OwnAccountDetail>>(path)).body.data).toMatchObject({
    folder: null,
    folderMap: [],
  });
  await receive({ from: ANN, to: LENA, subject: 'Back in the inbox', text: 'Hello' });
  expect((await mailBySubject('Back in the inbox')).folder).toBeNull();
});

test('personal mail is read by its owner, and by who may read all mail; in lists, alone, its source and its files', async () => {
  const attachments = [{ filename: 'file.txt', content: 'Confidential' }];
  await receive({ from: ANN, to: LENA, subject: 'For Lena', text: 'Secret words', attachments });
  const { id } = await mailBySubject('For Lena');
  const everybody = [lena, omar, ida, max, carl, solo];
  const expected = { lena: 200, omar: 404, ida: 200, max: 404, carl: 403, solo: 404 };
  const email = (await lena.get<Single<EmailDetail>>(`/mailroom/emails/${id}`)).body.data;
  const path = `/mailroom/emails/${id}`;
  for (const one of [
    path,
    `${path}/source`,
    `${path}/links`,
    `${path}/filters`,
    `/mailroom/attachments/${email.attachments[0]!.id}`,
  ])
    expect([one, await statuses(one, everybody)]).toEqual([one, expected]);
  for (const client of [omar, ida, max]) {
    expect((await inboxOf(client)).map(({ subject }) => subject)).not.toContain('For Lena');
    for (const view of ['team', 'personal']) {
      const { body } = await client.get(`/mailroom/emails?view=${view}`);
      expect(JSON.stringify(body)).not.toContain('For Lena');
    }
    const told = (await client.get<NotificationPage>('/mailroom/notifications')).body;
    expect(JSON.stringify(told)).not.toContain('For Lena');
    const counted = (await client.get<Single<InboxCounters>>('/mailroom/inbox/counters')).body.data;
    expect(counted.inbox).toBe(0);
  }
  const marked = (client: AdminClient) =>
    client.post<Single<{ changed: number }>>('/mailroom/inbox/marks', { ids: [id], mark: 'important' });
  expect((await marked(omar)).body.data.changed).toBe(0);
  expect((await lena.get<Single<InboxCounters>>('/mailroom/inbox/counters')).body.data.inbox).toBeGreaterThan(
    0,
  );
});

test('a rule that links a personal mail to a record shares nothing; a link by hand does', async () => {
  await receive({ from: ANN, to: LENA, subject: 'About the lamps', text: 'Hello' });
  const { id } = await mailBySubject('About the lamps');
  const panel = async (client: AdminClient, record = ann) =>
    (
      (await client.get<RecordMailPage>(`/mailroom/records/${CONTACT}/${record}/mails`)).body.items ?? []
    ).filter((mail) => mail.subject === 'About the lamps').length;
  const links = await lena.get<Single<readonly RecordLinkSummary[]>>(`/mailroom/emails/${id}/links`);
  expect(links.body.data.map(({ rule }) => rule)).toContain('sender');
  expect([await panel(lena), await panel(omar)]).toEqual([1, 0]);
  expect((await omar.get(`/mailroom/emails/${id}`)).status).toBe(404);

  const link = (record: string) =>
    lena.post(`/mailroom/emails/${id}/links`, { uid: CONTACT, documentId: record });
  expect((await link(ann)).status).toBe(200);
  expect([await panel(lena), await panel(omar)]).toEqual([1, 1]);
  expect(await statuses(`/mailroom/emails/${id}`, [omar, max, solo])).toEqual({
    omar: 200,
    max: 404,
    solo: 404,
  });

  // A right with a condition is asked of the record itself.
  const own = await makeRecord(max, CONTACT, {
    firstName: 'Max',
    lastName: 'Feld',
    email: 'max@contacts.example',
  });
  expect((await link(own)).status).toBe(200);
  expect([await panel(max, own), (await max.get(`/mailroom/emails/${id}`)).status]).toEqual([1, 200]);
});

test('in a case, personal mail is read with the case', async () => {
  const [support] = (
    await mailroom.admin.get<{ data: { id: string; address: string }[] }>('/mailroom/group-accounts')
  ).body.data;
  await mailroom.receive(support!, { from: ANN, subject: 'The case', text: 'Hello' });
  const target = await caseBySubject(mailroom.admin, 'The case');
  await receive({ from: ANN, to: LENA, subject: 'Belongs to it', text: 'Hello' });
  const { id } = await mailBySubject('Belongs to it');
  expect((await omar.get(`/mailroom/emails/${id}`)).status).toBe(404);
  expect((await lena.post(`/mailroom/emails/${id}/move`, { caseId: target.id })).status).toBe(200);
  // Ida may read all mail that belongs to no case; this one does now, and cases are not hers.
  expect(await statuses(`/mailroom/emails/${id}`, [lena, omar, max, ida])).toEqual({
    lena: 200,
    omar: 200,
    max: 200,
    ida: 404,
  });
});

test('who has an account and no other right reads what comes into it', async () => {
  const own = await createOwnAccount(mailroom, solo, SOLO);
  await fetchNow(solo, own.id);
  await mailroom.dovecot.deliver(
    SOLO,
    await buildMail({ from: ANN, to: SOLO, subject: 'Hello Solo', text: 'Hello' }),
  );
  await fetchNow(solo, own.id);
  expect((await inboxOf(solo)).map(({ subject }) => subject)).toEqual(['Hello Solo']);
  expect((await solo.get('/mailroom/emails?view=team')).body).toMatchObject({ items: [] });
});

test('a deactivated user gets no mail; a deleted one leaves no account, secret, filter or folder', async () => {
  const run = () => mailroom.admin.post('/mailroom/jobs/fetch/run');
  const activate = (isActive: boolean) => mailroom.admin.put(`/admin/users/${solo.id}`, { isActive });
  const subjects = () =>
    readRows<{ subject: string }>(mailroom.strapi.database, 'SELECT subject FROM mailroom_emails').then(
      (rows) => rows.map(({ subject }) => subject),
    );
  await activate(false);
  await mailroom.dovecot.deliver(
    SOLO,
    await buildMail({ from: ANN, to: SOLO, subject: 'While away', text: 'Hello' }),
  );
  await run();
  expect(await subjects()).not.toContain('While away');
  await activate(true);
  await run();
  expect(await subjects()).toContain('While away');

  const accounts = async () =>
    (
      await mailroom.admin.get<{ data: PersonalAccountDetail[] }>('/mailroom/personal-accounts')
    ).body.data.map(({ address }) => address);
  await mailroom.admin.post('/mailroom/filters', {
    name: 'Of Solo',
    scope: { kind: 'user', user: solo.id },
    criteria: { from: 'nobody@nowhere.example' },
    actions: [{ kind: 'mark-read' }],
  });
  expect((await solo.post('/mailroom/folders', { name: 'Diary' })).status).toBe(201);
  expect(await accounts()).toContain(SOLO);
  const before = await countRows(mailroom.strapi.database);
  expect((await mailroom.admin.delete(`/admin/users/${solo.id}`)).status).toBe(200);
  const after = await countRows(mailroom.strapi.database);
  expect(await accounts()).not.toContain(SOLO);
  const gone = (table: string) => (before[table] ?? 0) - (after[table] ?? 0);
  expect([gone('mailroom_mailboxes'), gone('mailroom_filters'), gone('mailroom_folders')]).toEqual([1, 1, 1]);
  expect(gone('mailroom_emails')).toBe(0);
  expect(JSON.stringify((await mailroom.admin.get('/mailroom/folders')).body)).not.toContain('Diary');
});
