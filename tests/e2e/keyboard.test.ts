/** A day at the keyboard: ten cases worked without a mouse, an answer, the palette, and the switch that turns keys off. */
import type { Browser, Page } from 'playwright-core';
import type { CasePage, CaseRow, GroupAccountDetail, Me, Single } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { inBothThemes } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';
const SUBJECTS = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let account: GroupAccountDetail;
let panel: AdminPanel;
let page: Page;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  lena = await mailroom.agent('Lena');
  const omar = await mailroom.agent('Omar');
  const team = await mailroom.team('Support', [lena, omar]);
  account = await mailroom.account(SUPPORT, { teams: [team.id] });
  // The first in the list is the newest.
  const mails = [...SUBJECTS].reverse().map((subject, position) => ({
    from: 'Jonas Feld <jonas@feld.example>',
    subject,
    text: `About ${subject}.`,
    date: new Date(Date.now() - (SUBJECTS.length - position) * 60_000),
  }));
  await mailroom.receive(account, ...mails);
  panel = await openAdminPanel(browser, mailroom.strapi.url, lena);
  page = panel.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
/** The subject of the row that has the keyboard's focus. */
const focused = () =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('[data-inbox-row]');
    return row ? row.textContent : null;
  });
const focusIsOn = (subject: string) =>
  waitUntil(`the row ${subject} to have the focus`, async () =>
    ((await focused()) ?? '').includes(`${subject}About`) ? true : null,
  );
const toast = () => page.locator('[data-undo]');
const palette = () => page.getByRole('dialog').getByRole('combobox');
const cases = async (view: string): Promise<readonly CaseRow[]> =>
  (await lena.get<CasePage>(`/mailroom/cases?view=${view}&limit=50`)).body.items;
const subjects = (rows: readonly CaseRow[]) => rows.map(({ subject }) => subject).sort();
const isThere = (view: string, expected: readonly string[]) =>
  waitUntil(`${expected.join(', ')} in ${view}`, async () =>
    subjects(await cases(view)).join() === [...expected].sort().join() ? true : null,
  );

test('ten cases are worked through by keyboard alone, and the focus always waits on the next one', async () => {
  await page.goto('/admin/plugins/mailroom/cases/open');
  await page.getByRole('list', { name: 'Cases' }).getByRole('link').nth(9).waitFor();
  await press('j');
  await focusIsOn('One');
  for (const next of ['Two', 'Three', 'Four']) {
    await press('e');
    await focusIsOn(next);
  }
  await isThere('closed', ['One', 'Two', 'Three']);

  await press('s');
  await palette().pressSequentially('monday');
  await press('Enter');
  await focusIsOn('Five');
  await isThere('snoozed', ['Four']);

  // What is given to somebody stays in this list.
  await press('i');
  await palette().pressSequentially('omar');
  await page.getByRole('option', { name: /^Omar/ }).waitFor();
  await press('Enter');
  await toast()
    .getByText(/assigned to Omar/)
    .waitFor();
  await focusIsOn('Five');

  await press('j', 't');
  await palette().pressSequentially('urgent');
  await page.getByRole('option', { name: 'Create "urgent"' }).waitFor();
  await press('Enter');
  await toast()
    .getByText(/^Tags of case/)
    .waitFor();
  await focusIsOn('Six');

  await press('j', 'Enter');
  await page.getByRole('heading', { name: 'Seven' }).waitFor();
  await press('u');
  await focusIsOn('Seven');
  await press('j', 'e');
  await focusIsOn('Nine');
  await press('e');
  await focusIsOn('Ten');
  await press('e');
  await focusIsOn('Seven');
  await isThere('closed', ['One', 'Two', 'Three', 'Eight', 'Nine', 'Ten']);
  const { assignee } = await caseBySubject(lena, 'Five');
  expect(assignee?.name).toMatch(/^Omar/);
  expect((await caseBySubject(lena, 'Six')).tags.map(({ name }) => name)).toEqual(['urgent']);
});

test('z takes back one step after the other', async () => {
  await press('z');
  await isThere('closed', ['One', 'Two', 'Three', 'Eight', 'Nine']);
  await press('z');
  await isThere('closed', ['One', 'Two', 'Three', 'Eight']);
});

test('a held key works no case after the first', async () => {
  await press('g', 'u');
  await page.waitForURL(/cases\/unassigned$/);
  await page.getByRole('list', { name: 'Cases' }).getByRole('link').first().waitFor();
  await press('j');
  await focusIsOn('Six');
  await page.keyboard.down('e');
  await page.keyboard.down('e');
  await page.keyboard.down('e');
  await page.keyboard.up('e');
  await focusIsOn('Seven');
  await isThere('closed', ['One', 'Two', 'Three', 'Six', 'Eight']);
  await press('z');
  await isThere('closed', ['One', 'Two', 'Three', 'Eight']);
});

