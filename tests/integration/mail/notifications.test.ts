/** Who is told what, where, and that a mail about news never breeds news. */
import type {
  FollowState,
  Me,
  NotificationPage,
  NotificationView,
  PreferencesInput,
  PreferencesView,
  Single,
  TimelineEntry,
} from '../../../server/src/api/contracts';
import { USUAL_PANEL, USUAL_PREFERENCES } from '../../../server/src/domain/preferences';
import type { AdminClient } from '../../support/admin-client';
import { letTimePassForNews } from '../../support/database';
import { caseBySubject, casesOf, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
/** Lena, Omar and Nia are of the team, Ida is of none. */
let lena: AdminClient;
let omar: AdminClient;
let nia: AdminClient;
let ida: AdminClient;
let team: Awaited<ReturnType<Mailroom['team']>>;
let account: Awaited<ReturnType<Mailroom['account']>>;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  omar = await mailroom.agent('Omar');
  nia = await mailroom.agent('Nia');
  ida = await mailroom.agent('Ida');
  team = await mailroom.team('Support', [lena, omar, nia]);
  account = await mailroom.account(SUPPORT, { teams: [team.id], sendsNotifications: true });
}, 180_000);

afterAll(() => mailroom?.stop());

const PATH = '/mailroom/preferences';
const prefer = async (client: AdminClient, input: PreferencesInput): Promise<PreferencesView> => {
  const { status, body } = await client.put<Single<PreferencesView>>(PATH, input);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
};
const preferencesOf = async (client: AdminClient) =>
  (await client.get<Single<PreferencesView>>(PATH)).body.data;
const told = async (client: AdminClient): Promise<readonly NotificationView[]> =>
  (await client.get<NotificationPage>('/mailroom/notifications?limit=100')).body.items;
const toldOf = async (client: AdminClient, subject: string) =>
  (await told(client)).filter((notice) => 'subject' in notice && notice.subject === subject);
const kindsOf = async (client: AdminClient, subject: string) =>
  (await toldOf(client, subject)).map(({ kind }) => kind);
const note = (client: AdminClient, id: string, input: object) =>
  client.post<Single<TimelineEntry>>(`/mailroom/cases/${id}/notes`, input);
const follows = (id: string) => ({ contentType: 'plugin::mailroom.case', documentId: id });
const followersOf = async (client: AdminClient, id: string) =>
  (
    await client.get<Single<FollowState>>(
      `/mailroom/follows?contentType=plugin::mailroom.case&documentId=${id}`,
    )
  ).body.data;
const open = async (subject: string): Promise<string> => {
  await mailroom.receive(account, { from: CUSTOMER, subject, text: 'Hello' });
  return (await caseBySubject(lena, subject)).id;
};
const mailsTo = ({ email }: AdminClient) =>
  mailroom.smtp.messages.filter(({ envelope }) => envelope.to.includes(email));
const runSend = () => mailroom.admin.post('/mailroom/jobs/send/run');
/** Half a minute after the last of it, and not before, the clock sends the burst. */
async function mailTo(client: AdminClient, count: number): Promise<void> {
  await runSend();
  expect(mailsTo(client).length).toBeLessThan(count);
  await letTimePassForNews(mailroom.strapi.database);
  await waitUntil('the burst to be mailed', async () => {
    await runSend();
    return mailsTo(client).length >= count;
  });
}

test('mentions tell once, need access, and make followers', async () => {
  const id = await open('Mentioned');
  const refused = await note(lena, id, { text: 'For @Ida Agent', mentions: [ida.id] });
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain('Ida Agent');
  expect((await timeline(lena, id)).filter(({ kind }) => kind === 'note')).toEqual([]);

  await omar.post('/mailroom/follows', follows(id));
  const { status, body } = await note(lena, id, { text: 'For @Omar Agent', mentions: [omar.id] });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ kind: 'note', mentions: [{ id: omar.id }], files: [] });
  expect(await kindsOf(omar, 'Mentioned')).toEqual(['mentioned']);
  expect(await kindsOf(lena, 'Mentioned')).toEqual([]);
  expect((await followersOf(lena, id)).followers.map((agent) => agent.id).sort()).toEqual(
    [lena.id, omar.id].sort(),
  );
  const { body: readers } = await lena.get<Single<readonly { id: number }[]>>(
    `/mailroom/cases/${id}/readers`,
  );
  const ids = readers.data.map((agent) => agent.id);
  expect(ids).toContain(omar.id);
  expect(ids).not.toContain(ida.id);
});

