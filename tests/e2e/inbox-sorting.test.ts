/** One's own mail in the panel: it rings the bell, is sorted, put into a folder and thrown away. */
import type { Browser, Page } from 'playwright-core';
import type { GroupAccountDetail, InboxPage } from '../../server/src/api/contracts';
import { ACTIONS } from '../../server/src/access/actions';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';
/** Milliseconds until the open page has asked for what is new. */
const ARRIVAL = 25_000;

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let panel: AdminPanel;
let account: GroupAccountDetail;
let page: Page;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  lena = await mailroom.agent(
    'Lena',
    [ACTIONS.readCases, ACTIONS.workCases, ACTIONS.readMail].map((action) => ({ action })),
  );
  const team = await mailroom.team('Support', [lena]);
  account = await mailroom.account(SUPPORT, { teams: [team.id] });
  panel = await openAdminPanel(browser, mailroom.strapi.url, lena);
  page = panel.page;
  await page.goto('/admin/plugins/mailroom/inbox/inbox');
  await page.getByText('No mail has come to you in person.').waitFor();
  const mail = { from: 'Jonas Feld <jonas@feld.example>', cc: lena.email, text: 'Hello' };
  await mailroom.receive(account, { ...mail, subject: 'First' }, { ...mail, subject: 'Second' });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const rowsIn = (list: string) => page.getByRole('list', { name: list }).getByRole('link');
const rows = () => rowsIn('Mail');

/** Of the mails in the inbox that have none of these subjects. */
async function idsExcept(...subjects: readonly string[]): Promise<readonly string[]> {
  const { items } = (await lena.get<InboxPage>('/mailroom/inbox?view=inbox')).body;
  return items.filter(({ subject }) => !subjects.includes(subject)).map(({ id }) => id);
}

/** Asks until it is so. */
async function expectAfter<Value>(ask: () => Promise<Value>, wanted: Value): Promise<void> {
  for (let tries = 0; tries < 40 && (await ask()) !== wanted; tries += 1) await page.waitForTimeout(100);
  expect(await ask()).toBe(wanted);
}

test('mail that names the agent comes into the open list and rings the bell', async () => {
  await rows().filter({ hasText: 'First' }).waitFor({ timeout: ARRIVAL });
  expect(await rows().count()).toBe(2);
  await page.getByRole('button', { name: 'Notifications, 2 unread' }).click();
  await page.getByRole('dialog').getByRole('link').first().waitFor();
  expect(await page.getByRole('dialog').getByRole('link').allInnerTexts()).toEqual([
    expect.stringMatching(/Mail from Jonas Feld/),
    expect.stringMatching(/Mail from Jonas Feld/),
  ]);
  // It grows into its place.
  await page.waitForTimeout(500);
  await screenshot(page, 'notifications');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
});

test('notices come to the desktop once that is switched on, while nobody looks, and lead to what they tell of', async () => {
  await panel.context.grantPermissions(['notifications'], { origin: mailroom.strapi.url });
  // The desktop is not the page's: what is given to it is kept, and pressed in its place.
  await page.evaluate(() => {
    const shown: Notification[] = [];
    class Kept extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        shown.push(this);
      }
    }
    Object.assign(window, { Notification: Kept, shown });
  });
  const look = (state: 'visible' | 'hidden') =>
    page.evaluate((visibilityState) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibilityState });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const shown = () =>
    page.evaluate(() =>
      (window as unknown as { shown: readonly Notification[] }).shown.map(({ title, body }) => [title, body]),
    );
  const receive = (subject: string) =>
    mailroom.receive(account, {
      from: 'Jonas Feld <jonas@feld.example>',
      cc: lena.email,
      subject,
      text: 'Hi',
    });
  await page.getByRole('link', { name: 'My settings' }).click();
  const box = page.getByRole('checkbox', { name: 'Show new notifications on the desktop' });
  await look('hidden');
  await receive('Unasked');
  await look('visible');
  await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
  await box.click();
  await box.and(page.locator('[aria-checked="true"]')).waitFor();
  await screenshot(page, 'preferences-desktop');
  expect(await accessibilityViolations(page)).toEqual([]);
  const told = page.waitForResponse(
    async (response) =>
      response.url().includes('/mailroom/notifications?') && (await response.text()).includes('"Seen"'),
    { timeout: ARRIVAL },
  );
  await receive('Seen');
  await told;
  await page.getByRole('button', { name: 'Notifications, 2 unread' }).waitFor({ timeout: ARRIVAL });
  await look('hidden');
  await receive('Unseen');
  await page.waitForFunction(
    () => (window as unknown as { shown: readonly Notification[] }).shown.length === 1,
    null,
    { timeout: ARRIVAL },
  );
  const [[title, body] = []] = await shown();
  expect(title).toBe('Mail from Jonas Feld');
  expect(body).toMatch(/^#\d+ Unseen$/);
  await page.evaluate(() => {
    const [notice] = (window as unknown as { shown: readonly Notification[] }).shown;
    notice?.onclick?.(new Event('click'));
  });
  await look('visible');
  await page.getByRole('article').getByRole('heading', { name: 'Unseen' }).waitFor();
  await page.getByRole('link', { name: 'My settings' }).click();
  await box.click();
  await box.and(page.locator('[aria-checked="false"]')).waitFor();
  await look('hidden');
  await receive('Switched off');
  await look('visible');
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page
    .getByRole('dialog')
    .getByText(/Switched off$/)
    .waitFor({ timeout: ARRIVAL });
  expect(await shown()).toHaveLength(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.keyboard.press('Escape');
  await lena.post('/mailroom/inbox/marks', { ids: await idsExcept('First', 'Second'), mark: 'archive' });
  await page.goto('/admin/plugins/mailroom/inbox/inbox');
}, 120_000);

