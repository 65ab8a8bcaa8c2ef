/** Mails and files at an upload provider: kept, read, swept away, waited for, and moved to a folder and back. */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type {
  Anonymisation,
  GroupAccountDetail,
  Page,
  ScheduledJob,
  Single,
} from '../../../server/src/api/contracts';
import type { MoveReport } from '../../../server/src/services';
import { addRow, letTimePassForLeftPacks, readRows } from '../../support/database';
import {
  caseBySubject,
  casesOf,
  startMailroom,
  timeline,
  type IncomingParts,
  type Mailroom,
} from '../../support/mailroom';
import { startS3Server, type S3Server } from '../../support/s3-server';
import { waitUntil } from '../../support/wait-until';

const SUPPORT = 'support@shop.example';

let s3: S3Server;
let mailroom: Mailroom;
let account: GroupAccountDetail;

const settings = (storage: object): { readonly MAILROOM_CONFIG: string } => ({
  MAILROOM_CONFIG: JSON.stringify({
    storage: { provider: 'aws-s3', providerOptions: s3.providerOptions, ...storage },
  }),
});

beforeAll(async () => {
  s3 = await startS3Server();
  mailroom = await startMailroom([SUPPORT], { env: settings({ driver: 'upload' }) });
  account = await mailroom.account(SUPPORT);
}, 180_000);

afterAll(async () => {
  await mailroom?.stop();
  await s3?.stop();
});

const files = new Map<string, Buffer>();

/** A mail with a file that no other has. */
function mailNamed(subject: string): IncomingParts {
  const content = randomBytes(4000);
  files.set(subject, content);
  return {
    from: 'Clara <clara@feld.example>',
    subject,
    text: `About ${subject}`,
    attachments: [{ filename: 'file.bin', content, contentType: 'application/octet-stream' }],
  };
}

const forgetCache = () => rm(join(mailroom.strapi.storageFolder, 'cache'), { recursive: true, force: true });

/** What is kept in the folder itself, without what is there for a while. */
const inFolder = async (): Promise<readonly string[]> =>
  (await readdir(mailroom.strapi.storageFolder, { recursive: true })).filter((file) =>
    /^[0-9a-f]{2}\//.test(file),
  );

async function mailOf(subject: string) {
  const row = await caseBySubject(mailroom.admin, subject);
  const entry = (await timeline(mailroom.admin, row.id)).find(({ kind }) => kind === 'email-received');
  if (entry?.kind !== 'email-received') throw new Error('no mail in the stream');
  return entry.email;
}

/** Downloads file and source through the routes that ask who may have them. */
async function downloads(subject: string) {
  const email = await mailOf(subject);
  const [file, source] = [
    await mailroom.admin.download(`/mailroom/attachments/${email.attachments[0]!.id}`),
    await mailroom.admin.download(`/mailroom/emails/${email.id}/source`),
  ];
  return { file, source };
}

async function expectWhole(subject: string): Promise<void> {
  const { file, source } = await downloads(subject);
  expect(file.status).toBe(200);
  expect(file.bytes.equals(files.get(subject)!)).toBe(true);
  expect(source.bytes.toString()).toContain(`About ${subject}`);
}

const move = (request: object) => mailroom.strapi.call('storage', 'move', request) as Promise<MoveReport>;

const shaOf = async (subject: string): Promise<string> => {
  const { attachments } = await mailOf(subject);
  const [row] = await readRows<{ sum: string }>(
    mailroom.strapi.database,
    'SELECT sha_256 AS sum FROM mailroom_attachments WHERE document_id = ?',
    [attachments[0]!.id],
  );
  return row!.sum;
};

test('mail lies at the provider, and is read from there through our own routes', async () => {
  await mailroom.receive(account, mailNamed('Alone'));
  await mailroom.receive(account, mailNamed('First of two'), mailNamed('Second of two'));
  const keys = await s3.keys();
  expect(keys.filter((key) => key.endsWith('.pack'))).toHaveLength(1);
  expect(keys.filter((key) => key.endsWith('.gz'))).toHaveLength(1);
  expect(keys).toContain(`mailroom/${(await shaOf('Alone')).slice(0, 2)}/${await shaOf('Alone')}`);
  expect(await inFolder()).toEqual([]);
  await forgetCache();
  for (const subject of ['Alone', 'First of two', 'Second of two']) await expectWhole(subject);
});

