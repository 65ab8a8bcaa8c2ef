/** Searching in the panel: operators offered as one types, what is found beside it, and searches kept as views. */
import type { Browser, Page } from 'playwright-core';
import { ACTIONS } from '../../server/src/access/actions';
import type { AdminClient } from '../support/admin-client';
import { inBothThemes } from '../support/both-themes';
import { launchBrowser, openAdminPanel, type AdminPanel } from '../support/browser';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';
const PARCEL = 'Parcel arrived broken';

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let panel: AdminPanel;
let page: Page;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  lena = await mailroom.agent(
    'Lena',
    [ACTIONS.readCases, ACTIONS.workCases, ACTIONS.readMail].map((action) => ({ action })),
  );
  const team = await mailroom.team('Support', [lena]);
  const account = await mailroom.account(SUPPORT, { teams: [team.id] });
  const from = 'Jonas Feld <jonas@feld.example>';
  await mailroom.receive(
    account,
    { from, subject: PARCEL, text: 'The lamp inside was crushed.' },
    { from, subject: 'Second parcel', text: 'Where is it?' },
    { from: 'Ida <ida@lamps.example>', subject: 'Price list', text: 'A lamp costs ten.' },
  );
  await lena.put(`/mailroom/cases/${(await caseBySubject(lena, 'Second parcel')).id}`, { status: 'closed' });
  panel = await openAdminPanel(browser, mailroom.strapi.url, lena);
  page = panel.page;
  await page.goto('/admin/plugins/mailroom/cases/open');
  await page.getByRole('link', { name: new RegExp(PARCEL) }).waitFor();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const box = () => page.getByRole('combobox', { name: 'Search mail and cases' });
const hits = () => page.getByRole('list', { name: 'Search' }).getByRole('link');
const navigation = () => page.getByRole('navigation', { name: 'Mailroom' });
const subjectsFound = async () => (await hits().allInnerTexts()).map((text) => text.split('\n'));

test('the box takes an operator and its value from the list, by keyboard alone', async () => {
  await page.keyboard.press('/');
  await box().pressSequentially('lamp is');
  await page.getByRole('option', { name: /^is:/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^open/ }).waitFor();
  await box().pressSequentially('ope');
  await page.keyboard.press('ArrowDown');
  expect(await box().getAttribute('aria-activedescendant')).toMatch(/-0$/);
  await page.keyboard.press('Enter');
  expect(await box().inputValue()).toBe('lamp is:open ');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await hits().filter({ hasText: PARCEL }).waitFor();
  expect((await subjectsFound()).flat()).toEqual(expect.arrayContaining([PARCEL, 'Price list']));
  expect(await hits().count()).toBe(2);
  expect(await page.locator('mark').allInnerTexts()).toEqual(['lamp', 'lamp']);
});

test('what is found opens beside the list, and back leads to the list again', async () => {
  await hits().filter({ hasText: PARCEL }).click();
  await page.getByRole('heading', { name: PARCEL }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('lamp is:open');
  expect(await hits().count()).toBe(2);
  await page.goBack();
  await page.getByText('Choose a result to read it here.').waitFor();
  expect(await hits().count()).toBe(2);
});

test('what is not understood is said, and the rest is searched for', async () => {
  await box().fill('parcel is:purple');
  await page.keyboard.press('Enter');
  await page.getByText('“is:purple” was left out: there is no such value.').waitFor();
  await hits().filter({ hasText: 'Second parcel' }).waitFor();
  expect(await hits().count()).toBe(2);
  const found = () => hits().first().waitFor();
  expect(await inBothThemes(page, 'search', found)).toEqual([]);
});

test('a search is saved as a view, which stands in the navigation with what it finds', async () => {
  await box().fill('subject:parcel');
  await page.keyboard.press('Enter');
  await hits().first().waitFor();
  await page.getByRole('button', { name: 'Save as view' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Parcels');
  await page.getByRole('button', { name: 'Save view' }).click();
  await navigation()
    .getByRole('link', { name: /^Parcels/ })
    .waitFor();
  await page.waitForURL(/\/views\//);
  await navigation().getByText('2 found').waitFor({ state: 'attached' });
  await hits().filter({ hasText: 'Second parcel' }).click();
  await page.getByRole('heading', { name: 'Second parcel' }).waitFor();
  expect(await inBothThemes(page, 'saved-view', () => hits().first().waitFor())).toEqual([]);
});

test('a view that was deleted comes back by undo', async () => {
  await page.getByRole('button', { name: 'Manage views' }).click();
  await page.getByRole('button', { name: 'Delete Parcels' }).click();
  await page.getByText('The view Parcels is deleted.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Delete Parcels' }).waitFor();
});

test('the lists of a team fold out, a section folds away and stays so', async () => {
  await page.goto('/admin/plugins/mailroom/cases/mentions');
  await navigation()
    .getByRole('link', { name: /^Support/ })
    .click();
  await navigation().getByRole('link', { name: 'Support: Closed', exact: true }).click();
  await page.getByRole('link', { name: /Second parcel/ }).waitFor();
  await navigation().getByRole('button', { name: 'Inbox' }).click();
  await navigation().getByRole('link', { name: 'Snoozed' }).waitFor({ state: 'detached' });
  await page.reload();
  await navigation().getByRole('link', { name: 'Support: Closed', exact: true }).waitFor();
  expect(await navigation().getByRole('link', { name: 'Snoozed' }).count()).toBe(0);
  await navigation().getByRole('button', { name: 'Inbox' }).click();
});

test('on a phone nothing is wider than the screen, and the panel had nothing to complain about', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/admin/plugins/mailroom/search?q=lamp');
  await hits().first().waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  expect(panel.complaints).toEqual([]);
});