test('an answer is written and sent by keyboard, and the case is closed with it', async () => {
  await lena.put('/mailroom/preferences', { undoSeconds: 0, afterSending: 'next' });
  await page.goto('/admin/plugins/mailroom/cases/unassigned');
  await page.getByRole('link', { name: /Seven/ }).waitFor();
  await page.getByRole('link', { name: /Seven/ }).focus();
  await press('Enter');
  await page.getByRole('heading', { name: 'Seven' }).waitFor();
  await press('r');
  const field = page.getByRole('textbox', { name: 'Your answer' });
  await field.waitFor();
  await waitUntil('the cursor in the answer', async () =>
    (await field.evaluate((element) => element === document.activeElement)) ? true : null,
  );
  // A letter that is a command elsewhere is a letter here.
  await page.keyboard.type('It is on its way, e.g. by train.');
  await press('ControlOrMeta+Shift+Enter');
  expect((await mailroom.smtp.waitForMessage()).raw.toString()).toContain('It is on its way, e.g. by train.');
  await waitUntil('the case to be closed', async () =>
    (await cases('closed')).some(({ subject }) => subject === 'Seven') ? true : null,
  );
});

test('the palette finds commands, lists and cases, and tells a screen reader what it has', async () => {
  await page.goto('/admin/plugins/mailroom/cases/open');
  await page.getByRole('link', { name: /Nine/ }).waitFor();
  const ready = async () => {
    await page.getByRole('link', { name: /Nine/ }).waitFor();
    await press('ControlOrMeta+k');
    await palette().waitFor();
  };
  expect(await inBothThemes(page, 'palette', ready)).toEqual([]);
  await palette().pressSequentially('go snz');
  await palette().fill('Snoozed');
  await page
    .getByRole('option', { name: /^Snoozed/ })
    .first()
    .waitFor();
  await press('Enter');
  await page.waitForURL(/cases\/snoozed$/);
  await press('ControlOrMeta+k');
  const { number } = await caseBySubject(lena, 'Nine');
  await palette().fill(`#${number}`);
  await page.getByRole('option', { name: new RegExp(`^#${number} Nine`) }).waitFor();
  await press('Enter');
  await page.getByRole('heading', { name: 'Nine' }).waitFor();
  await press('ControlOrMeta+k');
  await page.getByRole('option', { name: /^Assign to…/ }).waitFor();
  await palette().fill('assign omar');
  await page.getByRole('option', { name: /^Assign to Omar/ }).waitFor();
  await press('Enter');
  await toast()
    .getByText(/assigned to Omar/)
    .waitFor();
  await press('ControlOrMeta+k');
  await palette().waitFor();
  await press('Escape');
  await palette().waitFor({ state: 'detached' });
});

test('a sequence shows what may follow, and the sheet all keys; switched off, only the sheet answers', async () => {
  await page.goto('/admin/plugins/mailroom/cases/open');
  await page.getByRole('link', { name: /Nine/ }).waitFor();
  await press('g');
  await page.getByRole('status').getByText('Go to snoozed cases').waitFor();
  await screenshot(page, 'keys-sequence');
  // The second key of a sequence is no command of its own: this closes no case, it leads to one's mail.
  await press('Escape');
  await page.getByRole('link', { name: /Nine/ }).focus();
  await press('g', 'e');
  await page.waitForURL(/inbox\/inbox$/);
  expect((await caseBySubject(lena, 'Nine')).status).not.toBe('closed');
  await page.goBack();
  const ready = async () => {
    await page.getByRole('link', { name: /Nine/ }).waitFor();
    await press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
  };
  expect(await inBothThemes(page, 'keys-sheet', ready)).toEqual([]);
  await page.getByRole('switch', { name: 'Use single keys' }).click();
  await press('Escape', 'j');
  expect(await focused()).toBeNull();
  await waitUntil('the server to know', async () => {
    const { body } = await lena.get<Single<Me>>('/mailroom/me');
    return !body.data.panel.shortcuts;
  });
  await press('?');
  await page.getByRole('switch', { name: 'Use single keys' }).click();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press('j');
  await waitUntil('a row with the focus', focused);
});

test('what was chosen holds in another browser, and a choice is told to the server when it can be reached again', async () => {
  const other = await openAdminPanel(browser, mailroom.strapi.url, lena);
  const shown = (name: string, within: Page) => within.getByRole('button', { name }).waitFor();
  await other.page.goto('/admin/plugins/mailroom/cases/open');
  await other.page.getByRole('button', { name: 'Show more rows' }).click();
  await shown('Show rows with more room', other.page);
  await other.close();
  await page.reload();
  await shown('Show rows with more room', page);
  const isPreferences = (url: URL) => url.pathname.endsWith('/mailroom/preferences');
  await page.route(isPreferences, (route) => route.abort());
  await page.getByRole('button', { name: 'Show rows with more room' }).click();
  await shown('Show more rows', page);
  await page.unroute(isPreferences);
  await page.reload();
  await shown('Show more rows', page);
  await waitUntil('the server to know', async () => {
    const { body } = await lena.get<Single<Me>>('/mailroom/me');
    return body.data.panel.density === 'comfortable';
  });
  await press('j');
  await waitUntil('a row with the focus', focused);
});

test('the message that offers to undo is no obstacle in either theme', async () => {
  await press('e');
  await toast().waitFor();
  await screenshot(page, 'undo-message');
  expect(await accessibilityViolations(page)).toEqual([]);
  await toast().getByRole('button', { name: 'Undo' }).press('Enter');
  await page
    .getByRole('region', { name: /^Notifications/ })
    .getByText('Undone.')
    .waitFor();
  await waitUntil('the focus back on a row', focused);
});

test('the panel had nothing to complain about', () => {
  // That a choice could not be told to the server is part of the tests.
  expect(panel.complaints.filter((words) => !words.includes('/mailroom/preferences'))).toEqual([]);
});
