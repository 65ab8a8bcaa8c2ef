/** A mail comes in, becomes somebody's case, is answered, and the customer's answer joins it. */
import { randomBytes } from 'node:crypto';
import { simpleParser } from 'mailparser';
import type { AdminClient } from '../../support/admin-client';
import { buildMail } from '../../support/mail-builder';
import {
  answerInState,
  caseBySubject,
  caseDetail,
  casesOf,
  distributing,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
let lena: AdminClient;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, 'sales@shop.example']);
  lena = await mailroom.agent('Lena');
}, 180_000);

afterAll(() => mailroom?.stop());

const mailFrom = (from: string, subject: string, more: object = {}) =>
  buildMail({ from, to: SUPPORT, subject, text: `About ${subject}`, ...more });

test('from the customer to the agent, back to the customer, and back again', async () => {
  const { admin, dovecot, smtp } = mailroom;
  const team = await mailroom.team('Support', [lena]);
  const account = await mailroom.account(SUPPORT, {
    ...distributing('round-robin', team),
    signature: 'Your support team',
  });
  const file = randomBytes(20_000);

  await dovecot.deliver(
    SUPPORT,
    await mailFrom(`"Jonas Feld" <${CUSTOMER}>`, 'Invoice 2026-0077', {
      messageId: '<first@feld.example>',
      html: '<p>Hello <b>you</b></p><script>alert(1)</script><img src="https://tracker.example/x.png">',
      attachments: [{ filename: 'Rechnung März.pdf', content: file, contentType: 'application/pdf' }],
    }),
  );
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });

  const row = await caseBySubject(lena, 'Invoice 2026-0077', 'view=mine');
  expect(row).toMatchObject({
    status: 'assigned',
    requester: { name: 'Jonas Feld', address: CUSTOMER },
    unread: true,
    hasAttachments: true,
    emailCount: 1,
  });
  expect(row.assignee?.id).toBe(lena.id);
  const { createdAt } = await caseDetail(lena, row.id);
  expect(Date.now() - Date.parse(createdAt)).toBeLessThan(60_000);

  const [opened, assigned, received] = await timeline(lena, row.id);
  expect(opened).toMatchObject({ kind: 'case-opened', reason: { code: 'case.first-of-thread' } });
  expect(assigned).toMatchObject({
    kind: 'assigned',
    to: { id: lena.id },
    reason: { code: 'assign.round-robin', params: { team: 'Support' } },
  });
  if (received?.kind !== 'email-received') throw new Error('no mail in the stream');
  expect(received.email.body?.html).toContain('<b>you</b>');
  expect(received.email.body?.html).not.toContain('script');
  const [attachment] = received.email.attachments;
  expect(attachment).toMatchObject({ name: 'Rechnung März.pdf', type: 'application/pdf', size: file.length });
  const download = await lena.download(`/mailroom/attachments/${attachment!.id}`);
  expect(download.bytes.equals(file)).toBe(true);
  expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(download.headers.get('x-content-type-options')).toBe('nosniff');

  await lena.post(`/mailroom/cases/${row.id}/read`);
  expect((await caseBySubject(lena, 'Invoice 2026-0077')).unread).toBe(false);

  const answer = {
    text: 'Of course.\nIs it Hafenstraße 4?',
    idempotencyKey: 'answer-number-one',
    status: 'pending',
  };
  const files = [{ name: 'neue Anschrift.txt', type: 'text/plain', content: Buffer.from('Hafenstraße 4') }];
  const sent = await lena.upload(`/mailroom/cases/${row.id}/replies`, replyForm(answer, files));
  expect(sent.status).toBe(200);
  const repeated = await lena.upload(`/mailroom/cases/${row.id}/replies`, replyForm(answer, files));
  expect(repeated.body).toMatchObject({ data: { id: (sent.body as { data: { id: string } }).data.id } });

  const got = await smtp.waitForMessage(({ raw }) => raw.includes('Invoice 2026-0077'));
  const parsed = await simpleParser(got.raw);
  expect(got.envelope).toMatchObject({ from: SUPPORT, to: [CUSTOMER] });
  expect(parsed.from?.value).toEqual([{ name: 'Our Support', address: SUPPORT }]);
  expect(parsed.replyTo?.value[0]?.address).toBe(SUPPORT);
  expect(parsed.subject).toBe('Re: Invoice 2026-0077');
  expect(parsed.inReplyTo).toBe('<first@feld.example>');
  expect(parsed.references).toBe('<first@feld.example>');
  expect(parsed.messageId).toMatch(/^<[0-9a-f]{40}\.c\.\d+\.[0-9a-f]{24}@shop\.example>$/);
  expect(parsed.text).toContain('Is it Hafenstraße 4?\n\n-- \nYour support team');
  expect(parsed.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['neue Anschrift.txt', 'Hafenstraße 4'],
  ]);
  await answerInState(lena, row.id, 'sent');
  expect(smtp.messages.filter(({ raw }) => raw.includes('Invoice 2026-0077'))).toHaveLength(1);
  expect(await caseDetail(lena, row.id)).toMatchObject({
    status: 'pending',
    emailCount: 2,
    firstResponseAt: expect.any(String),
  });

  await dovecot.deliver(
    SUPPORT,
    await mailFrom(CUSTOMER, 'Re: Invoice 2026-0077', {
      inReplyTo: parsed.messageId,
      references: ['<first@feld.example>', parsed.messageId],
      text: 'Yes, please.',
    }),
  );
  await mailroom.fetch(account);
  expect(await caseDetail(lena, row.id)).toMatchObject({
    number: row.number,
    status: 'assigned',
    emailCount: 3,
    unread: true,
  });
  const entries = await timeline(lena, row.id);
  expect(entries.map(({ kind }) => kind)).toEqual([
    'case-opened',
    'assigned',
    'email-received',
    'email-sent',
    'status-changed',
    'email-received',
    'status-changed',
  ]);
  expect(entries.at(-2)).toMatchObject({
    reason: { code: 'thread.own-message' },
    email: { body: { text: expect.stringContaining('Yes, please.') } },
  });
  expect((await casesOf(admin)).filter(({ requester }) => requester.address === CUSTOMER)).toHaveLength(1);
});

