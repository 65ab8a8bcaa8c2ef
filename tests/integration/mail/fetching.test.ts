/** That no mail is lost, none is filed twice, and none stops another, whatever the mailbox does meanwhile. */
import type { GroupAccountDetail } from '../../../server/src/api/contracts';
import { countRows, readRows, whileRefusing } from '../../support/database';
import { buildMail } from '../../support/mail-builder';
import {
  casesOf,
  startMailroom,
  type IncomingParts,
  type Mailroom,
  quarantined,
} from '../../support/mailroom';

const ADDRESSES = {
  bad: 'bad@shop.example',
  refused: 'refused@shop.example',
  large: 'large@shop.example',
  renumbered: 'renumbered@shop.example',
  late: 'late@shop.example',
  many: 'many@shop.example',
  moved: 'moved@shop.example',
};
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom(Object.values(ADDRESSES), {
    env: { MAILROOM_CONFIG: JSON.stringify({ fetch: { batchMessages: 50 } }) },
  });
}, 180_000);

afterAll(() => mailroom?.stop());

const mail = (subject: string, more: Partial<IncomingParts> = {}): IncomingParts => ({
  from: CUSTOMER,
  subject,
  text: `About ${subject}`,
  ...more,
});

const subjectsOf = async ({ id }: GroupAccountDetail): Promise<readonly string[]> =>
  (await casesOf(mailroom.admin))
    .filter(({ account }) => account?.id === id)
    .map(({ subject }) => subject)
    .sort();

const quarantineOf = (address: string) => quarantined(mailroom.admin, address);

const lines = (...text: readonly string[]): Buffer => Buffer.from(text.join('\r\n'));

const HEADER = [`From: ${CUSTOMER}`, 'Subject: Bad'];
/** By the reason for which each of them cannot be read. */
const UNREADABLE: Readonly<Record<string, Buffer>> = {
  'header-too-large': lines(
    ...HEADER,
    ...Array.from({ length: 2400 }, (_, line) => `X-Filler-${line}: ${'x'.repeat(480)}`),
    '',
    'Short body',
  ),
  'too-many-parts': lines(
    ...HEADER,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    ...Array.from({ length: 1200 }, () => '--part\r\nContent-Type: text/plain\r\n\r\nx'),
    '--part--',
    '',
  ),
};

test('mail that cannot be read is kept as it came, and what lies before and after it is filed', async () => {
  const account = await mailroom.account(ADDRESSES.bad);
  const folders = mailroom.dovecot.folders(ADDRESSES.bad);
  await mailroom.dovecot.deliver(
    ADDRESSES.bad,
    await buildMail({ ...mail('Good before'), to: ADDRESSES.bad }),
  );
  const reasonByUid = new Map<number, string>();
  for (const [reason, bytes] of Object.entries(UNREADABLE))
    reasonByUid.set(await folders.append('INBOX', bytes), reason);
  const { health } = await mailroom.receive(account, mail('Good after'));

  expect(health).toMatchObject({ state: 'ok', problem: null });
  expect(await subjectsOf(account)).toEqual(['Good after', 'Good before']);
  const kept = await quarantineOf(ADDRESSES.bad);
  expect(new Map(kept.map(({ uid, reason }) => [uid, reason]))).toEqual(reasonByUid);
  for (const { id, reason, size, subject, from } of kept) {
    expect({ subject, from }).toEqual({ subject: 'Bad', from: CUSTOMER });
    const original = UNREADABLE[reason] as Buffer;
    const download = await mailroom.admin.download(`/mailroom/quarantine/${id}/source`);
    expect({ reason, status: download.status, same: download.bytes.equals(original), size }).toEqual({
      reason,
      status: 200,
      same: true,
      size: original.length,
    });
    const retried = await mailroom.admin.post(`/mailroom/quarantine/${id}/retry`);
    expect(retried.body).toMatchObject({ data: { filed: false, reason } });
  }
  expect((await quarantineOf(ADDRESSES.bad)).map(({ tries }) => tries)).toEqual([2, 2]);
});

test('mail that the database refuses leaves nothing behind, and is filed when it is tried again', async () => {
  const account = await mailroom.account(ADDRESSES.refused);
  const { database } = mailroom.strapi;
  const refused = mail('Refused', { cc: 'witness@feld.example' });
  await whileRefusing(database, 'Refused', () =>
    mailroom.receive(account, mail('Before it'), refused, mail('After it')),
  );
  expect(await subjectsOf(account)).toEqual(['After it', 'Before it']);
  expect(await readRows(database, "SELECT id FROM mailroom_emails WHERE subject = 'Refused'")).toEqual([]);
  expect(await readRows(database, "SELECT id FROM mailroom_cases WHERE subject = 'Refused'")).toEqual([]);
  const [kept] = await quarantineOf(ADDRESSES.refused);
  const before = await countRows(database);
  const retried = await mailroom.admin.post(`/mailroom/quarantine/${kept?.id}/retry`);
  expect(retried.body).toMatchObject({ data: { filed: true } });
  expect(await subjectsOf(account)).toEqual(['After it', 'Before it', 'Refused']);
  expect(await quarantineOf(ADDRESSES.refused)).toEqual([]);
  // Its place in the ledger is now that of a filed mail, in place of the quarantined one.
  expect((await countRows(database)).mailroom_message_locations).toBe(before.mailroom_message_locations);
});

