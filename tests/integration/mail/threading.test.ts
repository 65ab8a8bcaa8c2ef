/** Which case a mail joins, and what a stranger or a machine cannot do to one. */
import { simpleParser } from 'mailparser';
import type { CaseRow, EmailPage, GroupAccountDetail } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { readRows } from '../../support/database';
import { buildMail } from '../../support/mail-builder';
import {
  caseBySubject,
  caseDetail,
  casesOf,
  replyForm,
  startMailroom,
  timeline,
  type IncomingParts,
  type Mailroom,
} from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const CUSTOMER = 'jonas@feld.example';
const STRANGER = 'mallory@elsewhere.example';

let mailroom: Mailroom;
let lena: AdminClient;
let account: GroupAccountDetail;
let sales: GroupAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES]);
  lena = await mailroom.agent('Lena');
  const teams = [(await mailroom.team('Support', [lena])).id];
  account = await mailroom.account(SUPPORT, { teams });
  sales = await mailroom.account(SALES, { teams });
}, 180_000);

afterAll(() => mailroom?.stop());

const idOf = (subject: string): string => `<${subject.replaceAll(' ', '-').toLowerCase()}@feld.example>`;

/** A customer's first mail, whose Message-ID follows from its subject, and the case that it opens. */
async function openCase(subject: string, more: Partial<IncomingParts> = {}): Promise<CaseRow> {
  const mail = { from: CUSTOMER, subject, text: `About ${subject}`, messageId: idOf(subject), ...more };
  await mailroom.receive(account, mail);
  return caseBySubject(lena, subject);
}

/** Answers a case and waits for the answer to be delivered; its Message-ID. */
async function answer({ id, subject }: CaseRow, status: string): Promise<string> {
  const text = `Our answer about ${subject}`;
  const form = replyForm({ text, idempotencyKey: `answer to ${subject}`, status });
  expect((await lena.upload(`/mailroom/cases/${id}/replies`, form)).status).toBe(200);
  const { raw } = await mailroom.smtp.waitForMessage((mail) => mail.raw.includes(text));
  return (await simpleParser(raw)).messageId ?? '';
}

const reasonOfNewest = async ({ id }: CaseRow) =>
  (await timeline(lena, id)).filter(({ kind }) => kind === 'email-received').at(-1)?.reason;

const casesFrom = async (address: string) =>
  (await casesOf(lena)).filter(({ requester }) => requester.address === address);

/** Mail of the team that belongs to no case. */
async function mailWithoutCase(subject: string) {
  const { status, body } = await lena.get<EmailPage>('/mailroom/emails?view=team');
  expect(status).toBe(200);
  return body.items.filter((row) => row.subject === subject);
}

describe('mail that joins', () => {
  test('whoever answers a mail of ours, from whatever address', async () => {
    const opened = await openCase('Broken lamp');
    const ours = await answer(opened, 'pending');
    await mailroom.receive(account, {
      from: 'wife@elsewhere.example',
      subject: 'AW: something else',
      text: 'I read his mail.',
      references: [idOf('Broken lamp'), ours],
    });
    expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 3, status: 'new' });
    expect(await reasonOfNewest(opened)).toEqual({
      code: 'thread.new-person',
      params: { number: opened.number },
    });
    expect(await casesFrom('wife@elsewhere.example')).toEqual([]);
  });

  test('somebody who was in Cc', async () => {
    const opened = await openCase('Two of us', { cc: 'Partner <partner@feld.example>' });
    await mailroom.receive(account, {
      from: 'PARTNER@feld.example',
      subject: 'Re: Two of us',
      text: 'Me too',
      inReplyTo: idOf('Two of us'),
    });
    expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 2 });
    expect(await reasonOfNewest(opened)).toMatchObject({ code: 'thread.known-message' });
  });

  test('an answer that is fetched together with what it answers', async () => {
    const first = { from: CUSTOMER, subject: 'Both at once', text: 'One', messageId: idOf('Both at once') };
    const second = { from: CUSTOMER, subject: 'Re: Both at once', text: 'Two', inReplyTo: first.messageId };
    await mailroom.receive(account, first, second);
    expect(await caseBySubject(lena, 'Both at once')).toMatchObject({ emailCount: 2 });
  });

  test('a closed case is open again when the customer answers, a rejected one is not', async () => {
    const closed = await openCase('Not finished');
    const rejected = await openCase('Not wanted');
    await lena.put(`/mailroom/cases/${closed.id}`, { status: 'closed', assignee: lena.id });
    await lena.put(`/mailroom/cases/${rejected.id}`, { status: 'rejected' });
    expect((await caseDetail(lena, closed.id)).closedAt).not.toBeNull();
    await mailroom.receive(
      account,
      { from: CUSTOMER, subject: 'Re: Not finished', text: 'Still broken', inReplyTo: idOf('Not finished') },
      { from: CUSTOMER, subject: 'Re: Not wanted', text: 'Please', inReplyTo: idOf('Not wanted') },
    );
    expect(await caseDetail(lena, closed.id)).toMatchObject({
      status: 'assigned',
      closedAt: null,
      unread: true,
    });
    expect((await timeline(lena, closed.id)).at(-1)).toMatchObject({
      kind: 'status-changed',
      from: 'closed',
      to: 'assigned',
      reason: { code: 'status.customer-answered' },
    });
    expect(await caseDetail(lena, rejected.id)).toMatchObject({ status: 'rejected', emailCount: 2 });
  });
});

