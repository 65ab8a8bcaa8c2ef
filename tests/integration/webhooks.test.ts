/** Apps are told of what happens: in payloads without content, signed, once for each thing, and through every trouble of theirs. */
import type {
  AuditEntryView,
  GroupAccountDetail,
  Page,
  Single,
  WebhookDeliveryView,
  WebhookDetail,
  WebhookInput,
  WebhookWithSecret,
} from '../../server/src/api/contracts';
import { DOMAIN_EVENTS } from '../../server/src/domain/domain-event';
import type { AdminClient } from '../support/admin-client';
import { answering, CUSTOMER, type Answering } from '../support/answering';
import { casesOf, distributing, startMailroom, type Mailroom } from '../support/mailroom';
import { waitUntil } from '../support/wait-until';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';

let mailroom: Mailroom;
let lena: AdminClient;
let account: GroupAccountDetail;
let quiet: GroupAccountDetail;
let answers: Answering;
const receivers: WebhookReceiver[] = [];

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES]);
  lena = await mailroom.agent('Lena');
  const team = await mailroom.team('Support', [lena]);
  account = await mailroom.account(SUPPORT, distributing('round-robin', team));
  quiet = await mailroom.account(SALES, { teams: [team.id] });
  answers = answering(mailroom, lena);
}, 180_000);

afterAll(async () => {
  await mailroom?.stop();
  for (const receiver of receivers) await receiver.stop();
});

/** A receiver with a webhook that leads to it. */
async function listening(input: Partial<WebhookInput> = {}, port?: number) {
  const receiver = await startWebhookReceiver(port);
  receivers.push(receiver);
  const { status, body } = await mailroom.admin.post<Single<WebhookWithSecret>>('/mailroom/webhooks', {
    name: 'An app',
    url: receiver.url,
    events: DOMAIN_EVENTS,
    active: true,
    ...input,
  });
  expect(status).toBe(201);
  receiver.secret = body.data.secret;
  return { receiver, webhook: body.data };
}

const remove = async ({ id }: WebhookDetail): Promise<void> => {
  expect((await mailroom.admin.delete(`/mailroom/webhooks/${id}`)).status).toBe(200);
};
const detailOf = async ({ id }: WebhookDetail) =>
  (await mailroom.admin.get<Single<WebhookDetail>>(`/mailroom/webhooks/${id}`)).body.data;
const logOf = async ({ id }: WebhookDetail, query = '') =>
  (await mailroom.admin.get<Page<WebhookDeliveryView>>(`/mailroom/webhooks/${id}/deliveries?${query}`)).body;
const runJob = () => mailroom.admin.post('/mailroom/jobs/webhooks/run');
const tryAgain = (webhook: WebhookDetail, { id }: WebhookDeliveryView) =>
  mailroom.admin.post<Single<WebhookDeliveryView>>(`/mailroom/webhooks/${webhook.id}/deliveries/${id}/retry`);
const receive = (subject: string) => mailroom.receive(quiet, { from: CUSTOMER, subject, text: 'A question' });

