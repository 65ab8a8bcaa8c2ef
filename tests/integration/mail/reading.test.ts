/** That a mail which cannot be read in time, in memory or alive costs nothing but itself, and where its bytes end up. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { GroupAccountDetail } from '../../../server/src/api/contracts';
import { leaveAttempt, readRows } from '../../support/database';
import {
  casesOf,
  startMailroom,
  type IncomingParts,
  type Mailroom,
  quarantined,
} from '../../support/mailroom';

const ADDRESSES = {
  slow: 'slow@shop.example',
  fat: 'fat@shop.example',
  deadly: 'deadly@shop.example',
  files: 'files@shop.example',
};
const CUSTOMER = 'jonas@feld.example';

/** Millions of elements: it takes the HTML library seconds, and more memory than the test allows. */
const HEAVY_HTML = '<p>Hello <b>you</b></p>'.repeat(300_000);

const parse = (settings: Readonly<Record<string, number>>) => ({
  env: { MAILROOM_CONFIG: JSON.stringify({ parse: settings }) },
});

let mailroom: Mailroom;

beforeAll(async () => {
  mailroom = await startMailroom(Object.values(ADDRESSES), parse({ timeout: 1000 }));
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

test('a mail that takes too long loses its thread, and the mails beside it are filed', async () => {
  const account = await mailroom.account(ADDRESSES.slow);
  const { health } = await mailroom.receive(
    account,
    mail('Before it'),
    mail('Too slow', { html: HEAVY_HTML }),
    mail('After it'),
  );

  expect(health).toMatchObject({ state: 'ok', problem: null });
  expect(await subjectsOf(account)).toEqual(['After it', 'Before it']);
  const [slow] = await quarantineOf(ADDRESSES.slow);
  expect(slow).toMatchObject({ reason: 'timeout', subject: 'Too slow' });
  const source = await mailroom.admin.download(`/mailroom/quarantine/${slow?.id}/source`);
  expect(source.bytes.length).toBe(slow?.size);
});

test('given the time it needs, the same mail is filed from quarantine', async () => {
  await mailroom.restart(parse({ timeout: 60_000 }));
  const [slow] = await quarantineOf(ADDRESSES.slow);
  const retried = await mailroom.admin.post(`/mailroom/quarantine/${slow?.id}/retry`);
  expect(retried.body).toMatchObject({ data: { filed: true } });
  const [email] = await readRows<{ characters: number }>(
    mailroom.strapi.database,
    "SELECT length(html) AS characters FROM mailroom_emails WHERE subject = 'Too slow'",
  );
  expect(Number(email?.characters)).toBeGreaterThan(HEAVY_HTML.length * 0.9);
}, 180_000);

test('a mail that fills the memory of its thread ends it and nothing else', async () => {
  await mailroom.restart(parse({ heap: 64 * 1024 * 1024 }));
  const account = await mailroom.account(ADDRESSES.fat);
  await mailroom.receive(account, mail('Before it'), mail('Too fat', { html: HEAVY_HTML }), mail('After it'));
  expect(await subjectsOf(account)).toEqual(['After it', 'Before it']);
  expect(await quarantineOf(ADDRESSES.fat)).toMatchObject([{ reason: 'crashed', subject: 'Too fat' }]);
}, 180_000);

describe('a process that ended while it read', () => {
  let account: GroupAccountDetail;
  const noted = async () => {
    const rows = await readRows<{ attempts: number }>(
      mailroom.strapi.database,
      `SELECT attempts FROM mailroom_folder_cursors WHERE attempts > 0`,
    );
    return rows.length;
  };

  test('a batch is read again mail by mail, and all of it is filed', async () => {
    await mailroom.restart(parse({}));
    account = await mailroom.account(ADDRESSES.deadly);
    await mailroom.receive(account, mail('First'));
    await leaveAttempt(mailroom.strapi.database, { first: 2, last: 4, count: 1 });
    await mailroom.receive(account, mail('Second'), mail('Third'), mail('Fourth'), mail('Fifth'));
    expect(await subjectsOf(account)).toEqual(['Fifth', 'First', 'Fourth', 'Second', 'Third']);
    expect(await quarantineOf(ADDRESSES.deadly)).toEqual([]);
    expect(await noted()).toBe(0);
  });

  test('the mail that ended it again and again is put aside unread, and the next is filed', async () => {
    // It counts little that the process ended while a mail was stored, and four times as much while it was read.
    await leaveAttempt(mailroom.strapi.database, { first: 6, last: 6, count: 12 });
    await mailroom.receive(account, mail('Deadly'), mail('After it'));
    expect(await subjectsOf(account)).toContain('After it');
    expect(await subjectsOf(account)).not.toContain('Deadly');
    const [deadly] = await quarantineOf(ADDRESSES.deadly);
    expect(deadly).toMatchObject({ reason: 'crashed', subject: 'Deadly' });
    expect(await noted()).toBe(0);
    await leaveAttempt(mailroom.strapi.database, { first: 8, last: 8, count: 11 });
    await mailroom.receive(account, mail('Unlucky'));
    expect(await subjectsOf(account)).toContain('Unlucky');
    const retried = await mailroom.admin.post(`/mailroom/quarantine/${deadly?.id}/retry`);
    expect(retried.body).toMatchObject({ data: { filed: true } });
  });
});

test('a file that comes in several mails is kept once', async () => {
  const account = await mailroom.account(ADDRESSES.files);
  const content = Buffer.from('The same file\n'.repeat(5000));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const attachments = [{ filename: 'terms.txt', content }];
  const mails = ['One', 'Two', 'Three'].map((subject) => mail(subject, { attachments }));
  await mailroom.receive(account, ...mails);
  const rows = await readRows<{ size: number }>(
    mailroom.strapi.database,
    `SELECT size FROM mailroom_attachments WHERE sha_256 = '${sha256}'`,
  );
  expect(rows.map(({ size }) => Number(size))).toEqual([content.length, content.length, content.length]);
  const files = await readdir(mailroom.strapi.storageFolder, { recursive: true });
  expect(files.filter((file) => file.endsWith(sha256))).toHaveLength(1);
  expect(files.filter((file) => file.endsWith('.tmp'))).toEqual([]);
});
