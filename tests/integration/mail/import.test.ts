/** Mail files into an account: through the panel's route, through a kill, and through the command. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { GroupAccountDetail, ImportRun, Single } from '../../../server/src/api/contracts';
import { readRows } from '../../support/database';
import { importEnded, importFiles, importForm, mailOfThread, mboxOf } from '../../support/mail-files';
import { caseBySubject, casesOf, startMailroom, timeline, type Mailroom } from '../../support/mailroom';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let account: GroupAccountDetail;

beforeAll(async () => {
  mailroom = await startMailroom([SUPPORT]);
  account = await mailroom.account(SUPPORT);
}, 180_000);

afterAll(() => mailroom?.stop());

const counts = ({ filed, duplicates, ignored, quarantined }: ImportRun) => ({
  filed,
  duplicates,
  ignored,
  quarantined,
});

const emailsLike = (name: string) =>
  readRows<{ id: number; text: string; messageId: string | null }>(
    mailroom.strapi.database,
    `SELECT id, text, message_id AS "messageId" FROM mailroom_emails WHERE subject LIKE ?`,
    [`%${name}%`],
  );

/** Until the files of imports are gone: they go a moment after an import is told to be done. */
const nothingLeft = () =>
  waitUntil('the files of imports to be removed', async () => {
    const left = await readdir(join(mailroom.strapi.storageFolder, 'imports')).catch(() => [] as string[]);
    return left.length === 0;
  });

test('mails of several files are filed once, whoever imports them again', async () => {
  const form =
    'From: form@feld.example\nSubject: Plain form\nDate: Fri, 2 Jan 2026 08:00:00 +0000\n\nThe same twice\n';
  const files = {
    'archive.txt': mboxOf([mailOfThread('Plain', 1), form, form]),
    'one.eml': mailOfThread('Plain', 2).replaceAll('\n', '\r\n'),
  };
  const first = await importFiles(mailroom.admin, account, files);
  expect(first).toMatchObject({
    state: 'done',
    error: null,
    opensCases: false,
    accountName: SUPPORT,
  });
  // In the order in which they have arrived: the small one may be faster.
  expect([...first.files].sort()).toEqual(['archive.txt', 'one.eml']);
  // A form that was sent twice is two mails, though nothing tells them apart.
  expect(counts(first)).toEqual({ filed: 4, duplicates: 0, ignored: 0, quarantined: 0 });
  expect(first.bytesDone).toBe(first.bytesTotal);
  expect((await emailsLike('Plain 1'))[0]?.text).toContain('\nFrom here it goes on.');

  const second = await importFiles(mailroom.admin, account, files);
  expect(counts(second)).toEqual({ filed: 0, duplicates: 4, ignored: 0, quarantined: 0 });
  expect(await emailsLike('Plain')).toHaveLength(4);
  // The same mails in another order and with the other line endings are the same mails.
  const turned = mboxOf([mailOfThread('Plain', 2), mailOfThread('Plain', 1)]).replaceAll('\n', '\r\n');
  expect(counts(await importFiles(mailroom.admin, account, { 'turned.mbox': turned }))).toMatchObject({
    filed: 0,
    duplicates: 2,
  });
  const { body } = await mailroom.admin.get<Single<ImportRun[]>>('/mailroom/imports');
  expect(body.data[0]?.files).toEqual(['turned.mbox']);
  await nothingLeft();
});

test('mail that was fetched before is not filed again, and opens cases only where they are wanted', async () => {
  const fetched = mailOfThread('Asked', 1);
  await mailroom.dovecot.deliver(SUPPORT, Buffer.from(fetched.replaceAll('\n', '\r\n')));
  await mailroom.fetch(account);
  const file = { 'asked.mbox': mboxOf([fetched, mailOfThread('Asked', 2)]) };
  const before = (await casesOf(mailroom.admin)).length;
  const quiet = await importFiles(mailroom.admin, account, file, { opensCases: false });
  expect(counts(quiet)).toMatchObject({ filed: 1, duplicates: 1 });
  expect(await casesOf(mailroom.admin)).toHaveLength(before);

  const opening = { 'open.mbox': mboxOf([mailOfThread('Opened', 1), mailOfThread('Opened', 1, true)]) };
  const run = await importFiles(mailroom.admin, account, opening, { opensCases: true });
  expect(counts(run)).toMatchObject({ filed: 2 });
  const { id, emailCount } = await caseBySubject(mailroom.admin, 'Opened 1');
  expect(emailCount).toBe(2);
  expect((await timeline(mailroom.admin, id)).filter(({ kind }) => kind === 'email-received')).toHaveLength(
    2,
  );
});

