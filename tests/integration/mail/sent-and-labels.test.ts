/** Mail of ours in the Sent folder, ours or another program's, and Gmail, where folders are labels of one folder. */
import { readRows } from '../../support/database';
import { startGmailServer, type GmailServer } from '../../support/gmail-server';
import { readLedger } from '../../support/ledger';
import { buildMail } from '../../support/mail-builder';
import {
  MAIL_PASSWORD,
  caseBySubject,
  caseDetail,
  casesOf,
  replyForm,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const GMAIL = 'shop@gmail.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
let gmail: GmailServer;

beforeAll(async () => {
  [mailroom, gmail] = await Promise.all([startMailroom([SUPPORT]), startGmailServer()]);
}, 180_000);

afterAll(() => Promise.all([mailroom?.stop(), gmail?.stop()]));

const ledger = (address: string) => readLedger(mailroom.strapi.database, address);

test('a copy of what we sent is recognised, and what another program sent joins its case', async () => {
  const { admin, smtp } = mailroom;
  const account = await mailroom.account(SUPPORT, { sent: { folder: '', watch: true, store: false } });
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Lamp',
    text: 'It flickers.',
    messageId: '<question@feld.example>',
  });
  const row = await caseBySubject(admin, 'Lamp');
  await admin.upload(
    `/mailroom/cases/${row.id}/replies`,
    replyForm({ text: 'From the panel', idempotencyKey: 'from-the-panel', status: 'pending' }),
  );
  const { raw } = await smtp.waitForMessage(({ raw: bytes }) => bytes.includes('From the panel'));
  const folders = mailroom.dovecot.folders(SUPPORT);
  // Providers change what they file: a line more does not make it another mail.
  await folders.append('Sent', Buffer.concat([Buffer.from('X-Filed-By: provider\r\n'), raw]), ['\\Seen']);
  const fromPhone = await buildMail({
    from: `Our Support <${SUPPORT}>`,
    to: CUSTOMER,
    subject: 'Re: Lamp',
    text: 'From the phone',
    messageId: '<phone@shop.example>',
    inReplyTo: '<question@feld.example>',
  });
  await folders.append('Sent', fromPhone, ['\\Seen']);
  await folders.append(
    'Sent',
    await buildMail({ from: SUPPORT, to: CUSTOMER, subject: 'Unasked', text: 'News' }),
  );
  await mailroom.fetch(account);

  const sent = (await timeline(admin, row.id)).filter((entry) => entry.kind === 'email-sent');
  expect(
    sent.map((entry) => entry.kind === 'email-sent' && [entry.email.body?.text.trim(), entry.email.state]),
  ).toEqual([
    ['From the panel', 'sent'],
    ['From the phone', 'sent'],
  ]);
  expect(sent[1]).toMatchObject({ actor: null });
  expect(await caseDetail(admin, row.id)).toMatchObject({ status: 'pending', emailCount: 3 });
  expect(await casesOf(admin)).toHaveLength(1);
  const copies = (await ledger(SUPPORT)).filter(({ path }) => path === 'Sent');
  const reasons = await readRows(
    mailroom.strapi.database,
    `SELECT location.reason AS reason, email.direction AS direction FROM mailroom_message_locations AS location
       JOIN mailroom_emails AS email ON email.id = location.email_id
       JOIN mailroom_folder_cursors AS folder ON folder.id = location.folder_id
      WHERE folder.path = 'Sent' ORDER BY location.uid`,
  );
  expect(copies.map(({ outcome }) => outcome)).toEqual(['filed', 'filed', 'filed']);
  expect(reasons).toEqual([
    { reason: 'mail.own-copy', direction: 'out' },
    { reason: 'thread.known-message', direction: 'out' },
    { reason: 'mail.sent-elsewhere', direction: 'out' },
  ]);

  // The customer answers the phone's mail: that is an answer to us.
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Re: Lamp',
    text: 'Thanks',
    inReplyTo: '<phone@shop.example>',
  });
  expect(await caseDetail(admin, row.id)).toMatchObject({ status: 'new', emailCount: 4 });
});

test('on Gmail All Mail is read in place of the chosen labels, each mail once, and the rest is not downloaded', async () => {
  const account = await mailroom.account(GMAIL, {
    imap: { host: gmail.host, port: gmail.port, security: 'none', user: GMAIL, secret: MAIL_PASSWORD },
    folders: ['INBOX', 'Orders'],
    sent: { folder: '', watch: true, store: false },
  });
  expect(account.health).toMatchObject({ state: 'ok', problem: null });
  const mail = (subject: string, from = CUSTOMER) => buildMail({ from, to: GMAIL, subject, text: subject });
  gmail.add(await mail('In the inbox'), ['\\Inbox', '\\Important']);
  gmail.add(await mail('In both'), ['\\Inbox', 'Orders']);
  const archived = gmail.add(await mail('Archived'), ['Private']);
  gmail.add(await mail('Sent by hand', GMAIL), ['\\Sent'], ['\\Seen']);
  gmail.add(await mail('Half written', GMAIL), ['\\Draft']);
  await mailroom.fetch(account);

  const outcomes = async () =>
    (await ledger(GMAIL)).map(({ path, outcome, subject }) => [path, outcome, subject]);
  const path = '[Gmail]/All Mail';
  expect(await outcomes()).toEqual([
    [path, 'filed', 'In the inbox'],
    [path, 'filed', 'In both'],
    [path, 'ignored', null],
    [path, 'filed', 'Sent by hand'],
    [path, 'ignored', null],
  ]);
  expect(gmail.opened).toEqual(new Set([path]));
  expect([...gmail.downloaded].sort()).toEqual([1, 2, 4]);
  const subjects = (await casesOf(mailroom.admin)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject.startsWith('In ')).sort()).toEqual(['In both', 'In the inbox']);
  expect(subjects).not.toContain('Sent by hand');
  const [row] = await readRows(
    mailroom.strapi.database,
    'SELECT server_kind AS kind FROM mailroom_mailboxes WHERE address = ?',
    [GMAIL],
  );
  expect(row).toEqual({ kind: 'gmail' });

  // Given a chosen label later, it has come into that folder.
  gmail.relabel(archived, ['Orders']);
  await mailroom.fetch(account);
  expect((await outcomes())[2]).toEqual([path, 'filed', 'Archived']);
  expect(gmail.downloaded.filter((uid) => uid === archived)).toHaveLength(1);
});
