/** Filters in the panel: built from lists, tried on mail that is here, put in order, and explained in a mail's details. */
import type { Browser, Page } from 'playwright-core';
import type { GroupAccountDetail } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import { inBothThemes, onPhone } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot } from '../support/browser';
import { startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let browser: Browser;
let page: Page;
let account: GroupAccountDetail;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  account = await mailroom.account(SUPPORT, { name: 'Customer support', createCase: false });
  await mailroom.receive(
    account,
    { from: 'jonas@feld.example', subject: 'Invoice 4711', text: 'Please pay.' },
    { from: 'ada@feld.example', subject: 'Hello', text: 'Hi' },
  );
  ({ page } = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const region = (name: string) => page.getByRole('region', { name });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });

async function add(button: string, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** The page in both themes and on a phone, without a violation in any. */
async function looksRight(name: string): Promise<void> {
  const ready = async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('main section').first().waitFor();
  };
  expect(await inBothThemes(page, name, ready)).toEqual([]);
  expect(await onPhone(page, name)).toBeLessThanOrEqual(0);
}

async function build(name: string, criterion: string): Promise<void> {
  await region('Customer support')
    .getByRole('link', { name: /Add a filter/ })
    .click();
  await field('Name').fill(name);
  await page.getByRole('button', { name: 'Remove the criterion “From”' }).click();
  await add('Add a criterion', 'Subject');
  await field('Subject').fill(criterion);
  await add('Add an action', 'Mark it as important');
}

test('a filter is built, and tried before it is saved', async () => {
  await page.goto('/admin/settings/mailroom/filters');
  await region('All incoming mail').getByText('No filters yet.').waitFor();
  await build('Invoices', '*invoice*');
  const trial = region('Try it');
  await trial.getByRole('button', { name: 'Try it' }).click();
  await trial.getByText('1 of 2 mails would have matched').waitFor();
  await trial.getByText('Invoice 4711').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await screenshot(page, 'filters-try');
  await field('Subject').fill('*bill*');
  await trial.getByText('The filter has changed since this try.').waitFor();
  await field('Subject').fill('*invoice*');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Invoices' }).waitFor();
});

test('what is missing is said at its row', async () => {
  await build('Nothing', '');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This field is required.').waitFor();
  await field('Subject').fill('hello');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Nothing' }).waitFor();
});

test('filters are put in order by keyboard and by mouse, and switched off', async () => {
  const names = () => region('Customer support').getByRole('listitem').getByRole('link').allInnerTexts();
  expect(await names()).toEqual(['Invoices', 'Nothing']);
  await page.getByRole('button', { name: 'Move Nothing up' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is now number 1 of 2').first().waitFor({ state: 'attached' });
  expect(await names()).toEqual(['Nothing', 'Invoices']);
  await page.getByTitle('Drag Invoices to another place').dragTo(page.locator('[data-filter]').first());
  await page.locator('[data-filter]').first().getByRole('link', { name: 'Invoices' }).waitFor();
  await page.reload();
  await page.locator('[data-filter]').first().getByRole('link', { name: 'Invoices' }).waitFor();
  await page.getByRole('switch', { name: 'Nothing is active' }).click();
  await page.getByRole('switch', { name: 'Nothing is active', checked: false }).waitFor();
  await looksRight('filters-list');
});

test('a mail says which filters match it, and why the others do not', async () => {
  await page.goto('/admin/plugins/mailroom/mail/team');
  await page.getByText('Invoice 4711').first().click();
  await page.getByRole('button', { name: 'Details' }).click();
  const explained = region('Filters');
  await explained.getByText('matches: Subject').waitFor();
  await explained.getByRole('button', { name: 'Show the filters that did not match' }).click();
  await explained.getByText('is not active').waitFor();
  await screenshot(page, 'filters-explain');
});

test('users have filters of their own in the inbox', async () => {
  await page.goto('/admin/plugins/mailroom/filters');
  await region('My inbox')
    .getByRole('link', { name: /Add a filter/ })
    .click();
  await field('Name').waitFor();
  await looksRight('filters-own');
  await page.getByRole('button', { name: 'Add an action' }).click();
  await page.getByRole('menuitem', { name: 'Put it into the trash' }).waitFor();
  await page.keyboard.press('Escape');
});
