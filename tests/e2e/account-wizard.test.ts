/** An admin connects a mailbox by the wizard, with a wrong port and a wrong password on the way, and the first mail comes in. */
import type { Browser, Page } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility';
import { showTheme } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { freePort } from '../support/free-port';
import { buildMail } from '../support/mail-builder';
import { MAIL_PASSWORD, startMailroom, type Mailroom } from '../support/mailroom';
import { beyondTheEdge } from '../support/page-edges';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let browser: Browser;
let panel: AdminPanel;
let page: Page;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([
    startMailroom([SUPPORT], { adminPanel: true, env: { MAILROOM_FETCH_RULE: '*/2 * * * * *' } }),
    launchBrowser(),
  ]);
  panel = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
  // Mail that lies there before anybody connects, for the question what becomes of it.
  await mailroom.dovecot.deliver(SUPPORT, await mail('Old one'), await mail('Old two'));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const mail = (subject: string) =>
  buildMail({ from: 'Jonas Feld <jonas@feld.example>', to: SUPPORT, subject, text: 'Hello' });
const section = (name: string) => page.getByRole('region', { name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');

/** The step at hand in both themes, without loading it again: nothing of it is stored. */
async function look(name: string): Promise<void> {
  // Under the mouse a button has colours of the design system that are no choice of ours.
  await page.mouse.move(0, 0);
  for (const theme of ['dark', 'light'] as const) {
    await showTheme(page, theme);
    await screenshot(page, `${name}-${theme}`);
    expect(await accessibilityViolations(page)).toEqual([]);
  }
}

test('an empty inbox leads who can set it up, and tells others whom to ask', async () => {
  const lena = await mailroom.agent('Lena', [{ action: 'plugin::mailroom.cases.read' }]);
  const agent = await openAdminPanel(browser, mailroom.strapi.url, lena);
  await agent.page.goto('/admin/plugins/mailroom');
  await agent.page.getByText('Ask Ada Admin to connect one.', { exact: false }).waitFor();
  await screenshot(agent.page, 'first-run-agent');
  expect(agent.complaints).toEqual([]);
  await agent.close();

  await page.goto('/admin/plugins/mailroom');
  const checklist = section('Welcome to Mailroom');
  await checklist.getByRole('link', { name: 'Create a team' }).waitFor();
  await look('first-run');
  await mailroom.team('Support', [lena]);
  await page.reload();
  await checklist.getByRole('link', { name: 'Connect a mailbox' }).click();
  await page.getByRole('heading', { name: 'Add group account' }).waitFor();
});

test('an address is all that is asked first, and what is unknown of its domain is said', async () => {
  await press('Next');
  await page.getByText('This field is required.').first().waitFor();
  await look('wizard-address');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(SUPPORT);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is known about this domain’s servers').waitFor();
  // Whoever sees nothing is told where the way has led.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Step 2 of 6: Sign-in');
});

test('the servers are tried while one watches, and only what is wrong is entered again', async () => {
  const { dovecot, smtp } = mailroom;
  const imap = section('Receiving (IMAP)');
  await imap.getByRole('textbox', { name: 'Host' }).fill(dovecot.host);
  await imap.getByRole('textbox', { name: 'Port' }).fill(String(await freePort()));
  await imap.getByLabel(/^Password/).fill('wrong');
  const sending = section('Sending (SMTP)');
  await sending.getByRole('textbox', { name: 'Host' }).fill(smtp.host);
  await sending.getByRole('combobox', { name: 'Security' }).click();
  await page.getByRole('option', { name: 'STARTTLS' }).click();
  await sending.getByRole('textbox', { name: 'Port' }).fill(String(smtp.port));
  await sending.getByRole('textbox', { name: 'User name' }).fill('relay');
  await page.getByRole('button', { name: /Server certificates/ }).click();
  await page
    .getByRole('textbox', { name: 'Private certificate authority (PEM)' })
    .fill(`${dovecot.certificateAuthority}\n${smtp.certificateAuthority}`);
  await look('wizard-servers');
  await press('Next');

  await page.getByText('The connection does not work yet').waitFor();
  await page.getByText('The server takes no connection on this port. Check the port.').waitFor();
  expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
  await look('wizard-check-failed');
  await press('Correct the port');
  expect(await focused()).toBe('imap.port');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(String(dovecot.imapsPort));
  await page.keyboard.press('Enter');

  await page.getByText('The server refused the user name or the password.').first().waitFor();
  await press('Correct the password');
  expect(await focused()).toBe('imap.secret');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(MAIL_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('The connection works').waitFor();
  await look('wizard-check');
  await press('Next');
});

test('folders are chosen from those of the mailbox, and what is in them is asked about', async () => {
  await page.getByRole('checkbox', { name: /^Inbox.*2 mails/ }).waitFor();
  await page.getByRole('checkbox', { name: /^Junk.*empty/ }).check();
  await look('wizard-folders');
  await press('Next');
  await page.getByText('The chosen folders hold 2 mails.').waitFor();
  await page.getByRole('radio', { name: /^Import everything/ }).click();
  await look('wizard-history');
  // Back and on again: nothing is lost, and nothing is tried twice.
  await press('Back');
  expect(await page.getByRole('checkbox', { name: /^Junk/ }).isChecked()).toBe(true);
  await press('Next');
  expect(await page.getByRole('radio', { name: /^Import everything/ }).isChecked()).toBe(true);
  await press('Next');
});

test('leaving is asked about, and stores nothing', async () => {
  await page.getByRole('link', { name: 'Group accounts' }).first().click();
  await page.getByRole('alertdialog').getByText('Nothing has been stored.', { exact: false }).waitFor();
  await screenshot(page, 'wizard-leave');
  await press('Stay here');
  const { body } = await mailroom.admin.get<{ data: unknown[] }>('/mailroom/group-accounts');
  expect(body.data).toEqual([]);
});

test('named and connected, it is followed until the first mail is in', async () => {
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Customer support');
  await look('wizard-about');
  await press('Connect account');
  await page.getByText('The account is connected').waitFor();
  await page.getByText('The mailbox was opened, and new mail is watched for').waitFor();
  await mailroom.dovecot.deliver(SUPPORT, await mail('First mail'));
  await page.getByText('The first mail is in', { exact: true }).waitFor();
  await page.getByText('2 older mails were imported').waitFor();
  await look('wizard-connected');
  expect(await page.content()).not.toContain(MAIL_PASSWORD);
  const { body } = await mailroom.admin.get<{ data: unknown[] }>('/mailroom/group-accounts');
  expect(body.data).toMatchObject([{ name: 'Customer support', folders: ['INBOX', 'Junk'], active: true }]);
});

test('with the first case the way is over', async () => {
  await page.getByRole('link', { name: 'Go to the inbox' }).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.goto('/admin/plugins/mailroom/cases/open');
  await page.getByText('First mail').first().waitFor();
  expect(await section('Welcome to Mailroom').count()).toBe(0);
});

test('at 200 % of a small screen no page is cut off or scrolls sideways', async () => {
  await page.setViewportSize({ width: 640, height: 450 });
  const { body } = await mailroom.admin.get<{ data: readonly { id: string }[] }>('/mailroom/group-accounts');
  const inbox = '/admin/plugins/mailroom';
  const settings = '/admin/settings/mailroom';
  for (const path of [
    `${inbox}/cases/open`,
    `${inbox}/search?q=mail`,
    `${inbox}/reports`,
    `${inbox}/preferences`,
    `${settings}/filters/create?scope=global`,
    `${settings}/group-accounts/create`,
    `${settings}/group-accounts/${body.data[0]?.id}`,
    `${settings}/correspondents`,
  ]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    expect([path, ...(await beyondTheEdge(page))]).toEqual([path]);
  }
});

test('an answer can be sent in a low window, and its lines stay readable in a very wide one', async () => {
  await page.goto('/admin/plugins/mailroom/cases/open');
  await page.getByText('First mail').first().click();
  const send = page.getByRole('button', { name: 'Send', exact: true });
  const lowest = async (): Promise<number> => {
    const box = await send.boundingBox();
    return box === null ? Infinity : box.y + box.height;
  };
  await page.getByRole('button', { name: 'Reply', exact: true }).first().click();
  await send.waitFor();
  // On a small screen the page scrolls to what is begun.
  await waitUntil('the button to come into sight', async () => (await lowest()) <= 450);
  expect(await beyondTheEdge(page)).toEqual([]);
  // 200 % of 1,920 pixels: the page does not scroll, so that nothing may stand out of it.
  await page.setViewportSize({ width: 960, height: 540 });
  const hidden = () => page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight);
  await waitUntil('the page to fit its window', async () => (await hidden()) <= 1);
  await page.setViewportSize({ width: 2560, height: 1440 });
  const mail = await page.locator('[data-said]').first().boundingBox();
  expect(mail?.width).toBeGreaterThan(700);
  expect(mail?.width).toBeLessThanOrEqual(960);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('what is noted of who wrote is found in the settings, and changed with a reason', async () => {
  await page.goto('/admin/settings/mailroom/correspondents');
  await page.getByRole('searchbox', { name: 'Address or name' }).fill('jonas');
  const row = page.getByRole('row', { name: /jonas@feld\.example/ });
  await row.getByRole('button', { name: 'Edit jonas@feld.example' }).click();
  await page.getByRole('checkbox', { name: 'Not reached by mail' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Say why mail does not reach this address.').waitFor();
  await look('correspondent');
  await page.getByRole('textbox', { name: 'Why' }).fill('The mailbox is closed');
  await page.getByRole('button', { name: 'Save' }).click();
  await row.getByText('The mailbox is closed').waitFor();
  await look('correspondents');
});

test('the panel had nothing to complain about', () => {
  expect(panel.complaints).toEqual([]);
});