test('mail without a Message-ID is filed once, and two such mails are two cases', async () => {
  const account = await mailroom.account('sales@shop.example');
  const form = {
    from: 'form@web.example',
    to: 'sales@shop.example',
    subject: 'Form',
    text: 'The same every time',
    date: new Date('2026-01-05T10:00:00Z'),
    messageId: null,
  };
  await mailroom.dovecot.deliver('sales@shop.example', await buildMail(form), await buildMail(form));
  await mailroom.fetch(account);
  await mailroom.fetch(account);
  expect((await casesOf(mailroom.admin)).filter(({ subject }) => subject === 'Form')).toHaveLength(2);
});

test('an agent of another team sees neither the case nor its mail nor its files', async () => {
  const stranger = await mailroom.agent('Stranger');
  await mailroom.team('Elsewhere', [stranger]);
  const row = await caseBySubject(mailroom.admin, 'Invoice 2026-0077');
  const received = (await timeline(mailroom.admin, row.id)).find(({ kind }) => kind === 'email-received');
  if (received?.kind !== 'email-received') throw new Error('no mail in the stream');
  expect(await casesOf(stranger)).toEqual([]);
  for (const path of [
    `/mailroom/cases/${row.id}`,
    `/mailroom/cases/${row.id}/timeline`,
    `/mailroom/emails/${received.email.id}`,
    `/mailroom/emails/${received.email.id}/source`,
    `/mailroom/attachments/${received.email.attachments[0]!.id}`,
  ]) {
    expect({ path, status: (await stranger.get(path)).status }).toEqual({ path, status: 404 });
  }
  expect(
    (
      await stranger.upload(
        `/mailroom/cases/${row.id}/replies`,
        replyForm({ text: 'Hi', idempotencyKey: 'stranger-1' }),
      )
    ).status,
  ).toBe(404);
});
