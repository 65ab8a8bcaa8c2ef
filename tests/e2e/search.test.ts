/**
 * Searching in the panel: operators offered as one types, what is found beside it, searches kept as views, and what is done to several
 * hits at once; the same of mail without a case.
 */
import type { Browser, Page } from 'playwright-core';
import { ACTIONS } from '../../server/src/access/actions';
import type { GroupAccountDetail } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { inBothThemes } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';
const OFFERS = 'offers@shop.example';
const PARCEL = 'Parcel arrived broken';

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let panel: AdminPanel;
let page: Page;
/** Its mail opens no cases. */
let offers: GroupAccountDetail;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([
    startMailroom([SUPPORT, OFFERS], { adminPanel: true }),
    launchBrowser(),
  ]);
  lena = await mailroom.agent(
    'Lena',
    [ACTIONS.readCases, ACTIONS.workCases, ACTIONS.readMail].map((action) => ({ action })),
  );
  const team = await mailroom.team('Support', [lena]);
  const account = await mailroom.account(SUPPORT, { teams: [team.id] });
  offers = await mailroom.account(OFFERS, { teams: [team.id], createCase: false });
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

const toolbar = (name: string) => page.getByRole('toolbar', { name });
const undoBar = () => page.locator('[data-undo]');
const boxOf = (subject: string) => page.getByRole('checkbox', { name: new RegExp(`^Choose .*${subject}`) });
const undo = async () => {
  await page.getByRole('button', { name: 'Undo' }).click();
  await undoBar().waitFor({ state: 'detached' });
};

test('cases and mails that are found are chosen together, and what an action is not for is left out and told', async () => {
  const from = 'Nora <nora@lamps.example>';
  await mailroom.receive(
    offers,
    { from, subject: 'Lamp sale', text: 'Every lamp for five.' },
    { from, subject: 'Lamp news', text: 'A new lamp.' },
  );
  await page.goto('/admin/plugins/mailroom/search?q=lamp');
  await boxOf('Price list').click();
  await boxOf('Lamp sale').click();
  const bar = toolbar('Change what was found');
  await bar.getByText('1 case and 1 mail chosen').waitFor();
  await screenshot(page, 'search-chosen');
  expect(await accessibilityViolations(page)).toEqual([]);
  await bar.getByRole('group', { name: 'Mails' }).getByRole('button', { name: 'Archive' }).click();
  await undoBar().getByText('1 mail archived. 1 case was left out: this is for mails.').waitFor();
  await undo();
  await boxOf('Price list').click();
  await boxOf('Lamp sale').click();
  await bar.getByRole('group', { name: 'Cases' }).getByRole('button', { name: 'Close' }).click();
  await undoBar().getByText('1 case closed. 1 mail was left out: this is for cases.').waitFor();
  expect((await caseBySubject(lena, 'Price list', 'view=closed')).status).toBe('closed');
  await undo();
  await waitUntil(
    'the case to be open again',
    async () => (await caseBySubject(lena, 'Price list')).status === 'new',
  );
});

test('hits are chosen by keys and dragged onto a list that takes them', async () => {
  const row = hits().filter({ hasText: 'Lamp sale' });
  await row.focus();
  await page.keyboard.press('x');
  await toolbar('Change what was found').getByText('1 mail chosen').waitFor();
  await page
    .locator('[data-row-id]')
    .filter({ hasText: PARCEL })
    .dragTo(navigation().getByRole('link', { name: 'Closed', exact: true }));
  await undoBar().getByText('1 case closed.').waitFor();
  await undo();
  await page
    .locator('[data-row-id]')
    .filter({ hasText: 'Lamp sale' })
    .dragTo(navigation().getByRole('link', { name: 'Archive', exact: true }));
  await undoBar().getByText('1 mail archived.').waitFor();
  await undo();
});

test('mail without a case is chosen, sorted and dragged like one’s own', async () => {
  await navigation().getByRole('link', { name: 'Other mail', exact: true }).click();
  const mails = page.getByRole('list', { name: 'Mail' }).getByRole('link');
  await mails.nth(1).waitFor();
  await toolbar('Sort mail').getByRole('checkbox', { name: 'Choose all that are shown' }).click();
  await toolbar('Sort mail').getByText('2 mails chosen').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await toolbar('Sort mail').getByRole('button', { name: 'Move to…' }).click();
  await page.getByRole('menuitem', { name: 'Trash' }).click();
  await undoBar().getByText('2 mails in the trash.').waitFor();
  await mails.first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await mails.nth(1).waitFor();
  await page
    .locator('[data-row-id]')
    .filter({ hasText: 'Lamp news' })
    .dragTo(navigation().getByRole('link', { name: 'Archive', exact: true }));
  await mails.nth(1).waitFor({ state: 'detached' });
  await mails.first().focus();
  await page.keyboard.press('e');
  await mails.first().waitFor({ state: 'detached' });
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
