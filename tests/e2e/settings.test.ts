/** An admin connects the first mailbox through the panel: a team, an account, a connection test, and mail comes in. */
import type { Browser, Locator, Page } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { inBothThemes } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { buildMail } from '../support/mail-builder';
import { caseBySubject, MAIL_PASSWORD, startMailroom, type Mailroom } from '../support/mailroom';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let panel: AdminPanel;
let page: Page;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([
    startMailroom([SUPPORT], { adminPanel: true, env: { MAILROOM_FETCH_RULE: '*/2 * * * * *' } }),
    launchBrowser(),
  ]);
  lena = await mailroom.agent('Lena');
  panel = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const field = (label: string, within: Locator = page.locator('body')) =>
  within.getByRole('textbox', { name: label, exact: true });
const section = (name: string) => page.getByRole('region', { name });

async function choose(label: string, option: string | RegExp, within = page.locator('body')): Promise<void> {
  await within.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

test('a team is created, with its members', async () => {
  await page.goto('/admin/settings/mailroom/teams');
  await page.getByText('No teams yet.').waitFor();
  await page.getByRole('link', { name: 'Create team' }).first().click();
  await field('Name').fill('Support');
  await choose('Add a member', /Lena Agent/);
  await page.getByRole('button', { name: 'Move Lena Agent up' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: /Support.*Lena Agent/ }).waitFor();
  await screenshot(page, 'settings-teams');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('an account is entered, and its connection tested step by step', async () => {
  const { dovecot, smtp } = mailroom;
  await page.goto('/admin/settings/mailroom/group-accounts');
  await page.getByRole('link', { name: 'Add group account' }).first().click();
  await page.getByRole('link', { name: 'Enter everything on one page' }).click();
  await field('Name').fill('Customer support');
  await field('E-mail address').fill(SUPPORT);
  const imap = section('Receiving (IMAP)');
  await field('Host', imap).fill(dovecot.host);
  await field('Port', imap).fill(String(dovecot.imapsPort));
  await imap.getByLabel(/^Password/).fill('wrong');
  const sending = section('Sending (SMTP)');
  await field('Host', sending).fill(smtp.host);
  await choose('Security', 'STARTTLS', sending);
  await field('Port', sending).fill(String(smtp.port));
  await field('User name', sending).fill('relay');
  await sending.getByLabel('Same password as for receiving').uncheck();
  await sending.getByLabel(/^Password/).fill(MAIL_PASSWORD);
  await page.getByRole('button', { name: /Server certificates/ }).click();
  await field('Private certificate authority (PEM)').fill(
    `${dovecot.certificateAuthority}\n${smtp.certificateAuthority}`,
  );

  const report = section('Connection test');
  const steps = async () =>
    (await report.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/ \(\d+ ?ms\)[^]*/, ''));
  await report.getByRole('button', { name: 'Test connection' }).click();
  await report.getByText('The connection does not work yet').waitFor();
  const reached = ['Finding the server: OK', 'Reaching the server: OK', 'Encrypting the connection: OK'];
  expect(await steps()).toEqual([
    ...reached,
    'Signing in: failed',
    'Opening the folders: skipped',
    ...reached,
    'Signing in: OK',
  ]);
  await report.getByText('The server refused the user name or the password.').waitFor();
  await screenshot(page, 'settings-connection-test');

  await imap.getByLabel(/^Password/).fill(MAIL_PASSWORD);
  await report.getByText('The settings have changed since this test.').waitFor();
  await report.getByRole('button', { name: 'Test connection' }).click();
  await report.getByText('The connection works').waitFor();
  expect(await steps()).toEqual([
    ...reached,
    'Signing in: OK',
    'Opening the folders: OK',
    ...reached,
    'Signing in: OK',
  ]);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('it is given to the team and saved, and a mail opens a case', async () => {
  const cases = section('Teams and cases');
  await choose('Teams', 'Support', cases);
  await page.keyboard.press('Escape');
  await cases.getByRole('radio', { name: /^Round-robin/ }).click();
  await choose('Team to choose from', /^Support/, cases);
  await page.getByRole('button', { name: 'Save' }).click();
  const card = page.getByRole('article', { name: 'Customer support' });
  await card.getByText('Round-robin: Support').waitFor();
  // Only mail after the first contact is taken, so that has to be over.
  await waitUntil('the first contact', async () => {
    const { body } = await mailroom.admin.get<{ data: { health: { state: string } }[] }>(
      '/mailroom/group-accounts',
    );
    return body.data[0]?.health.state === 'ok';
  });
  await mailroom.dovecot.deliver(
    SUPPORT,
    await buildMail({ from: 'jonas@feld.example', to: SUPPORT, subject: 'First mail', text: 'Hello' }),
  );
  const opened = await waitUntil('the case', () => caseBySubject(lena, 'First mail', 'view=mine'));
  expect(opened).toMatchObject({ status: 'assigned', teams: [{ name: 'Support' }] });

  await page.reload();
  await card.getByText('Working').waitFor();
  await screenshot(page, 'settings-group-accounts');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a private network is allowed, what is none is refused, and the audit trail tells of both admin and change', async () => {
  await page.goto('/admin/settings/mailroom/general');
  const networks = field('Private networks and servers');
  await page.getByText('Allowed by the server’s configuration').waitFor();
  await networks.fill('169.254.0.0/16');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/is more than a private network/).waitFor();
  await networks.fill('10.1.0.0/16\nmail.internal');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').first().waitFor();
  const saved = async () => {
    await page.getByRole('heading', { name: 'General' }).waitFor();
    expect(await networks.inputValue()).toBe('10.1.0.0/16\nmail.internal');
  };
  expect(await inBothThemes(page, 'settings-general', saved)).toEqual([]);

  await page.goto('/admin/settings/mailroom/audit');
  const change = page.getByRole('row', { name: /Ada Admin.*Settings: changed/ });
  expect(await inBothThemes(page, 'settings-audit', () => change.waitFor())).toEqual([]);
  await change.getByText('(empty) → 10.1.0.0/16, mail.internal').waitFor();
  await choose('What', 'Group account');
  const created = page.getByRole('row', { name: /Group account: created.*Customer support/ });
  await created.getByRole('button', { name: /fields/ }).click();
  await created.getByText('Changed; the value is secret').first().waitFor();
  await screenshot(page, 'settings-audit-fields');
  expect(await accessibilityViolations(page)).toEqual([]);
  await choose('What', 'Webhook');
  await page.getByText('Nothing matches these filters.').waitFor();
});

test('no password is in the page of the saved account', async () => {
  await page.goto('/admin/settings/mailroom/group-accounts');
  await page.getByRole('link', { name: 'Customer support' }).click();
  await page.getByRole('heading', { name: 'Customer support' }).waitFor();
  const imap = section('Receiving (IMAP)');
  await imap.getByText('A password is stored.').waitFor();
  expect(await imap.getByLabel(/^Password/).inputValue()).toBe('');
  expect(await page.content()).not.toContain(MAIL_PASSWORD);
  await field('Host', imap).fill('imap.elsewhere.example');
  await imap.getByText(/Type the password again/).waitFor();
});

test('rules for keeping mail say what they delete before they are saved', async () => {
  await page.goto('/admin/settings/mailroom/group-accounts');
  await page.getByRole('link', { name: 'Customer support' }).click();
  const keeping = section('Keeping mail');
  await field('Delete texts after (months)', keeping).fill('12');
  await page.getByRole('button', { name: 'Save' }).click();
  await keeping.getByText(/Delete it no later than these/).waitFor();
  await field('Delete sources after (months)', keeping).fill('6');
  await keeping.getByRole('button', { name: 'Show what would be deleted' }).click();
  await keeping.getByText('With the next run: nothing').waitFor();
  await screenshot(page, 'settings-keeping');
  expect(await accessibilityViolations(page)).toEqual([]);
  const question = page.getByRole('alertdialog', { name: 'Delete old mail' });
  await page.getByRole('button', { name: 'Save' }).click();
  await question.getByText(/every day and for good/).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await question.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('article', { name: 'Customer support' }).waitFor();
  const { body } = await mailroom.admin.get<{ data: { retention: unknown }[] }>('/mailroom/group-accounts');
  expect(body.data[0]?.retention).toEqual({ sources: 6, attachments: null, bodies: 12, mails: null });
});

test('a person is removed once the address is typed, and the report names nobody', async () => {
  await page.goto('/admin/settings/mailroom/correspondents');
  await page.getByRole('button', { name: 'Anonymise jonas@feld.example' }).click();
  const dialog = page.getByRole('dialog', { name: 'Anonymise jonas@feld.example' });
  await dialog.getByText('1 mail of the person loses text, files and source').waitFor();
  const begin = dialog.getByRole('button', { name: 'Anonymise for good' });
  expect(await begin.isDisabled()).toBe(true);
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Type the address to confirm' }).fill('jonas@feld.example');
  await screenshot(page, 'settings-anonymise');
  await begin.click();
  await dialog.getByText('The person was removed').waitFor();
  await screenshot(page, 'settings-anonymised');
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByText('Close', { exact: true }).click();
  await page.getByRole('row', { name: /@anonymous\.invalid/ }).waitFor();
  expect(await page.getByRole('row', { name: /jonas/ }).count()).toBe(0);
});

test('the panel had nothing to complain about but the network that was refused', () => {
  expect(panel.complaints).toEqual([expect.stringMatching(/400 .*settings\/connections/)]);
});