test('mail over the size limit is filed without being downloaded, and so is the next mail', async () => {
  const account = await mailroom.account(ADDRESSES.large);
  const header = lines(`From: ${CUSTOMER}`, `To: ${ADDRESSES.large}`, 'Subject: Huge', '', '');
  const body = Buffer.alloc(51 * 1024 * 1024, `${'x'.repeat(76)}\r\n`);
  await mailroom.dovecot.folders(ADDRESSES.large).append('INBOX', Buffer.concat([header, body]));
  await mailroom.receive(account, mail('Next to the huge one'));

  expect(await subjectsOf(account)).toEqual(['Huge', 'Next to the huge one']);
  expect(await quarantineOf(ADDRESSES.large)).toEqual([]);
  const [huge] = await readRows<{ incomplete: number | boolean; size: number }>(
    mailroom.strapi.database,
    "SELECT incomplete, size FROM mailroom_emails WHERE subject = 'Huge'",
  );
  expect({ incomplete: Boolean(huge?.incomplete), size: huge?.size }).toEqual({
    incomplete: true,
    size: header.length + body.length,
  });
});

test('a folder that was made anew with the same mail in it brings only what is new', async () => {
  const account = await mailroom.account(ADDRESSES.renumbered);
  const withoutId = mail('Same form', { messageId: null, date: new Date('2026-01-05T10:00:00Z') });
  const parts = [mail('First'), mail('Re: First'), withoutId, withoutId];
  const mails = await Promise.all(parts.map((part) => buildMail({ ...part, to: ADDRESSES.renumbered })));
  await mailroom.dovecot.deliver(ADDRESSES.renumbered, ...mails);
  await mailroom.fetch(account);
  const before = await subjectsOf(account);
  expect(before).toEqual(['First', 'Re: First', 'Same form', 'Same form']);

  await mailroom.dovecot.recreateFolder(ADDRESSES.renumbered, 'INBOX');
  const added = await buildMail({ ...mail('After the change'), to: ADDRESSES.renumbered });
  // In another order, and in two parts, so that the new uids say nothing about which mail is which.
  for (const part of [
    [mails[3]!, added],
    [mails[1]!, mails[2]!, mails[0]!],
  ]) {
    await mailroom.dovecot.deliver(ADDRESSES.renumbered, ...part);
    expect((await mailroom.fetch(account)).health.state).toBe('ok');
  }
  expect(await subjectsOf(account)).toEqual(['After the change', ...before]);
});

test('mail without Message-ID that is moved away and back is the same mail', async () => {
  const account = await mailroom.account(ADDRESSES.moved);
  const folders = mailroom.dovecot.folders(ADDRESSES.moved);
  await folders.create('Elsewhere');
  await mailroom.receive(account, mail('Wandering', { messageId: null }));
  const wander = async (between: () => Promise<unknown>) => {
    await folders.move('INBOX', await uidsIn('INBOX'), 'Elsewhere');
    await between();
    await folders.move('Elsewhere', await uidsIn('Elsewhere'), 'INBOX');
    expect((await mailroom.fetch(account)).health.state).toBe('ok');
  };
  const uidsIn = async (path: string) => (await folders.read(path)).map(({ uid }) => uid);
  // Once between two looks, and once in sight of one.
  await wander(async () => undefined);
  expect(await subjectsOf(account)).toEqual(['Wandering']);
  await wander(() => mailroom.fetch(account));
  expect(await subjectsOf(account)).toEqual(['Wandering']);
});

test('"only new mail" leaves alone what lay there, and takes what comes later', async () => {
  const old = await Promise.all(
    ['Old one', 'Old two'].map((subject) => buildMail({ ...mail(subject), to: ADDRESSES.late })),
  );
  await mailroom.dovecot.deliver(ADDRESSES.late, ...old);
  const account = await mailroom.account(ADDRESSES.late, {
    history: { import: false, since: null, opensCases: false },
  });
  await mailroom.fetch(account);
  expect(await subjectsOf(account)).toEqual([]);
  // A uid that was given out and is empty by now is passed over.
  const folders = mailroom.dovecot.folders(ADDRESSES.late);
  const gone = await folders.append('INBOX', await buildMail({ ...mail('Gone'), to: ADDRESSES.late }));
  await folders.expunge('INBOX', [gone]);
  await mailroom.receive(account, mail('New one'));
  expect(await subjectsOf(account)).toEqual(['New one']);
});

test('many mails are filed in several steps, each mail once', async () => {
  const account = await mailroom.account(ADDRESSES.many);
  const subjects = Array.from({ length: 120 }, (_, number) => `Many ${String(number).padStart(3, '0')}`);
  await mailroom.receive(account, ...subjects.map((subject) => mail(subject)));
  await mailroom.fetch(account);
  expect(await subjectsOf(account)).toEqual(subjects);
  const steps = await readRows<{ mails: number | string }>(
    mailroom.strapi.database,
    `SELECT count(*) AS mails FROM mailroom_message_locations AS location
       JOIN mailroom_mailboxes AS mailbox ON mailbox.id = location.mailbox_id
      WHERE mailbox.address = ? GROUP BY location.decided_at ORDER BY location.decided_at`,
    [ADDRESSES.many],
  );
  expect(steps.map(({ mails }) => Number(mails))).toEqual([50, 50, 20]);
});
