/** An agent's day in the panel: a mail becomes a case, is read, is answered with a file, and the customer answers. */
import { readFile } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { buildMail } from '../support/mail-builder';
import { distributing, startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';
/** Milliseconds until the clock has fetched a mail and the open page has asked for it. */
const ARRIVAL = 25_000;

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
  const team = await mailroom.team('Support', [lena]);
  await mailroom.account(SUPPORT, distributing('round-robin', team));
  await lena.put('/mailroom/preferences', { undoSeconds: 0 });
  panel = await openAdminPanel(browser, mailroom.strapi.url, lena);
  page = panel.page;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const deliver = async (more: Partial<Parameters<typeof buildMail>[0]>) =>
  mailroom.dovecot.deliver(
    SUPPORT,
    await buildMail({ from: `Jonas Feld <${CUSTOMER}>`, to: SUPPORT, subject: 'Broken lamp', ...more }),
  );

const stream = () => page.getByRole('region', { name: 'Messages and events' });
const notifications = () => page.getByRole('region', { name: /^Notifications/ });
const rows = () => page.getByRole('list', { name: 'Cases' }).getByRole('link');

const write = async (words: string): Promise<void> => {
  await page.getByRole('button', { name: 'Write to the customer…' }).click();
  await page.getByRole('textbox', { name: 'Your answer' }).pressSequentially(words);
};

/** Gone with the first reload: what the agent sees came to the page that was open all the time. */
const markPage = () => page.evaluate(() => void Object.assign(window, { openedByTest: true }));
const isSamePage = () => page.evaluate(() => 'openedByTest' in window);

test('an empty inbox says so', async () => {
  await page.goto('/admin/plugins/mailroom');
  await page.getByRole('heading', { name: 'My inbox' }).waitFor();
  await page.getByText('Nothing waits for you.').waitFor();
  await screenshot(page, 'inbox-empty');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a mail that comes in is a case in the open inbox, and is read there', async () => {
  await markPage();
  await deliver({
    messageId: '<lamp@feld.example>',
    html: `<p>It is <b>very</b> broken.</p><img src="https://tracker.example/x.png"><script>parent.hacked = 1</script>`,
    attachments: [{ filename: 'Foto der Lampe.txt', content: 'A picture in words' }],
  });
  await rows().filter({ hasText: 'Broken lamp' }).waitFor({ timeout: ARRIVAL });
  expect(await rows().allInnerTexts()).toEqual([
    expect.stringMatching(/Unread:[^]*Jonas Feld[^]*#1[^]*assigned/),
  ]);
  await screenshot(page, 'inbox-with-a-case');
  expect(await accessibilityViolations(page)).toEqual([]);

  await rows().first().click();
  await page.getByRole('heading', { name: 'Broken lamp' }).waitFor();
  const body = page.frameLocator('iframe[title="Mail: Broken lamp"]').locator('body');
  await body.getByText('It is very broken.').waitFor();
  expect(await body.locator('script').count()).toBe(0);
  await stream().getByText('1 picture from the internet is not shown.').waitFor();
  await stream().getByText('Round-robin in Support: Lena Agent was next').first().waitFor();
  const download = page.waitForEvent('download');
  await stream()
    .getByRole('button', { name: /Foto der Lampe/ })
    .click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Foto der Lampe.txt');
  expect(await readFile(await file.path(), 'utf8')).toBe('A picture in words');
  expect(await isSamePage()).toBe(true);
});

test('an answer with a file goes out, and the page says when it is sent', async () => {
  await write('Please send it back.');
  await page
    .getByLabel('Attach files', { exact: true })
    .first()
    .setInputFiles({
      name: 'Rücksendeschein.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Return label'),
    });
  await page.getByText('Rücksendeschein.txt', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await notifications().getByText('Your answer is on its way.').waitFor();
  const { raw, envelope } = await mailroom.smtp.waitForMessage();
  const answer = await simpleParser(raw);
  expect(envelope).toMatchObject({ from: SUPPORT, to: [CUSTOMER] });
  expect(answer.text).toContain('Please send it back.');
  expect(answer.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['Rücksendeschein.txt', 'Return label'],
  ]);
  await stream().getByText('Sent', { exact: true }).waitFor({ timeout: ARRIVAL });
  await page.getByRole('button', { name: 'Write to the customer…' }).waitFor();

  await deliver({
    subject: 'Re: Broken lamp',
    text: 'It is on its way to you.',
    inReplyTo: answer.messageId,
    references: ['<lamp@feld.example>', answer.messageId ?? ''],
  });
  await stream().getByText('It is on its way to you.').waitFor({ timeout: ARRIVAL });
  expect(await isSamePage()).toBe(true);
  await screenshot(page, 'case');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('an answer can close the case, which then leaves the list', async () => {
  await write('Thank you.');
  await page.getByRole('button', { name: 'More ways to send' }).click();
  await page.getByRole('menuitem', { name: 'Send and close' }).click();
  await notifications().getByText('the case is closed').waitFor();
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  await page.getByRole('link', { name: 'Closed', exact: true }).click();
  await rows().filter({ hasText: 'Broken lamp' }).waitFor({ timeout: ARRIVAL });
  await page.getByRole('link', { name: /^My inbox/ }).click();
  await page.getByText('Nothing waits for you.').waitFor({ timeout: ARRIVAL });
});

test('the panel had nothing to complain about', () => {
  expect(panel.complaints).toEqual([]);
});
