/** Mail that could not be handled: tried again, all at once or by itself after an upgrade, or filed by hand. */
import type {
  FiledByHand,
  Page,
  QuarantinedMail,
  QuarantineRetry,
  Single,
} from '../../../server/src/api/contracts';
import { pretendQuarantinedBy, whileRefusing } from '../../support/database';
import { caseBySubject, casesOf, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  await mailroom.account(SUPPORT);
}, 180_000);

afterAll(() => mailroom?.stop());

async function account() {
  const { body } = await mailroom.admin.get<{ data: { id: string; address: string }[] }>(
    '/mailroom/group-accounts',
  );
  return body.data[0]!;
}

const quarantined = async () =>
  (await mailroom.admin.get<Page<QuarantinedMail>>('/mailroom/quarantine?limit=100')).body.items;

/** A mail that no version can read: its headers have no end. */
const unreadable = (name: string) =>
  Buffer.from(
    `From: Erna <erna@feld.example>\r\nSubject: ${name}\r\nMessage-ID: <${encodeURIComponent(name)}@feld.example>\r\n` +
      `X-Filler: ${'x'.repeat(1024 * 1024)}\r\n\r\nThe text of ${name}\r\n`,
  );

/** Mails that the database refuses once, and would take the next time. */
const refused = (...subjects: readonly string[]) =>
  subjects.reduce<Promise<void>>(async (before, subject) => {
    await before;
    await whileRefusing(mailroom.strapi.database, subject, async () => {
      await mailroom.receive(await account(), { from: 'jonas@feld.example', subject, text: 'Hello' });
    });
  }, Promise.resolve());

test('all of it is tried again at once, and what stays costs the others nothing', async () => {
  // Appended, not delivered: delivery adds header lines, and below it is compared byte by byte.
  await mailroom.dovecot.folders(SUPPORT).append('INBOX', unreadable('Unreadable'));
  await refused('Refused one', 'Refused two');
  expect((await quarantined()).map(({ subject }) => subject)).toHaveLength(3);
  const { status, body } = await mailroom.admin.post<Single<QuarantineRetry>>('/mailroom/quarantine/retry');
  expect([status, body.data]).toEqual([200, { filed: 2, kept: 1 }]);
  await caseBySubject(mailroom.admin, 'Refused one');
  await caseBySubject(mailroom.admin, 'Refused two');
  expect(await quarantined()).toMatchObject([{ reason: 'header-too-large', tries: 2 }]);
});

test('a mail that nobody can read is filed by hand, with what is known of it and its source', async () => {
  const [mail] = await quarantined();
  const filed = await mailroom.admin.post<Single<FiledByHand>>(`/mailroom/quarantine/${mail?.id}/file`);
  expect(filed.status).toBe(200);
  const row = await caseBySubject(mailroom.admin, 'Unreadable');
  expect(filed.body.data.case).toEqual({ id: row.id, number: row.number });
  expect(row.requester).toMatchObject({ name: 'Erna', address: 'erna@feld.example' });
  const entry = (await timeline(mailroom.admin, row.id)).find(({ kind }) => kind === 'email-received');
  if (entry?.kind !== 'email-received') throw new Error('no mail in the stream');
  expect(entry.email.id).toBe(filed.body.data.email);
  const [file] = entry.email.attachments;
  expect(file).toMatchObject({ name: 'message.eml', available: true });
  const download = await mailroom.admin.download(`/mailroom/attachments/${file?.id}`);
  expect(download.bytes.equals(unreadable('Unreadable'))).toBe(true);
  const source = await mailroom.admin.download(`/mailroom/emails/${entry.email.id}/source`);
  expect(source.bytes.equals(unreadable('Unreadable'))).toBe(true);

  expect(await quarantined()).toEqual([]);
  const again = await mailroom.admin.post(`/mailroom/quarantine/${mail?.id}/file`);
  expect(again.status).toBe(404);
  // The customer's answer finds the case.
  await mailroom.receive(await account(), {
    from: 'erna@feld.example',
    subject: 'Re: Unreadable',
    text: 'Did you get it?',
    inReplyTo: '<Unreadable@feld.example>',
  });
  expect((await caseBySubject(mailroom.admin, 'Unreadable')).emailCount).toBe(2);
});

test('what an older version could not handle is tried once by a newer one, by itself', async () => {
  await mailroom.dovecot.deliver(SUPPORT, unreadable('Still unreadable'));
  await refused('Refused by the old one');
  await mailroom.restart();
  // The same version has tried it, and does not begin again at every start.
  expect((await quarantined()).map(({ tries }) => tries)).toEqual([1, 1]);

  await pretendQuarantinedBy(mailroom.strapi.database, '0.0.1');
  await mailroom.restart();
  await waitUntil(
    'the mail to be filed',
    async () => (await casesOf(mailroom.admin)).some(({ subject }) => subject === 'Refused by the old one'),
    { timeout: 20_000, interval: 100 },
  );
  await waitUntil('the other one to be tried', async () => (await quarantined())[0]?.tries === 2, {
    timeout: 20_000,
    interval: 100,
  });
  expect(await quarantined()).toMatchObject([{ reason: 'header-too-large', tries: 2 }]);
  await mailroom.restart();
  await mailroom.fetch(await account());
  expect(await quarantined()).toMatchObject([{ tries: 2 }]);
});