test('one bad mail costs nothing but itself', async () => {
  const poison = `Subject: Poisoned\nX-Filler: ${'x'.repeat(1024 * 1024 + 10)}\n\nHello\n`;
  const file = mboxOf([mailOfThread('Beside', 1), poison, mailOfThread('Beside', 2)]);
  // Cut off in the middle of its last mail, as a copy is when the disk was full.
  const run = await importFiles(mailroom.admin, account, { 'cut.mbox': file.slice(0, -20) });
  expect(run.state).toBe('done');
  expect(counts(run)).toEqual({ filed: 2, duplicates: 0, ignored: 0, quarantined: 1 });
});

test('what is no mail is refused before anything is imported', async () => {
  const upload = (form: FormData) =>
    mailroom.admin.upload<{ error: { message: string } }>(
      `/mailroom/group-accounts/${account.id}/imports`,
      form,
    );
  const mixed = await upload(
    importForm({ 'ok.eml': mailOfThread('Refused', 1), 'mails.zip': 'PK\x03\x04...' }),
  );
  expect(mixed.status).toBe(400);
  expect(mixed.body.error.message).toContain('mails.zip: This is a ZIP archive. Unpack it');
  expect((await upload(importForm({ 'empty.mbox': '' }))).body.error.message).toContain(
    'This file is empty.',
  );
  expect((await upload(importForm({}, { opensCases: true }))).body.error.message).toContain(
    'Choose the .eml',
  );
  const wrong = await upload(importForm({ 'ok.eml': mailOfThread('Refused', 1) }, { opensCases: 'often' }));
  expect(wrong.status).toBe(400);
  expect(await emailsLike('Refused')).toEqual([]);
});

test('an import that is killed goes on where it stood', async () => {
  const threads = 500;
  const numbers = Array.from({ length: threads }, (_, thread) => thread);
  const file = mboxOf([
    ...numbers.map((thread) => mailOfThread('Killed', thread)),
    ...numbers.map((thread) => mailOfThread('Killed', thread, true)),
  ]);
  const { body } = await mailroom.admin.upload<Single<ImportRun>>(
    `/mailroom/group-accounts/${account.id}/imports`,
    importForm({ 'thousand.mbox': file }, { opensCases: true }),
  );
  const { id } = body.data;
  let stoodAt = 0;
  for (const share of [0.2, 0.6]) {
    const run = await waitUntil(
      'a part of the import',
      async () => {
        const { data } = (await mailroom.admin.get<Single<ImportRun>>(`/mailroom/imports/${id}`)).body;
        return data.filed >= share * 2 * threads ? data : null;
      },
      { timeout: 60_000, interval: 20 },
    );
    expect(run.filed).toBeGreaterThanOrEqual(stoodAt);
    stoodAt = run.filed;
    expect(run.state).toBe('running');
    await mailroom.restart({ kill: true });
  }
  const ended = await importEnded(mailroom.admin, id);
  expect(ended).toMatchObject({ state: 'done', error: null });
  expect(counts(ended)).toEqual({ filed: 2 * threads, duplicates: 0, ignored: 0, quarantined: 0 });
  const ids = (await emailsLike('Killed')).map(({ messageId }) => messageId);
  expect(ids).toHaveLength(2 * threads);
  expect(new Set(ids).size).toBe(2 * threads);
  const opened = (await casesOf(mailroom.admin)).filter(({ subject }) => subject.startsWith('Killed'));
  expect(opened).toHaveLength(threads);
  expect(opened.every(({ emailCount }) => emailCount === 2)).toBe(true);
  await nothingLeft();
}, 180_000);

test('the command imports into the app of its folder, beside a Strapi that serves', async () => {
  const folder = mailroom.strapi.folder;
  const file = join(folder, 'command.mbox');
  await writeFile(file, mboxOf([mailOfThread('Command', 1), mailOfThread('Command', 2)]));
  const command = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [resolve(__dirname, '../../../bin/mailroom.js'), ...args], {
      cwd: resolve(__dirname, '../../../example'),
      env: { ...process.env, ...mailroom.strapi.environment },
    }).then(
      ({ stderr }) => ({ code: 0, stderr }),
      (error: { code: number; stderr: string }) => ({ code: error.code, stderr: error.stderr }),
    );
  const first = await command('import', '--account', SUPPORT, '--open-cases', file);
  expect(first).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('100 %  2 filed, 0 already there'),
  });
  expect((await caseBySubject(mailroom.admin, 'Command 1')).emailCount).toBe(1);
  const second = await command('import', '--account', SUPPORT, file);
  expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('0 filed, 2 already there') });
  expect(existsSync(file)).toBe(true);

  const stranger = await command('import', '--account', 'nobody@shop.example', file);
  expect(stranger).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no account nobody@shop.example'),
  });
  const usage = await command('import', file);
  expect(usage).toMatchObject({ code: 2, stderr: expect.stringContaining('--account <address>') });
}, 180_000);