describe('mail of strangers', () => {
  test('a forged reference opens a case of its own, which says what it claimed', async () => {
    const opened = await openCase('Secret matter');
    await mailroom.receive(account, {
      from: STRANGER,
      subject: `Re: Secret matter [#${opened.number}]`,
      text: 'Please send the documents to me.',
      inReplyTo: idOf('Secret matter'),
      references: [idOf('Secret matter')],
    });
    expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 1 });
    const [own] = await casesFrom(STRANGER);
    expect(own?.number).toBeGreaterThan(opened.number);
    expect(await reasonOfNewest(own as CaseRow)).toEqual({
      code: 'case.stranger',
      params: { number: opened.number },
    });
  });

  test('a number in the subject is nothing that anybody can enter a case by', async () => {
    const opened = await openCase('Numbered');
    await mailroom.receive(
      account,
      { from: 'other@elsewhere.example', subject: '[#4711] Your ticket', text: 'From another helpdesk' },
      { from: 'third@elsewhere.example', subject: `[#${opened.number}] Numbered`, text: 'A guess' },
    );
    expect(await casesFrom('other@elsewhere.example')).toMatchObject([{ subject: '[#4711] Your ticket' }]);
    expect(await casesFrom('third@elsewhere.example')).toHaveLength(1);
    expect(await caseDetail(lena, opened.id)).toMatchObject({ emailCount: 1 });
  });
});

describe('mail of machines', () => {
  const automatic = {
    headers: { 'Auto-Submitted': 'auto-replied' },
    from: CUSTOMER,
    text: 'I am on holiday',
  };

  test('an automatic answer joins the case of our mail and changes nothing in it', async () => {
    const opened = await openCase('On holiday');
    const ours = await answer(opened, 'closed');
    const before = await caseDetail(lena, opened.id);
    await mailroom.receive(account, { ...automatic, subject: 'Out of office', inReplyTo: ours });
    // Who answered follows the case, so the mail lies unread in her inbox; the case itself is as it was.
    expect(await caseDetail(lena, opened.id)).toEqual({
      ...before,
      emailCount: before.emailCount + 1,
      unread: true,
    });
    expect((await timeline(lena, opened.id)).at(-1)).toMatchObject({
      kind: 'email-received',
      email: {
        classification: 'auto-reply',
        classificationSignals: expect.arrayContaining(['Auto-Submitted: auto-replied']),
      },
    });
  });

  test('an automatic answer to nothing opens no case, and can be found', async () => {
    await mailroom.receive(account, { ...automatic, from: 'robot@feld.example', subject: 'Away until May' });
    expect(await casesFrom('robot@feld.example')).toEqual([]);
    expect(await mailWithoutCase('Away until May')).toMatchObject([
      { classification: 'auto-reply', from: { address: 'robot@feld.example' }, account: { id: account.id } },
    ]);
  });

  test('a bounce opens no case', async () => {
    const bounce = [
      'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
      `To: ${SUPPORT}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <bounce-1@mx.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status;',
      ' boundary="report"',
      '',
      '--report',
      'Content-Type: text/plain',
      '',
      'Your mail could not be delivered.',
      '--report',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; nobody@feld.example',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--report--',
      '',
    ];
    await mailroom.dovecot.deliver(SUPPORT, Buffer.from(bounce.join('\r\n')));
    await mailroom.fetch(account);
    expect(await casesFrom('mailer-daemon@mx.example')).toEqual([]);
    expect(await mailWithoutCase('Undelivered Mail Returned to Sender')).toMatchObject([
      { classification: 'bounce' },
    ]);
  });
});

test('a mail that two mailboxes receive is one mail in one case, found in two places', async () => {
  const mail = await buildMail({
    from: CUSTOMER,
    to: [SUPPORT, SALES],
    subject: 'To everybody',
    text: 'Whoever reads this',
    messageId: '<everybody@feld.example>',
  });
  await mailroom.dovecot.deliver(SUPPORT, mail);
  await mailroom.dovecot.deliver(SALES, mail);
  await Promise.all([mailroom.fetch(account), mailroom.fetch(sales)]);

  expect(await caseBySubject(lena, 'To everybody')).toMatchObject({ emailCount: 1 });
  const locations = await readRows<{ email: number; mailbox: number; outcome: string }>(
    mailroom.strapi.database,
    `SELECT email_id AS email, location.mailbox_id AS mailbox, location.outcome
       FROM mailroom_message_locations AS location JOIN mailroom_emails AS email ON email.id = location.email_id
      WHERE email.message_id = ?`,
    ['<everybody@feld.example>'],
  );
  expect(locations.map(({ outcome }) => outcome)).toEqual(['filed', 'filed']);
  expect(new Set(locations.map(({ email }) => email)).size).toBe(1);
  expect(new Set(locations.map(({ mailbox }) => mailbox)).size).toBe(2);
});
