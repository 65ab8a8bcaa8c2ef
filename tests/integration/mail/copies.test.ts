/** One mail in several mailboxes: one email, one case whoever saw it first, and the teams of all who got it. */
import type { GroupAccountDetail, PersonalAccountDetail, Single } from '../../../server/src/api/contracts';
import type { AdminClient } from '../../support/admin-client';
import { readRows } from '../../support/database';
import { buildMail } from '../../support/mail-builder';
import {
  caseBySubject,
  caseDetail,
  casesOf,
  startMailroom,
  timeline,
  type Mailroom,
} from '../../support/mailroom';

const SUPPORT = 'support@shop.example';
const SALES = 'sales@shop.example';
const ARCHIVE = 'archive@shop.example';
const PERSONAL = 'lena@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
/** of support */
let lena: AdminClient;
/** of sales */
let omar: AdminClient;
let support: GroupAccountDetail;
let sales: GroupAccountDetail;
let archive: GroupAccountDetail;
let fetchPersonal: () => Promise<unknown>;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT, SALES, ARCHIVE, PERSONAL]);
  lena = await mailroom.agent('Lena');
  omar = await mailroom.agent('Omar');
  const [helpers, sellers] = [await mailroom.team('Support', [lena]), await mailroom.team('Sales', [omar])];
  support = await mailroom.account(SUPPORT, { teams: [helpers.id], folders: ['INBOX', 'Junk'] });
  sales = await mailroom.account(SALES, { teams: [sellers.id] });
  archive = await mailroom.account(ARCHIVE, { createCase: false });
  const ofGroups = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];
  const settings = Object.entries(mailroom.accountInput(PERSONAL)).filter(([key]) => !ofGroups.includes(key));
  const { body } = await mailroom.admin.post<Single<PersonalAccountDetail>>('/mailroom/personal-accounts', {
    ...Object.fromEntries(settings),
    owner: lena.id,
  });
  fetchPersonal = () => mailroom.admin.post(`/mailroom/personal-accounts/${body.data.id}/fetch`);
  await fetchPersonal();
}, 120_000);

afterAll(() => mailroom?.stop());

const mailWith = (subject: string, parts: object = {}) =>
  buildMail({ from: CUSTOMER, to: [PERSONAL, SUPPORT, SALES], subject, text: 'Hello', ...parts });
const arrivesAt = async (account: GroupAccountDetail, ...mails: readonly Buffer[]) => {
  await mailroom.dovecot.deliver(account.address, ...mails);
  await mailroom.fetch(account);
};
const arrivesAtLena = async (...mails: readonly Buffer[]) => {
  await mailroom.dovecot.deliver(PERSONAL, ...mails);
  await fetchPersonal();
};
const casesAbout = async (subject: string) =>
  (await casesOf(mailroom.admin)).filter((row) => row.subject === subject);
const emailsAbout = async (subject: string) =>
  Number(
    (
      await readRows<{ count: number | string }>(
        mailroom.strapi.database,
        'SELECT count(*) AS count FROM mailroom_emails WHERE subject = ?',
        [subject],
      )
    )[0]?.count,
  );
const ledgerAbout = async (subject: string) =>
  (
    await readRows<{ reason: string }>(
      mailroom.strapi.database,
      'SELECT reason FROM mailroom_message_locations WHERE subject = ? ORDER BY id',
      [subject],
    )
  ).map(({ reason }) => reason);

test('a request that a personal mailbox saw first opens its case when the group’s copy comes, once', async () => {
  const mail = await mailWith('First to Lena');
  await arrivesAtLena(mail);
  expect(await casesAbout('First to Lena')).toEqual([]);
  await arrivesAt(support, mail, mail);
  const { id } = await caseBySubject(lena, 'First to Lena');
  expect(await caseDetail(lena, id)).toMatchObject({
    emailCount: 1,
    requester: { address: CUSTOMER },
    teams: [{ name: 'Support' }],
    account: { address: SUPPORT },
  });
  const entries = await timeline(lena, id);
  expect(entries.map(({ kind }) => kind)).toEqual(['case-opened', 'assigned', 'email-received']);
  expect(entries.at(-1)).toMatchObject({ reason: { code: 'case.first-of-thread' } });
  expect(await emailsAbout('First to Lena')).toBe(1);
  expect(await ledgerAbout('First to Lena')).toEqual([
    'mail.personal',
    'case.first-of-thread',
    'duplicate.identity',
  ]);
  // Her own inbox shows it as mail of the case.
  const inbox = await lena.get<{ items: { subject: string; case: { id: string } | null }[] }>(
    '/mailroom/inbox?view=inbox&limit=100',
  );
  expect(inbox.body.items.filter(({ subject }) => subject === 'First to Lena')).toMatchObject([
    { case: { id } },
  ]);
});