test('a folder is made, and the chosen mail goes into it', async () => {
  await page.getByRole('button', { name: 'Manage folders' }).click();
  await page.getByLabel('New folder').fill('Kept');
  await page.getByRole('button', { name: 'Create folder' }).click();
  await page.getByRole('button', { name: 'Rename Kept' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'Choose “First”' }).click();
  await page.getByRole('button', { name: 'Move to folder' }).click();
  await page.getByRole('menuitem', { name: 'Kept' }).click();
  await page.locator('[data-undo]').getByText('1 mail moved.').waitFor();
  await rows().filter({ hasText: 'First' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /^Kept/ }).click();
  await rows().filter({ hasText: 'First' }).waitFor();
  await screenshot(page, 'folder');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('a mail is dragged out of the folder, and that is undone', async () => {
  const row = page.locator('[data-row-id]').filter({ hasText: 'First' });
  await row.dragTo(page.getByRole('link', { name: /^Mail to me/ }));
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await row.waitFor();
});

test('an open mail is thrown away, and put back from the trash', async () => {
  await page.getByRole('link', { name: /^Mail to me/ }).click();
  await rows().filter({ hasText: 'Second' }).click();
  await page.getByRole('link', { name: /^Open case #/ }).waitFor();
  await page.getByRole('article').getByRole('button', { name: 'Move to trash' }).click();
  await page.getByText('No mail has come to you in person.').waitFor();
  await page.getByRole('link', { name: 'Trash', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Choose “Second”' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Put back' }).click();
  await page.getByText('Your trash is empty.').waitFor();
});

test('in the dark, on a phone and in French it looks the same, and nothing is left untranslated', async () => {
  await page.evaluate(() => {
    localStorage.setItem('STRAPI_THEME', 'dark');
    localStorage.setItem('strapi-admin-language', 'fr');
  });
  await page.goto('/admin/plugins/mailroom/inbox/inbox');
  await page.getByRole('link', { name: /^Kept/ }).click();
  await rowsIn('Courrier').filter({ hasText: 'First' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await screenshot(page, 'folder-dark-french');
  // A key that has no words is shown as it is.
  expect(await page.locator('body').innerText()).not.toMatch(
    /\b(nav|sort|view|folder|mail|notice|empty|mailroom)\.[a-z-]+/,
  );
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await screenshot(page, 'folder-phone');
});

test('a long list draws what is seen of it, and is found again where it was left', async () => {
  const mails = Array.from({ length: 60 }, (_, index) => ({
    from: 'Jonas Feld <jonas@feld.example>',
    cc: lena.email,
    subject: `Pile ${index}`,
    text: 'Hello',
  }));
  await mailroom.receive(account, ...mails);
  // A list, and then what is opened of it in its place.
  await page.setViewportSize({ width: 900, height: 700 });
  await page.goto('/admin/plugins/mailroom/inbox/inbox');
  const list = page.getByRole('list', { name: 'Courrier' });
  await list.getByRole('link').first().waitFor();
  const scroller = list.locator('..');
  await expectAfter(async () => {
    await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    return list.locator('[aria-posinset="61"]').count();
  }, 1);
  expect(await list.getByRole('listitem').count()).toBeLessThan(40);
  // The last row is in sight: to click it nothing is scrolled, and all above it has found its height.
  const row = list.locator('[aria-posinset="61"]').getByRole('link');
  const subject = (await row.innerText()).match(/Pile \d+|Second/)?.[0] ?? '';
  const top = async () => Math.round((await row.boundingBox())?.y ?? -1);
  await expectAfter(async () => (await top()) === (await page.waitForTimeout(100).then(top)), true);
  const before = await top();
  await row.click();
  await page.getByRole('article').first().waitFor();
  await page.goBack();
  await row.filter({ hasText: subject }).waitFor();
  await expectAfter(async () => Math.abs((await top()) - before) < 120, true);
});

test('the panel had nothing to complain about', () => {
  expect(panel.complaints).toEqual([]);
});
