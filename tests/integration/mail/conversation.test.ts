/** What a reader asks of an open case: pictures of the web by our proxy, bodies when they are wanted, the requester, followers. */
import type {
  EmailDetail,
  EmailView,
  FollowState,
  GroupAccountDetail,
  RecordField,
  RequesterView,
  Single,
  Timeline,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import {
  AGENT_PERMISSIONS,
  caseBySubject,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';
import { allowPictures, startPictureServer, type PictureServer } from '../../support/picture-server';
import { CONTACT, makeRecord, mayRead, recordRule } from '../../support/records';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';

let pictures: PictureServer;
let mailroom: Mailroom;
let admin: AdminClient;
let account: GroupAccountDetail;

beforeAll(async () => {
  pictures = await startPictureServer();
  mailroom = await startMailroom([SUPPORT], allowPictures(pictures));
  admin = mailroom.admin;
  account = await mailroom.account(SUPPORT);
}, 180_000);

afterAll(async () => {
  await mailroom?.stop();
  await pictures?.stop();
});

const mailsOf = async (caseId: string): Promise<readonly EmailView[]> =>
  (await timeline(admin, caseId)).flatMap((entry) => (entry.kind === 'email-received' ? [entry.email] : []));

describe('pictures of the web', () => {
  let email: EmailView;
  const shown = ['/red.png?a=1&b=2', '/inwards', '/page', '/pixel'];
  const ask = (url: string, client = admin) =>
    client.download(`/mailroom/emails/${email.id}/image?url=${encodeURIComponent(url)}`);

  beforeAll(async () => {
    const images = shown.map((path) => `<img src="${pictures.url(path).replaceAll('&', '&amp;')}">`);
    const html = `<p>Look</p>${images.join('')}<img src="http://10.0.0.1/inside.png">`;
    await mailroom.receive(account, { from: CUSTOMER, subject: 'With pictures', text: 'Look', html });
    const { id } = await caseBySubject(admin, 'With pictures');
    email = (await mailsOf(id))[0] as EmailView;
  });

  test('are fetched only when a reader asks, and tell their server nothing of the reader', async () => {
    expect(pictures.asked).toEqual([]);
    const { status, headers, bytes } = await ask(pictures.url('/red.png?a=1&b=2'));
    expect([status, headers.get('content-type'), bytes.subarray(1, 4).toString()]).toEqual([
      200,
      'image/png',
      'PNG',
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toMatch(/^private, max-age=\d+/);
    const [asked] = pictures.asked;
    expect(asked?.path).toBe('/red.png?a=1&b=2');
    for (const header of ['cookie', 'referer', 'authorization', 'x-forwarded-for'])
      expect(asked?.headers).not.toHaveProperty(header);
  });

  test.each([
    ['stands in no mail', '/other.png', 404],
    ['leads to an address that is not allowed', '/inwards', 400],
    ['is no picture', '/page', 400],
    ['nobody can see', '/pixel', 204],
  ])('one that %s is not handed on', async (_, path, expected) => {
    expect((await ask(pictures.url(path))).status).toBe(expected);
  });

  test('one inside our network is not asked for, and the answer says no more than of any dead server', async () => {
    const { status, bytes } = await ask('http://10.0.0.1/inside.png');
    expect(status).toBe(400);
    expect(bytes.toString()).toContain('The server of the picture cannot be reached.');
  });

  test('a sender is remembered for all readers, and forgotten', async () => {
    const read = async () => (await admin.get<Single<EmailDetail>>(`/mailroom/emails/${email.id}`)).body.data;
    expect(email.remoteImages).toBe(false);
    await admin.put(`/mailroom/emails/${email.id}/sender`, { remoteImages: true });
    expect((await read()).remoteImages).toBe(true);
    await admin.put(`/mailroom/emails/${email.id}/sender`, { remoteImages: false });
    expect((await read()).remoteImages).toBe(false);
    const { status } = await admin.put(`/mailroom/emails/${email.id}/sender`, { remoteImages: 'yes' });
    expect(status).toBe(400);
  });
});

test('a stream comes with the bodies of its newest mails, all of them to print it, and one by one', async () => {
  const messageId = '<long@feld.example>';
  await mailroom.receive(account, { from: CUSTOMER, subject: 'Long story', text: 'Part 0', messageId });
  const more = Array.from({ length: 5 }, (_, part) => ({
    from: CUSTOMER,
    subject: 'Re: Long story',
    text: `Part ${part + 1}`,
    inReplyTo: messageId,
  }));
  await mailroom.receive(account, ...more);
  const { id } = await caseBySubject(admin, 'Long story');
  await admin.post(`/mailroom/cases/${id}/read`, {});
  const mails = await mailsOf(id);
  expect(mails.map(({ body }) => body?.text.trim() ?? null)).toEqual([
    null,
    null,
    null,
    'Part 3',
    'Part 4',
    'Part 5',
  ]);
  const first = await admin.get<Single<EmailDetail>>(`/mailroom/emails/${mails[0]?.id}`);
  expect(first.body.data.body.text.trim()).toBe('Part 0');
  const { body } = await admin.get<Single<Timeline>>(`/mailroom/cases/${id}/timeline?bodies=all`);
  const all = body.data.entries.flatMap((entry) =>
    entry.kind === 'email-received' ? [entry.email.body?.text] : [],
  );
  expect(all.map((text) => text?.trim())).toEqual([0, 1, 2, 3, 4, 5].map((part) => `Part ${part}`));
  expect((await admin.get(`/mailroom/cases/${id}/timeline?bodies=some`)).status).toBe(400);
});

test('links that deceive are named with the mail', async () => {
  const html =
    '<a href="https://evil.example/login">https://bank.example</a> <a href="https://shop.example">shop</a>';
  await mailroom.receive(account, { from: CUSTOMER, subject: 'Log in', text: 'Log in', html });
  const [email] = await mailsOf((await caseBySubject(admin, 'Log in')).id);
  expect(email?.body?.links).toEqual([
    {
      href: 'https://evil.example/login',
      host: 'evil.example',
      claimed: 'bank.example',
      dangers: ['other-site'],
    },
  ]);
});

describe('beside the conversation', () => {
  let caseId: string;
  beforeAll(async () => {
    await mailroom.receive(account, { from: `Jonas <${CUSTOMER}>`, subject: 'Beside', text: 'Hello' });
    caseId = (await caseBySubject(admin, 'Beside')).id;
  });

  test('the requester is known, and what is remembered of the address can be changed', async () => {
    const url = `/mailroom/cases/${caseId}/requester`;
    const before = (await admin.get<Single<RequesterView>>(url)).body.data;
    expect(before).toMatchObject({ name: 'Jonas', address: CUSTOMER, blocked: false, remoteImages: false });
    expect(before.cases).toBeGreaterThan(1);
    const { body } = await admin.put<Single<RequesterView>>(url, { blocked: true });
    expect(body.data).toEqual({ ...before, blocked: true });
    expect((await admin.put(url, {})).status).toBe(400);
  });

  test('who works on the case lets others follow it who may read it, and nobody else', async () => {
    const lena = await mailroom.agent('Lena', AGENT_PERMISSIONS);
    const outsider = await mailroom.agent('Otto', []);
    const url = `/mailroom/cases/${caseId}/followers`;
    const followers = async () => {
      const query = `contentType=plugin::mailroom.case&documentId=${caseId}`;
      const { body } = await admin.get<Single<FollowState>>(`/mailroom/follows?${query}`);
      return body.data.followers.map(({ id }) => id);
    };
    expect((await admin.post(url, { user: outsider.id })).status).toBe(400);
    await admin.post('/mailroom/teams', { name: 'All', members: [lena.id] });
    const added = await admin.post(url, { user: admin.id });
    expect(added.status).toBeLessThan(300);
    expect(await followers()).toContain(admin.id);
    await admin.delete(`${url}/${admin.id}`);
    expect(await followers()).not.toContain(admin.id);
    expect((await admin.delete(`${url}/nobody`)).status).toBe(400);
  });

  test('of a linked record those fields are shown that the role may read', async () => {
    await admin.post('/mailroom/record-rules', recordRule(CONTACT, { addressFields: ['email'] }));
    const contact = await makeRecord(admin, CONTACT, {
      firstName: 'Jonas',
      lastName: 'Feld',
      email: CUSTOMER,
    });
    const reader = await mailroom.agent('Rita', [...AGENT_PERMISSIONS, ...mayRead(CONTACT)]);
    const url = `/mailroom/records/${CONTACT}/${contact}/fields`;
    const fieldsFor = async (client: AdminClient) => {
      const { body } = await client.get<Single<readonly RecordField[]>>(url);
      return Object.fromEntries(body.data.map(({ name, value }) => [name, value]));
    };
    expect(await fieldsFor(admin)).toMatchObject({ firstName: 'Jonas', lastName: 'Feld', email: CUSTOMER });
    expect(Object.keys(await fieldsFor(reader)).sort()).toEqual(['email', 'firstName']);
    expect((await (await mailroom.agent('Nora', AGENT_PERMISSIONS)).get(url)).status).toBe(404);
  });
});