test('a post carries its file, which only readers of the case get', async () => {
  const id = await open('With a file');
  const form = new FormData();
  form.append('data', JSON.stringify({ text: 'See https://feld.example', post: true }));
  form.append('files', new Blob(['What it says']), 'plan.txt');
  const { body } = await lena.upload<Single<TimelineEntry>>(`/mailroom/cases/${id}/notes`, form);
  if (body.data.kind !== 'post') throw new Error(JSON.stringify(body));
  expect(body.data.files).toMatchObject([{ name: 'plan.txt', size: 12 }]);
  const path = `/mailroom/attachments/${body.data.files[0]?.id}`;
  expect((await omar.get(path)).status).toBe(200);
  expect((await ida.get(path)).status).toBe(404);
});

test('who has stopped following stays out until they ask again, whatever mentions them', async () => {
  const id = await open('Left alone');
  await note(omar, id, { text: 'One' });
  expect((await followersOf(omar, id)).following).toBe(true);
  const query = `contentType=plugin::mailroom.case&documentId=${id}`;
  await omar.delete(`/mailroom/follows?${query}`);
  await note(omar, id, { text: 'Two' });
  await note(lena, id, { text: '@Omar Agent', mentions: [omar.id] });
  expect((await followersOf(omar, id)).following).toBe(false);
  await omar.post('/mailroom/follows', follows(id));
  expect((await followersOf(omar, id)).following).toBe(true);
});

test('nobody follows by themselves who does not want to; members of a team follow what is opened for it', async () => {
  await prefer(nia, { autoFollow: { authored: false, assigned: true, mentioned: false } });
  const id = await open('By choice');
  await note(nia, id, { text: 'Just saying' });
  expect((await followersOf(nia, id)).following).toBe(false);

  const { admin } = mailroom;
  const input = { name: team.name, color: team.color, members: team.members.map((one) => one.id) };
  await admin.put(`/mailroom/teams/${team.id}`, { ...input, autoFollow: true });
  const followed = await open('For the team');
  await admin.put(`/mailroom/teams/${team.id}`, { ...input, autoFollow: false });
  expect((await followersOf(nia, followed)).followers).toHaveLength(3);
});

test('a case that finds nobody is told to its team', async () => {
  const { admin } = mailroom;
  const empty = await mailroom.team('Empty', []);
  const input = mailroom.accountInput(SUPPORT, {
    teams: [team.id],
    distribution: 'round-robin',
    targetTeam: empty.id,
  });
  expect((await admin.put(`/mailroom/group-accounts/${account.id}`, input)).status).toBe(200);
  await open('Found nobody');
  expect(await kindsOf(omar, 'Found nobody')).toContain('case-unassigned');
  expect(await kindsOf(ida, 'Found nobody')).toEqual([]);
  await admin.put(
    `/mailroom/group-accounts/${account.id}`,
    mailroom.accountInput(SUPPORT, { teams: [team.id] }),
  );
});

test('a burst is one mail, from the account that notifies; what was read meanwhile is not mailed', async () => {
  expect(await preferencesOf(omar)).toMatchObject({ mailAvailable: true, mailSuspendedReason: null });
  const mailed = { panel: false, mail: true };
  await prefer(omar, { notify: { ...USUAL_PREFERENCES.notify, 'note-added': mailed, mentioned: mailed } });
  const [one, two, third] = [await open('Burst one'), await open('Burst two'), await open('Read already')];
  for (const id of [one, two, third]) await omar.post('/mailroom/follows', follows(id));
  const before = mailsTo(omar).length;
  await note(lena, one, { text: 'First' });
  await note(lena, one, { text: '@Omar Agent second', mentions: [omar.id] });
  await note(lena, two, { text: 'Third' });
  await note(lena, third, { text: 'Fourth' });
  await omar.post(`/mailroom/cases/${third}/read`);
  expect(await kindsOf(omar, 'Burst one')).toEqual([]);
  await mailTo(omar, before + 1);
  const [mail, ...others] = mailsTo(omar).slice(before);
  expect(others).toEqual([]);
  const raw = mail?.raw.toString() ?? '';
  expect(mail?.envelope).toEqual({ from: SUPPORT, to: [omar.email] });
  expect(raw).toMatch(/^Subject: 3 news in Mailroom$/m);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(raw).toMatch(/^Precedence: bulk$/m);
  expect(raw).toContain('Burst two');
  expect(raw).not.toContain('Read already');
  // Not even who reads the account's other mail sees what was written to somebody else.
  const { body } = await lena.get<{ items: readonly { subject: string }[] }>('/mailroom/emails?view=team');
  expect(body.items.filter(({ subject }) => subject.includes('news in Mailroom'))).toEqual([]);
});