test('the other order opens the same one case', async () => {
  const mail = await mailWith('First to support');
  await arrivesAt(support, mail);
  await arrivesAtLena(mail);
  expect(await casesAbout('First to support')).toMatchObject([{ emailCount: 1 }]);
  expect(await emailsAbout('First to support')).toBe(1);
});

test('an account that opens no cases does not swallow what another one opens cases for', async () => {
  const mail = await mailWith('First to the archive');
  await arrivesAt(archive, mail);
  expect(await casesAbout('First to the archive')).toEqual([]);
  await arrivesAt(sales, mail);
  expect(await caseBySubject(omar, 'First to the archive')).toMatchObject({ account: { address: SALES } });
});

test('a mail to two groups is one case of both teams, and an answer in either mailbox joins it', async () => {
  const mail = await mailWith('To both groups', { messageId: '<both@feld.example>' });
  await arrivesAt(support, mail);
  expect(await casesOf(omar)).not.toContainEqual(expect.objectContaining({ subject: 'To both groups' }));
  await arrivesAt(sales, mail);
  const { id } = await caseBySubject(omar, 'To both groups');
  expect((await caseDetail(omar, id)).teams.map(({ name }) => name)).toEqual(['Support', 'Sales']);
  await mailroom.receive(sales, {
    from: CUSTOMER,
    subject: 'Re: To both groups',
    inReplyTo: '<both@feld.example>',
    text: 'More',
  });
  expect(await caseDetail(lena, id)).toMatchObject({ emailCount: 2 });
});

test('at the same time in all mailboxes it is one email and one case', async () => {
  const mail = await mailWith('Everywhere at once');
  for (const address of [PERSONAL, ARCHIVE, SALES, SUPPORT]) await mailroom.dovecot.deliver(address, mail);
  await Promise.all([
    fetchPersonal(),
    ...[archive, sales, support].map((account) => mailroom.fetch(account)),
  ]);
  expect(await emailsAbout('Everywhere at once')).toBe(1);
  const [row, ...others] = await casesAbout('Everywhere at once');
  expect(others).toEqual([]);
  expect(row?.emailCount).toBe(1);
  expect(row?.teams.map(({ name }) => name).sort()).toEqual(['Sales', 'Support']);
});

test('spam opens no case until it is moved out of its folder', async () => {
  const mail = await mailWith('Is it spam?', { to: SUPPORT });
  await mailroom.dovecot.folders(SUPPORT).append('Junk', mail);
  await mailroom.fetch(support);
  expect(await casesAbout('Is it spam?')).toEqual([]);
  expect(await ledgerAbout('Is it spam?')).toEqual(['mail.spam']);
  await arrivesAt(support, mail);
  expect(await caseBySubject(lena, 'Is it spam?')).toMatchObject({ emailCount: 1 });
});

test('a mail to five thousand recipients is filed with all of them', async () => {
  const to = Array.from({ length: 5000 }, (_, index) => `reader${index}@list.example`);
  await arrivesAt(support, await mailWith('To everybody', { to }));
  const { id } = await caseBySubject(lena, 'To everybody');
  const received = (await timeline(lena, id)).find(({ kind }) => kind === 'email-received');
  if (received?.kind !== 'email-received') throw new Error('No mail in the stream');
  expect(received.email.to).toHaveLength(5000);
  const [row] = await readRows<{ count: number | string }>(
    mailroom.strapi.database,
    "SELECT count(*) AS count FROM mailroom_participants WHERE role = 'to' AND email_id = (SELECT id FROM mailroom_emails WHERE subject = ?)",
    ['To everybody'],
  );
  expect(Number(row?.count)).toBe(5000);
});