const bounceOf = (messageId: string): Buffer =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mx.shop.example',
      `To: ${SUPPORT}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <bounce@mx.shop.example>',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'It could not be delivered.',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.shop.example',
      '',
      `Final-Recipient: rfc822; ${CUSTOMER}`,
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
  );

test('from a mail to the end of its case, an app hears of each step once and of nothing that was written', async () => {
  const { receiver, webhook } = await listening();
  const row = await answers.openCase('Printer on fire', account);
  await answers.answer(row);
  const [sent] = await receiver.waitFor('mailroom.email.sent');
  const { raw } = await mailroom.smtp.waitForMessage((mail) =>
    mail.raw.includes('The answer to Printer on fire'),
  );
  const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw.toString())?.[1] ?? '';
  await mailroom.dovecot.deliver(SUPPORT, bounceOf(messageId));
  await mailroom.fetch(account);
  await receiver.waitFor('mailroom.email.bounced');
  await lena.put(`/mailroom/cases/${row.id}`, { status: 'closed' });
  await receiver.waitFor('mailroom.case.closed');

  const oldestFirst = [...(await logOf(webhook)).items].reverse();
  expect(oldestFirst.map(({ event }) => event)).toEqual([
    'mailroom.email.received',
    'mailroom.case.created',
    'mailroom.case.assigned',
    'mailroom.email.sent',
    'mailroom.email.received',
    'mailroom.email.bounced',
    'mailroom.case.closed',
  ]);
  expect(oldestFirst.every(({ state, attempts }) => state === 'delivered' && attempts === 1)).toBe(true);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(7);
  expect(receiver.refused).toEqual([]);

  const dataOf = (event: string) => receiver.received.find((one) => one.event === event)?.data;
  const facts = { case: row.id, number: row.number, groupAccount: account.id };
  expect(dataOf('mailroom.case.created')).toEqual({ ...facts, status: 'assigned', assignee: lena.id });
  expect(dataOf('mailroom.case.assigned')).toEqual({
    ...facts,
    status: 'assigned',
    assignee: lena.id,
    from: null,
  });
  expect(dataOf('mailroom.case.closed')).toEqual({ ...facts, status: 'closed', assignee: lena.id });
  expect(sent?.data).toEqual({ ...facts, email: expect.any(String) });
  expect(dataOf('mailroom.email.bounced')).toEqual({ ...sent?.data, recipients: 1 });
  expect(dataOf('mailroom.email.received')).toEqual({
    ...facts,
    email: expect.any(String),
    classification: 'human',
  });
  const everything = JSON.stringify(receiver.received);
  for (const content of ['Printer', 'question', CUSTOMER, SUPPORT]) expect(everything).not.toContain(content);
  expect(sent?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': sent?.id,
    'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
    'webhook-signature': expect.stringMatching(/^v1,[\w+/]+=*$/),
  });
  await remove(webhook);
});

test('what colleagues do to cases is told, by hand and for many at once, and history is not', async () => {
  await mailroom.receive(quiet, { from: CUSTOMER, subject: 'One' }, { from: CUSTOMER, subject: 'Two' });
  const rows = (await casesOf(lena)).filter(({ subject }) => subject === 'One' || subject === 'Two');
  const { receiver, webhook } = await listening({
    events: ['mailroom.case.assigned', 'mailroom.case.created', 'mailroom.case.closed'],
  });
  const cases = rows.map(({ id }) => id);
  await lena.post('/mailroom/assignments', { cases, to: { kind: 'agent', id: lena.id } });
  const given = await receiver.waitFor('mailroom.case.assigned', 2);
  expect(given.map(({ data }) => [data.case, data.from, data.assignee])).toEqual(
    expect.arrayContaining(rows.map(({ id }) => [id, null, lena.id])),
  );
  await lena.put(`/mailroom/cases/${rows[0]!.id}`, { assignee: null });
  const [, , taken] = await receiver.waitFor('mailroom.case.assigned', 3);
  expect(taken?.data).toMatchObject({ case: rows[0]!.id, from: lena.id, assignee: null, status: 'new' });
  await lena.post(`/mailroom/cases/${rows[0]!.id}/merge`, { into: rows[1]!.id });
  const [merged] = await receiver.waitFor('mailroom.case.closed');
  expect(merged?.data).toMatchObject({ case: rows[0]!.id, status: 'duplicate' });

  // Two opened before it was there, given; one taken away; one merged.
  const before = 4;
  expect((await logOf(webhook)).items).toHaveLength(before);
  const form = new FormData();
  form.append('files', new Blob(['From: old@feld.example\nSubject: Long ago\n\nHello']), 'old.eml');
  form.append('data', JSON.stringify({ opensCases: true }));
  await mailroom.admin.upload(`/mailroom/group-accounts/${quiet.id}/imports`, form);
  await waitUntil('the import', async () =>
    (await casesOf(mailroom.admin)).some(({ subject }) => subject === 'Long ago'),
  );
  expect((await logOf(webhook)).items).toHaveLength(before);
  await remove(webhook);
});

test('what fails is kept with its reason, tried again under the same id, and can be tried again by hand', async () => {
  const { receiver, webhook } = await listening({ events: ['mailroom.case.created'] });
  receiver.answer = { status: 500, body: 'secret words of the receiver' };
  await receive('Fails first');
  await receiver.waitFor('mailroom.case.created');
  const [failing] = await waitUntil('the failure to be noted', async () => {
    const { items } = await logOf(webhook);
    return items[0]?.attempts === 1 && items;
  });
  expect(failing).toMatchObject({ state: 'pending', responseStatus: 500, event: 'mailroom.case.created' });
  expect(failing!.problem).toBe('The receiver answered 500; only 200 to 299 count as received.');
  const pause = Date.parse(failing!.nextAttemptAt!) - Date.parse(failing!.lastAttemptAt!);
  expect(pause).toBeGreaterThan(7_500);
  expect(pause).toBeLessThan(20_000);
  expect(await detailOf(webhook)).toMatchObject({ pending: 1, lastState: 'pending' });

  receiver.answer = { status: 302, headers: { location: `${receiver.url}/elsewhere` } };
  expect((await tryAgain(webhook, failing!)).status).toBe(200);
  await receiver.waitFor('mailroom.case.created', 2);
  const redirected = await waitUntil('the redirect to be noted', async () =>
    (await logOf(webhook)).items.find(({ responseStatus }) => responseStatus === 302),
  );
  expect(redirected.problem).toContain('redirects are not followed');

  receiver.answer = { status: 204 };
  // Without anybody's click, when its pause is over.
  const tries = await waitUntil(
    'the clock to try again',
    async () => {
      await runJob();
      return receiver.received.length >= 3 && receiver.received;
    },
    { timeout: 30_000, interval: 1_000 },
  );
  expect(new Set(tries.map(({ id }) => id))).toEqual(new Set([failing!.eventId]));
  expect(tries.every(({ path }) => path === '/mailroom')).toBe(true);
  await waitUntil(
    'the delivery to be noted',
    async () => (await detailOf(webhook)).lastState === 'delivered',
  );
  await remove(webhook);
});

test('a receiver that is dead or slow holds up nobody else, and 410 ends it', async () => {
  const dead = await listening({ events: ['mailroom.case.created'] });
  await dead.receiver.stop();
  const slow = await listening({ events: ['mailroom.case.created'] });
  slow.receiver.answer = 'hang';
  const gone = await listening({ events: ['mailroom.case.created'] });
  gone.receiver.answer = { status: 410 };
  const well = await listening({ events: ['mailroom.case.created'] });
  const startedAt = Date.now();
  await receive('Held up?');
  await well.receiver.waitFor('mailroom.case.created');
  expect(Date.now() - startedAt).toBeLessThan(8_000);
  await waitUntil('the webhook to be off', async () => !(await detailOf(gone.webhook)).active);
  expect((await logOf(gone.webhook)).items[0]).toMatchObject({ state: 'failed', responseStatus: 410 });
  const refused = await waitUntil('the dead one to be noted', async () =>
    (await logOf(dead.webhook)).items.find(({ attempts }) => attempts > 0),
  );
  expect(refused).toMatchObject({ state: 'pending', problem: 'The host refused the connection.' });
  const timedOut = await waitUntil(
    'the slow one to be noted',
    async () => (await logOf(slow.webhook)).items.find(({ attempts }) => attempts > 0),
    { timeout: 20_000 },
  );
  expect(timedOut).toMatchObject({ state: 'pending', problem: 'No answer came within 10 seconds.' });

  // Nothing is written for a webhook that is off, and nothing of it can be tried again.
  await receive('Off');
  await well.receiver.waitFor('mailroom.case.created', 2);
  const [kept, ...others] = (await logOf(gone.webhook)).items;
  expect(others).toEqual([]);
  expect((await tryAgain(gone.webhook, kept!)).status).toBe(409);
  for (const { webhook } of [dead, slow, gone, well]) await remove(webhook);
});

test('a power cut while a receiver is told loses nothing and changes no id', async () => {
  const { receiver, webhook } = await listening();
  receiver.answer = 'hang';
  await receive('Cut off');
  const [first] = await receiver.waitFor('mailroom.case.created');
  await mailroom.restart({ kill: true });
  receiver.answer = { status: 200 };
  const repeated = await receiver.waitFor('mailroom.case.created', 2, 60_000);
  expect(repeated.map(({ id }) => id)).toEqual([first!.id, first!.id]);
  await waitUntil('all to be delivered', async () =>
    (await logOf(webhook)).items.every(({ state }) => state === 'delivered'),
  );
  expect((await logOf(webhook)).items.map(({ event }) => event).sort()).toEqual([
    'mailroom.case.created',
    'mailroom.email.received',
  ]);
  await remove(webhook);
});

test('a batch that a power cut undoes raises its events once, when it is filed', async () => {
  const { receiver, webhook } = await listening({ events: ['mailroom.email.received'] });
  const subjects = Array.from({ length: 40 }, (_, position) => `Batch ${position}`);
  const fetching = mailroom
    .receive(quiet, ...subjects.map((subject) => ({ from: CUSTOMER, subject, text: 'A question' })))
    .catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await mailroom.restart({ kill: true });
  await fetching;
  await mailroom.fetch(quiet);
  await receiver.waitFor('mailroom.email.received', 40, 60_000);
  const { items } = await logOf(webhook, 'limit=100');
  expect(items).toHaveLength(40);
  expect(new Set(items.map(({ payload }) => payload.email)).size).toBe(40);
  await remove(webhook);
});

describe('setting webhooks up', () => {
  const create = (input: object) =>
    mailroom.admin.post('/mailroom/webhooks', {
      name: 'An app',
      url: 'https://app.example/hook',
      events: ['mailroom.case.created'],
      active: true,
      ...input,
    });

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['no events', { events: [] }, 'events'],
    ['an unknown event', { events: ['mailroom.case.eaten'] }, 'events'],
    ['a relative address', { url: '/hook' }, 'url'],
    ['another scheme', { url: 'ftp://app.example/' }, 'url'],
    ['a password in the address', { url: 'https://user:pass@app.example/' }, 'url'],
    ['the metadata of a cloud', { url: 'http://169.254.169.254/latest/meta-data' }, 'url'],
    ['a field of nobody', { sealedSecret: 'x' }, ''],
  ])('%s is refused with words', async (_, input, field) => {
    const { status, body } = await create(input);
    expect(status).toBe(400);
    expect((body as { error: { message: string } }).error.message).toContain(field);
  });

  test('the secret is shown once; a new one takes its place at once', async () => {
    const { receiver, webhook } = await listening({ events: ['mailroom.case.created'], active: false });
    const { secret, ...shown } = webhook;
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(await detailOf(webhook)).toEqual(shown);
    const list = await mailroom.admin.get('/mailroom/webhooks');
    expect(JSON.stringify(list.body)).not.toContain(secret);
    const renewed = await mailroom.admin.post<Single<WebhookWithSecret>>(
      `/mailroom/webhooks/${webhook.id}/secret`,
    );
    expect(renewed.body.data.secret).not.toBe(secret);
    const ping = () =>
      mailroom.admin.post<Single<WebhookDeliveryView>>(`/mailroom/webhooks/${webhook.id}/test`);
    expect((await ping()).body.data).toMatchObject({ state: 'delivered', event: 'mailroom.ping' });
    expect(receiver.refused).toEqual(['No matching signature found']);
    receiver.secret = renewed.body.data.secret;
    receiver.answer = { status: 503 };
    expect((await ping()).body.data).toMatchObject({ state: 'failed', responseStatus: 503, attempts: 1 });
    expect(receiver.received[0]).toMatchObject({ event: 'mailroom.ping', data: { webhook: webhook.id } });
    await remove(webhook);
    expect((await mailroom.admin.get(`/mailroom/webhooks/${webhook.id}`)).status).toBe(404);
    const trail = await mailroom.admin.get<Page<AuditEntryView>>('/mailroom/audit?subject=webhook');
    const told = trail.body.items.filter(({ subjectId }) => subjectId === webhook.id);
    expect(told.map(({ change }) => change)).toEqual(['deleted', 'updated', 'created']);
    expect(told[1]?.fields).toEqual({ secret: { secret: true } });
  });

  test('with another encryption key nothing is sent unsigned, and a new secret heals it', async () => {
    const { receiver, webhook } = await listening({ events: ['mailroom.case.created'] });
    await mailroom.restart({ env: { ENCRYPTION_KEY: 'another-encryption-key-32-bytes!' } });
    expect((await detailOf(webhook)).secretSet).toBe(false);
    const { body } = await mailroom.admin.post<Single<WebhookDeliveryView>>(
      `/mailroom/webhooks/${webhook.id}/test`,
    );
    expect(body.data).toMatchObject({ state: 'failed', responseStatus: null });
    expect(body.data.problem).toContain('Renew the secret');
    expect([...receiver.received, ...receiver.refused]).toEqual([]);
    const renewed = await mailroom.admin.post<Single<WebhookWithSecret>>(
      `/mailroom/webhooks/${webhook.id}/secret`,
    );
    receiver.secret = renewed.body.data.secret;
    await mailroom.admin.post(`/mailroom/webhooks/${webhook.id}/test`);
    expect(receiver.received).toHaveLength(1);
    expect((await detailOf(webhook)).secretSet).toBe(true);
  });
});
