/** An admin keeps mailboxes running: suggestions, history, scheduled jobs, quarantine and imports, in the panel. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { GroupAccountDetail } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import { inBothThemes, onPhone } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { readRows } from '../support/database';
import { buildMail } from '../support/mail-builder';
import { casesOf, startMailroom, type Mailroom } from '../support/mailroom';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';
/** Milliseconds a fetch, an import or a job may take on a busy machine. */
const WORK = 30_000;

let mailroom: Mailroom;
let browser: Browser;
let panel: AdminPanel;
let page: Page;
let folder: TemporaryFolder;

beforeAll(async () => {
  [mailroom, browser, folder] = await Promise.all([
    startMailroom([SUPPORT], {
      adminPanel: true,
      env: { MAILROOM_CONFIG: JSON.stringify({ oauth: { providers: {} } }) },
    }),
    launchBrowser(),
    temporaryFolder('mailroom-files'),
  ]);
  panel = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
  await folder?.remove();
});

const section = (name: string) => page.getByRole('region', { name });
const field = (label: string, within: Locator = page.locator('body')) =>
  within.getByRole('textbox', { name: label, exact: true });
const mail = (subject: string) =>
  buildMail({ from: `Jonas Feld <${CUSTOMER}>`, to: SUPPORT, subject, text: `About ${subject}` });
/** Of all mail that was filed, whoever may see it. */
const subjects = async () =>
  (await readRows(mailroom.strapi.database, 'SELECT subject FROM mailroom_emails ORDER BY subject')).map(
    ({ subject }) => subject,
  );

/** Looks at the page as it is, on a phone, and in the dark; nothing may be out of reach of anybody. */
async function look(name: string): Promise<void> {
  const ready = async () => {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
  };
  expect(await inBothThemes(page, name, ready)).toEqual([]);
  expect(await onPhone(page, name)).toBeLessThanOrEqual(0);
}

