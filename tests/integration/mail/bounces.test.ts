/** A report that an answer did not arrive: on the recipient, in the stream of the case, and nowhere else. */
import type {
  CaseRow,
  EmailView,
  GroupAccountDetail,
  TimelineEntry,
} from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { answering, CUSTOMER, type Answering } from '../../support/answering';
import { casesOf, caseDetail, startMailroom, timeline, type Mailroom } from '../../support/mailroom';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let lena: AdminClient;
let account: GroupAccountDetail;
let answers: Answering;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  lena = await mailroom.agent('Lena');
  account = await mailroom.account(SUPPORT, { teams: [(await mailroom.team('Support', [lena])).id] });
  answers = answering(mailroom, lena);
}, 180_000);

afterAll(() => mailroom?.stop());

const lines = (...parts: readonly string[]): Buffer => Buffer.from(parts.join('\r\n'), 'latin1');

/** What Postfix sends (RFC 3464), about the mail with this Message-ID. */
const report = (messageId: string, action: 'failed' | 'delayed', status: string): Buffer =>
  lines(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)',
    `To: ${SUPPORT}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${action}-${status}@mx.shop.example>`,
    'Date: Tue, 05 Mar 2024 09:00:00 +0000',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I am sorry to have to inform you of the state of your message.',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.shop.example',
    '',
    `Final-Recipient: rfc822; ${CUSTOMER}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} <${CUSTOMER}>: User unknown`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    `To: ${CUSTOMER}`,
    '',
    '--b--',
    '',
  );

async function answered(subject: string): Promise<{ readonly row: CaseRow; readonly messageId: string }> {
  const row = await answers.openCase(subject, account);
  await answers.answer(row, { status: 'closed' });
  const { raw } = await mailroom.smtp.waitForMessage((mail) => mail.raw.includes(`The answer to ${subject}`));
  const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw.toString())?.[1];
  if (messageId === undefined) throw new Error('The answer has no Message-ID');
  return { row, messageId };
}

const sentIn = (entries: readonly TimelineEntry[]): EmailView => {
  const sent = entries.find(({ kind }) => kind === 'email-sent');
  if (sent?.kind !== 'email-sent') throw new Error('No answer in the stream');
  return sent.email;
};

test('shows on the recipient and in the case, which stays closed with whom it had', async () => {
  const { row, messageId } = await answered('The lamp flickers');
  const before = await caseDetail(lena, row.id);
  expect(before).toMatchObject({ status: 'closed', deliveryProblem: false });

  await mailroom.dovecot.deliver(SUPPORT, report(messageId, 'failed', '5.1.1'));
  await mailroom.fetch(account);

  expect(await caseDetail(lena, row.id)).toMatchObject({
    status: 'closed',
    assignee: before.assignee,
    deliveryProblem: true,
  });
  const entries = await timeline(lena, row.id);
  expect(sentIn(entries).deliveries).toEqual([
    { address: CUSTOMER, state: 'bounced', response: `550 5.1.1 <${CUSTOMER}>: User unknown` },
  ]);
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'bounce',
      failed: [{ address: CUSTOMER, words: `550 5.1.1 <${CUSTOMER}>: User unknown`, hard: true }],
    }),
  );
  const received = entries.findLast(({ kind }) => kind === 'email-received');
  expect(received).toMatchObject({
    reason: { code: 'thread.reported-message', params: { messageId } },
    email: {
      classification: 'bounce',
      classificationSignals: expect.arrayContaining(['Action: failed', 'Status: 5.1.1']),
      report: { kind: 'delivery', originalMessageId: messageId },
      authentication: null,
      warnings: [],
    },
  });
});

test('of a dead address marks the requester, until the requester writes again', async () => {
  const { row, messageId } = await answered('The lamp is dead');
  expect((await caseDetail(lena, row.id)).requesterUnreachable).toBeNull();
  await mailroom.dovecot.deliver(SUPPORT, report(messageId, 'failed', '5.1.10'));
  await mailroom.fetch(account);
  expect((await caseDetail(lena, row.id)).requesterUnreachable).toContain('User unknown');
  await mailroom.receive(account, { from: CUSTOMER, subject: 'I am still here', text: 'Hello' });
  expect((await caseDetail(lena, row.id)).requesterUnreachable).toBeNull();
});

test('of a delay notes it beside the recipient’s state, and one about nothing of ours opens no case', async () => {
  const { row, messageId } = await answered('The lamp is late');
  const cases = (await casesOf(lena, 'view=open')).length;
  await mailroom.dovecot.deliver(
    SUPPORT,
    report(messageId, 'delayed', '4.4.1'),
    report('<nobody-knows-it@elsewhere.example>', 'failed', '5.1.2'),
  );
  await mailroom.fetch(account);

  const entries = await timeline(lena, row.id);
  expect(sentIn(entries).deliveries).toEqual([
    { address: CUSTOMER, state: 'accepted', response: `550 4.4.1 <${CUSTOMER}>: User unknown` },
  ]);
  expect((await caseDetail(lena, row.id)).requesterUnreachable).toBeNull();
  expect(entries.some(({ kind }) => kind === 'bounce')).toBe(false);
  expect(entries.at(-1)).toMatchObject({ email: { classification: 'delivery-notice' } });
  expect(await caseDetail(lena, row.id)).toMatchObject({ status: 'closed', deliveryProblem: false });
  expect(await casesOf(lena, 'view=open')).toHaveLength(cases);
});