test('an answer to a notification stays internal; its bounce ends mail to the user and is news in the panel alone', async () => {
  const mailed = { panel: true, mail: true };
  await prefer(nia, { notify: { ...USUAL_PREFERENCES.notify, mentioned: mailed } });
  const id = await open('Answered inside');
  await note(lena, id, { text: '@Nia Agent', mentions: [nia.id] });
  await mailTo(nia, 1);
  const raw = mailsTo(nia)[0]?.raw.toString() ?? '';
  const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
  expect(raw).toMatch(/^Subject: #\d+ Answered inside$/m);
  const cases = (await casesOf(lena)).length;

  await mailroom.receive(account, {
    from: nia.email,
    subject: 'Re: Answered inside',
    inReplyTo: messageId,
    text: 'Among us',
  });
  const answer = (await timeline(lena, id)).at(-1);
  expect(answer).toMatchObject({ kind: 'email-received', email: { internal: true } });

  const sent = mailroom.smtp.messages.length;
  await mailroom.dovecot.deliver(SUPPORT, bounceOf(messageId, nia.email));
  await mailroom.fetch(account);
  await runSend();
  expect((await preferencesOf(nia)).mailSuspendedReason).toContain('User unknown');
  expect(await told(nia)).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'mail-suspended', read: false })]),
  );
  expect((await told(lena)).filter(({ kind }) => kind === 'delivery-failed')).toEqual([]);
  expect((await casesOf(lena)).length).toBe(cases);
  expect((await timeline(lena, id)).filter(({ kind }) => kind === 'bounce')).toEqual([]);
  await note(lena, id, { text: '@Nia Agent again', mentions: [nia.id] });
  await runSend();
  expect(mailroom.smtp.messages.length).toBe(sent);
  expect(await kindsOf(nia, 'Answered inside')).toContain('mentioned');
  expect(await prefer(nia, { resumeMail: true })).toMatchObject({ mailSuspendedReason: null });
});

test('preferences are checked, and kept', async () => {
  const wrong = await lena.put(PATH, { notify: { mentioned: { panel: true, mail: true } } });
  expect(wrong.status).toBe(400);
  const changed = await prefer(lena, { undoSeconds: 20 });
  expect(changed).toMatchObject({ undoSeconds: 20, notify: USUAL_PREFERENCES.notify });
});

test('how the panel looks and works is one’s own, wherever one signs in', async () => {
  const panelOf = async (client: AdminClient) =>
    (await client.get<Single<Me>>('/mailroom/me')).body.data.panel;
  expect((await lena.put(PATH, { density: 'huge' })).status).toBe(400);
  await prefer(lena, { shortcuts: false });
  await prefer(lena, { density: 'compact', guideDismissed: true });
  expect(await panelOf(lena)).toEqual({ density: 'compact', shortcuts: false, guideDismissed: true });
  expect(await panelOf(ida)).toEqual(USUAL_PANEL);
});

const bounceOf = (messageId: string, address: string): Buffer =>
  Buffer.from(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)',
      `To: ${SUPPORT}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <bounced-notification@mx.shop.example>',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'It did not arrive.',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.shop.example',
      '',
      `Final-Recipient: rfc822; ${address}`,
      'Action: failed',
      'Status: 5.1.1',
      `Diagnostic-Code: smtp; 550 5.1.1 <${address}>: User unknown`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      `To: ${address}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
    'latin1',
  );