test('while the provider is away mail waits and the health says why; then it is filed', async () => {
  await forgetCache();
  s3.mode = 'away';
  const { health } = await mailroom.receive(account, mailNamed('Patience'));
  expect(health).toMatchObject({ state: 'failing', problem: { step: 'fetch', code: 'storage-unavailable' } });
  expect((await casesOf(mailroom.admin)).map(({ subject }) => subject)).not.toContain('Patience');
  const { file, source } = await downloads('Alone');
  expect([file.status, source.status]).toEqual([503, 503]);
  s3.mode = 'private';
  expect((await mailroom.fetch(account)).health).toMatchObject({ state: 'ok', problem: null });
  await expectWhole('Patience');
  await expectWhole('Alone');
});

test('housekeeping removes what nothing refers to, at the provider too', async () => {
  const before = await s3.keys();
  const orphan = randomBytes(32).toString('hex');
  const twoDaysAgo = new Date(Date.now() - 48 * 60 * 60 * 1000);
  // As a process leaves it that ended between the file and its row.
  await addRow(mailroom.strapi.database, 'mailroom_stored_files', {
    document_id: randomUUID(),
    name: orphan,
    state: 'storing',
    kept_at: twoDaysAgo,
    created_at: twoDaysAgo,
    updated_at: twoDaysAgo,
  });
  const { body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/housekeeping/run');
  expect(body.data.lastResult).toMatchObject({ blobs: 1 });
  const names = await readRows(
    mailroom.strapi.database,
    'SELECT name FROM mailroom_stored_files WHERE name = ?',
    [orphan],
  );
  expect(names).toEqual([]);
  expect(await s3.keys()).toEqual(before);
});

const command = (env: object, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [resolve(__dirname, '../../../bin/mailroom.js'), ...args], {
    cwd: resolve(__dirname, '../../../example'),
    env: { ...process.env, ...mailroom.strapi.environment, ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

test('files move into the folder while all of them can be read; what is damaged is named', async () => {
  const damaged = await shaOf('Alone');
  const kept = await s3.bytes(damaged);
  await expect(move({ to: 'filesystem', removeOld: true })).rejects.toThrow(/storage\.driver/);
  await mailroom.restart({ env: settings({ driver: 'filesystem' }) });
  await forgetCache();
  await mailroom.receive(account, mailNamed('In the folder'));
  await expectWhole('First of two');
  await expectWhole('In the folder');

  await s3.damage(damaged);
  const moved = await command({}, 'move-files', '--to', 'filesystem', '--remove-old');
  expect(moved.code).toBe(1);
  expect(moved.stdout).toContain(`damaged: ${damaged} (attachment `);
  expect(moved.stderr).toMatch(/6 copied .*, 2 there already, 6 old copies removed, 1 missing or damaged/);
  expect((await s3.keys()).map((key) => key.slice(-64))).toEqual([damaged]);
  await forgetCache();
  for (const subject of ['First of two', 'Second of two', 'Patience', 'In the folder'])
    await expectWhole(subject);
  expect(kept.equals(files.get('Alone')!)).toBe(true);
}, 180_000);

test('files move back to the provider, are compared there, and leave the folder only then', async () => {
  const before = await inFolder();
  const dry = await move({ to: 'upload', dryRun: true });
  expect(dry).toMatchObject({ faults: 0, removed: 0, complete: true });
  expect(await s3.keys()).toHaveLength(1);
  const moved = await move({ to: 'upload' });
  // What was damaged there is nowhere whole.
  expect(moved).toMatchObject({ copied: dry.copied, bytes: dry.bytes, faults: 1, complete: true });
  expect(moved.faulty).toEqual([expect.objectContaining({ fault: 'damaged', name: await shaOf('Alone') })]);
  expect(await move({ to: 'upload' })).toMatchObject({ copied: 0, present: dry.copied });
  expect(await inFolder()).toEqual(before);

  await mailroom.restart({ env: settings({ driver: 'upload' }) });
  expect(await move({ to: 'upload', removeOld: true })).toMatchObject({ copied: 0, removed: dry.copied });
  expect(await inFolder()).toEqual([]);
  await forgetCache();
  for (const subject of ['First of two', 'Patience', 'In the folder']) await expectWhole(subject);
}, 180_000);

test('a provider whose files are public is refused with what to change', async () => {
  const { s3Options } = s3.providerOptions;
  const open = { s3Options: { ...s3Options, params: { Bucket: 'mail', ACL: 'public-read' } } };
  const refused = await command(
    settings({ driver: 'upload', providerOptions: open }),
    'move-files',
    '--to',
    'upload',
  );
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/"aws-s3" is not private: everybody could read mail/);
}, 120_000);

test('what a person wrote is overwritten when the provider is back, where it was away meanwhile', async () => {
  const OTTO = 'otto@see.example';
  const anonymise = (address: string) =>
    mailroom.strapi.call('people', 'anonymise', [address]) as Promise<Anonymisation>;
  await mailroom.receive(account, { ...mailNamed('Of Otto'), from: OTTO }, mailNamed('Beside Otto'));
  const placeOfOtto = async () => {
    const sql = `SELECT source_place AS place FROM mailroom_emails WHERE subject = 'Of Otto'`;
    const [row] = await readRows<{ place: string | null }>(mailroom.strapi.database, sql);
    return row?.place ?? null;
  };
  const [pack, start, length] = (await placeOfOtto())!.split(':');
  const stretch = async () =>
    (await s3.bytes(`${pack}.pack`)).subarray(Number(start), Number(start) + Number(length));
  expect((await stretch()).some((byte) => byte !== 0)).toBe(true);
  await forgetCache();
  s3.mode = 'away';
  await anonymise(OTTO);
  await waitUntil('the mail to forget where its source lies', async () => (await placeOfOtto()) === null);
  s3.mode = 'private';
  const running = async () => {
    const { body } = await mailroom.admin.get<Page<Anonymisation>>('/mailroom/anonymisations?limit=100');
    return body.items.filter(({ state }) => state === 'running').length;
  };
  // Whoever begins another one goes on with those that were cut off.
  await waitUntil('the first to have ended', async () => {
    await anonymise('nobody@see.example');
    return waitUntil('all to end', async () => (await running()) === 0, { timeout: 3_000 });
  });
  expect((await stretch()).every((byte) => byte === 0)).toBe(true);
  await forgetCache();
  await expectWhole('Beside Otto');
}, 60_000);

test('a pack at the provider that is mostly empty is written anew there', async () => {
  const subjects = ['Pack one', 'Pack two', 'Pack three'];
  await mailroom.receive(account, ...subjects.map(mailNamed));
  const before = new Set(await s3.keys());
  for (const subject of subjects.slice(1))
    await mailroom.admin.delete(`/mailroom/cases/${(await caseBySubject(mailroom.admin, subject)).id}`);
  const { body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/housekeeping/run');
  expect(body.data.lastError).toBeNull();
  expect(body.data.lastResult?.packs).toBeGreaterThan(0);
  const added = (await s3.keys()).filter((key) => !before.has(key));
  expect(added).toEqual([expect.stringMatching(/\.pack$/)]);
  await forgetCache();
  await expectWhole('Pack one');
}, 60_000);

test('a process that dies while a new pack is on its way to the provider loses nothing and leaves nothing there', async () => {
  const subjects = ['Way one', 'Way two', 'Way three'];
  await mailroom.receive(account, ...subjects.map(mailNamed));
  for (const subject of subjects.slice(1))
    await mailroom.admin.delete(`/mailroom/cases/${(await caseBySubject(mailroom.admin, subject)).id}`);
  const before = new Set(await s3.keys());
  const added = async () => (await s3.keys()).filter((key) => !before.has(key));
  s3.mode = 'mute';
  const run = mailroom.admin.post('/mailroom/jobs/housekeeping/run').catch(() => undefined);
  const [cutOff] = await waitUntil(
    'the new pack to be there',
    async () => ((await added()).length > 0 ? added() : null),
    { timeout: 30_000, interval: 20 },
  );
  await mailroom.strapi.kill();
  await run;
  s3.mode = 'private';
  await mailroom.restart({ kill: true, env: settings({ driver: 'upload' }) });
  await forgetCache();
  await expectWhole('Way one');

  await letTimePassForLeftPacks(mailroom.strapi.database);
  const { body } = await mailroom.admin.post<Single<ScheduledJob>>('/mailroom/jobs/housekeeping/run');
  expect(body.data.lastError).toBeNull();
  expect(await added()).toEqual([expect.stringMatching(/\.pack$/)]);
  expect(await added()).not.toContain(cutOff);
  await forgetCache();
  for (const subject of ['Way one', 'Pack one']) await expectWhole(subject);
}, 180_000);