test('settings that are known for a domain are taken over with one click', async () => {
  await page.goto('/admin/settings/mailroom/group-accounts/create/form');
  await field('E-mail address').fill('hello@gmail.com');
  await page.getByText('Settings are known for Google').waitFor();
  await screenshot(page, 'suggestion-offered');
  await page.getByRole('button', { name: 'Use these settings' }).click();
  const identity = section('Identity');
  await identity.getByText('The settings of Google are filled in').waitFor();
  const imap = section('Receiving (IMAP)');
  expect(await field('Host', imap).inputValue()).toBe('imap.gmail.com');
  expect(await field('Port', imap).inputValue()).toBe('993');
  expect(await field('User name', imap).inputValue()).toBe('hello@gmail.com');
  expect(await field('Host', section('Sending (SMTP)')).inputValue()).toBe('smtp.gmail.com');
  // Nobody has set up OAuth2 here, and Google takes app passwords.
  expect(await page.getByRole('radio', { name: /^Password/ }).isChecked()).toBe(true);
  await identity.getByText(/Create an app password/).waitFor();
  await screenshot(page, 'suggestion-applied');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a provider that is not set up says what has to be done, with the address to enter there', async () => {
  await page.getByRole('radio', { name: /^Sign in at the provider/ }).click();
  const signIn = section('Sign-in');
  await signIn.getByRole('combobox', { name: 'Provider' }).click();
  await page.getByRole('option', { name: 'Google' }).click();
  await signIn.getByText('Google is not set up yet').waitFor();
  await signIn.getByText(/\/mailroom\/oauth\/callback$/).waitFor();
  expect(
    await section('Receiving (IMAP)')
      .getByLabel(/^Password/)
      .count(),
  ).toBe(0);
  await screenshot(page, 'sign-in-not-configured');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('mail that is there already is imported when asked for, and opens no cases', async () => {
  await mailroom.dovecot.deliver(
    SUPPORT,
    await mail('Old one'),
    await mail('Old two'),
    await mail('Old three'),
  );
  const account = await mailroom.account(SUPPORT, {
    name: 'Customer support',
    history: { import: false, since: null, opensCases: false },
  });
  await mailroom.fetch(account);
  expect(await subjects()).toEqual([]);

  await page.goto(`/admin/settings/mailroom/group-accounts/${account.id}`);
  const history = section('Mail that is there already');
  expect(await history.getByRole('radio', { name: /^Only new mail/ }).isChecked()).toBe(true);
  await history.getByRole('radio', { name: /^Import everything/ }).click();
  await history.getByText('It answers nobody and notifies nobody.').waitFor();
  expect(await history.getByLabel('Older mail opens cases too').isChecked()).toBe(false);
  await history.scrollIntoViewIfNeeded();
  await screenshot(page, 'history-question');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();

  const card = page.getByRole('article', { name: 'Customer support' });
  await card.getByRole('button', { name: 'Fetch now' }).click();
  await card.getByText('3 older mails were imported').waitFor({ timeout: WORK });
  expect(await subjects()).toEqual(['Old one', 'Old three', 'Old two']);
  expect(await casesOf(mailroom.admin)).toEqual([]);
  await look('accounts');
});

test('a scheduled job is run now, and says what it did', async () => {
  await mailroom.dovecot.deliver(SUPPORT, await mail('By the job'));
  await page.goto('/admin/settings/mailroom/jobs');
  const job = page.getByRole('article', { name: 'Fetch mail' });
  await job.getByRole('button', { name: 'Run now: Fetch mail' }).click();
  await page.getByText('Fetch mail: the run has ended').first().waitFor({ timeout: WORK });
  await job.getByText('1 mailbox, 1 mail').waitFor();
  expect((await casesOf(mailroom.admin)).map(({ subject }) => subject)).toEqual(['By the job']);
  await page
    .getByRole('article', { name: 'Housekeeping' })
    .getByText(/^Every day at/)
    .waitFor();
  await look('jobs');
});

test('quarantined mail is tried again, all at once, or filed by hand', async () => {
  const { body } = await mailroom.admin.get<{ data: GroupAccountDetail[] }>('/mailroom/group-accounts');
  const folders = mailroom.dovecot.folders(SUPPORT);
  await folders.append('INBOX', tooManyParts());
  await mailroom.fetch(body.data[0]!);

  await page.goto('/admin/settings/mailroom/quarantine');
  await page.getByText('The mail has more parts than allowed.').waitFor();
  await page.getByRole('button', { name: 'Try all again' }).click();
  await page.getByText('None could be filed, 1 stays in quarantine').first().waitFor({ timeout: WORK });
  await look('quarantine');
  await page.getByRole('button', { name: 'File “Too many” by hand' }).click();
  await page.getByRole('alertdialog').getByText('What can be read of this mail').waitFor();
  await screenshot(page, 'quarantine-by-hand');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Nothing in quarantine').waitFor({ timeout: WORK });
});

test('files are imported by the file chooser, with what became of each mail', async () => {
  const single = join(folder.path, 'single.eml');
  const box = join(folder.path, 'archive.mbox');
  await writeFile(single, await mail('From a file'));
  const messages = [await mail('First of the box'), await mail('Second of the box')];
  const separated = messages.flatMap((bytes) => [
    Buffer.from(`From ${CUSTOMER} Thu Mar  5 10:00:00 2026\n`),
    bytes,
    Buffer.from('\n\n'),
  ]);
  await writeFile(box, Buffer.concat(separated));

  await page.goto('/admin/settings/mailroom/group-accounts');
  await page.getByRole('button', { name: 'Import files into Customer support' }).click();
  await page.getByText('Customer support (support@shop.example)').waitFor();
  await page.getByText('Nothing has been imported yet').waitFor();
  const chooser = page.waitForEvent('filechooser');
  await page.locator('button', { hasText: 'Choose files' }).click();
  await (await chooser).setFiles([single, box]);
  await screenshot(page, 'import-chosen');
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  const run = page.getByRole('article', { name: /archive\.mbox/ });
  await run.getByText(/^Done/).waitFor({ timeout: WORK });
  expect(await run.getByRole('definition').first().innerText()).toBe('3');
  expect(await subjects()).toEqual(expect.arrayContaining(['First of the box', 'From a file']));

  await page.locator('input[type=file]').setInputFiles([single]);
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  const again = page.getByRole('article', { name: 'single.eml', exact: true });
  await again.getByText(/^Done/).waitFor({ timeout: WORK });
  // Filed 0, already here 1
  expect((await again.getByRole('definition').allInnerTexts()).slice(0, 2)).toEqual(['0', '1']);
  await look('imports');
});

/** More parts than a reader should be made to hold: what is no mail of anybody is kept out of the inbox. */
function tooManyParts(): Buffer {
  const parts = Array.from({ length: 1_200 }, () => '--b\r\nContent-Type: text/plain\r\n\r\nx');
  return Buffer.from(
    [
      `From: ${CUSTOMER}`,
      `To: ${SUPPORT}`,
      'Subject: Too many',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...parts,
      '--b--',
      '',
    ].join('\r\n'),
  );
}

test('the panel had nothing to complain about', () => {
  expect(panel.complaints).toEqual([]);
});
