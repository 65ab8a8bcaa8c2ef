/** Webhooks in the panel: one is made, its secret shown once, a test sent, and the log looked at. */
import type { Browser, Page } from 'playwright-core';
import { inBothThemes } from '../support/both-themes';
import { launchBrowser, openAdminPanel, type AdminPanel } from '../support/browser';
import { startMailroom, type Mailroom } from '../support/mailroom';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let browser: Browser;
let panel: AdminPanel;
let page: Page;
let receiver: WebhookReceiver;

beforeAll(async () => {
  [mailroom, browser, receiver] = await Promise.all([
    startMailroom([SUPPORT], { adminPanel: true }),
    launchBrowser(),
    startWebhookReceiver(),
  ]);
  panel = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
  page.setDefaultTimeout(15_000);
  await page.setViewportSize({ width: 1400, height: 1000 });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
  await receiver?.stop();
});

test('a webhook is set up with its secret, tested, and its log tells what happened', async () => {
  await page.goto('/admin/settings/mailroom/webhooks');
  await page.getByText('No app is told of anything yet.').waitFor();
  await page.getByRole('link', { name: 'Create a webhook' }).first().click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Enter a whole address, beginning with https://').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Warehouse');
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
  await page.getByRole('checkbox', { name: 'mailroom.email.sent' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const secret = page.getByRole('textbox', { name: 'Secret of the webhook' });
  await secret.waitFor();
  receiver.secret = await secret.inputValue();
  expect(receiver.secret).toMatch(/^whsec_/);
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The receiver answered 204.').first().waitFor();
  expect(receiver.received.map(({ event }) => event)).toEqual(['mailroom.ping']);

  receiver.answer = { status: 500 };
  const account = await mailroom.account(SUPPORT);
  await mailroom.receive(account, { from: 'ann@feld.example', subject: 'Lamps', text: 'Do they float?' });
  await receiver.waitFor('mailroom.case.created');
  const log = async () => {
    const answer = page.getByText('The receiver answered 500; only 200 to 299 count as received.').first();
    await answer.waitFor();
    await answer.scrollIntoViewIfNeeded();
  };
  expect(await inBothThemes(page, 'webhook', log)).toEqual([]);
  expect(await secret.count()).toBe(0);
  await page.getByRole('button', { name: 'Show what was sent: mailroom.case.created' }).click();
  await page.getByText(/"event": "mailroom.case.created"/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  receiver.answer = { status: 204 };
  await page.getByRole('button', { name: 'Try again: mailroom.case.created' }).click();
  await receiver.waitFor('mailroom.case.created', 2);

  await page.goto('/admin/settings/mailroom/webhooks');
  expect(
    await inBothThemes(page, 'webhooks', () => page.getByRole('link', { name: 'Warehouse' }).waitFor()),
  ).toEqual([]);
  await page.getByRole('button', { name: 'Delete Warehouse' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('No app is told of anything yet.').waitFor();
});
