/** Two agents on one case: each sees at once what the other does there, and nothing moves under either of them. */
import type { Browser } from 'playwright-core';
import type { CaseRow, GroupAccountDetail } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { inBothThemes } from '../support/both-themes';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';
const JONAS = 'Jonas Feld <jonas@feld.example>';
const FIRST = '<first@feld.example>';

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminPanel;
let omar: AdminPanel;
let account: GroupAccountDetail;
let lamp: CaseRow;
let omarsRequests: AdminClient;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  const lenas = await mailroom.agent('Lena');
  omarsRequests = await mailroom.agent('Omar');
  const team = await mailroom.team('Support', [lenas, omarsRequests]);
  account = await mailroom.account(SUPPORT, { name: 'Customer support', teams: [team.id] });
  await mailroom.receive(
    account,
    { from: JONAS, subject: 'Late parcel', text: 'Where is it?' },
    { from: JONAS, subject: 'Broken lamp', text: 'It does not shine.', messageId: FIRST },
  );
  lamp = await caseBySubject(lenas, 'Broken lamp');
  lena = await openAdminPanel(browser, mailroom.strapi.url, lenas);
  omar = await openAdminPanel(browser, mailroom.strapi.url, omarsRequests);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const openLamp = async ({ page }: AdminPanel): Promise<void> => {
  const live = page.waitForResponse((response) => response.url().endsWith('/mailroom/live'));
  await page.goto(`/admin/plugins/mailroom/cases/open/${lamp.id}`);
  await page.getByRole('heading', { name: 'Broken lamp' }).waitFor();
  expect((await live).status()).toBe(200);
};

/** A state that a reload would end is looked at as it is. */
async function looksGood(name: string): Promise<void> {
  await screenshot(lena.page, name);
  expect(await accessibilityViolations(lena.page)).toEqual([]);
}

const present = ({ page }: AdminPanel) => page.getByRole('status', { name: 'Who else is here' });
const rows = ({ page }: AdminPanel) => page.getByRole('list', { name: 'Cases' }).getByRole('listitem');

test('each sees that the other is there, in the case and in the list', async () => {
  await openLamp(lena);
  await openLamp(omar);
  await present(lena).getByText('Omar Agent is looking at this case').waitFor();
  await present(omar).getByText('Lena Agent is looking at this case').waitFor();
  await rows(lena)
    .filter({ hasText: 'Broken lamp' })
    .getByText('Omar Agent is looking at this case')
    .waitFor();
});

test('who writes is shown to the other', async () => {
  await omar.page.getByRole('tab', { name: 'Internal note' }).click();
  await omar.page.getByRole('textbox', { name: 'Internal note' }).pressSequentially('I call him');
  await present(lena).getByText('Omar Agent is writing a note').waitFor();
  expect(
    await inBothThemes(lena.page, 'two-agents', () =>
      present(lena)
        .getByText(/writing/)
        .waitFor(),
    ),
  ).toEqual([]);
});

test('a mail that comes in while one writes is told in the composer, and is one click away', async () => {
  await lena.page.getByRole('tab', { name: 'Internal note' }).click();
  const note = lena.page.getByRole('textbox', { name: 'Internal note' });
  await note.pressSequentially('We send a');
  await mailroom.receive(account, {
    from: JONAS,
    subject: 'Re: Broken lamp',
    text: 'Never mind, it shines again.',
    inReplyTo: FIRST,
    references: [FIRST],
  });
  await lena.page.getByText('Jonas Feld has written while you were writing.').waitFor();
  expect(await note.inputValue()).toBe('We send a');
  await looksGood('meanwhile');
  await lena.page.getByRole('button', { name: 'Show', exact: true }).click();
  await lena.page.getByText(/while you were writing/).waitFor({ state: 'detached' });
  await lena.page.getByText('Never mind, it shines again.').first().waitFor();
});

test('new mail waits above the list while somebody is in it', async () => {
  await rows(lena).getByRole('link').first().focus();
  const before = await rows(lena).allTextContents();
  await mailroom.receive(account, {
    from: 'Mara <mara@feld.example>',
    subject: 'New order',
    text: 'Ten lamps.',
  });
  await lena.page.getByRole('button', { name: /^1 new/ }).waitFor();
  expect((await rows(lena).allTextContents()).length).toBe(before.length);
  await lena.page.getByRole('button', { name: /^1 new/ }).click();
  await rows(lena).filter({ hasText: 'New order' }).waitFor();
});

test('what a colleague changes is shown without a poll', async () => {
  await omarsRequests.put(`/mailroom/cases/${lamp.id}`, { status: 'pending' });
  await lena.page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 4_000 });
});

test('who leaves the case is gone for the other', async () => {
  await omar.page.goto('/admin/plugins/mailroom/cases/open');
  await present(lena).getByRole('listitem').waitFor({ state: 'detached' });
});

test('a page without a connection says so, and goes on when there is one', async () => {
  await lena.context.setOffline(true);
  await lena.page.getByText('You are offline.').waitFor();
  await looksGood('offline');
  // What was not loaded yet cannot be now: that is said, and the case stays.
  await lena.page.keyboard.press('Control+k');
  await lena.page.getByText('The server cannot be reached.', { exact: false }).first().waitFor();
  await lena.page.getByRole('heading', { name: 'Broken lamp' }).waitFor();
  await lena.context.setOffline(false);
  await lena.page.getByText('You are offline.').waitFor({ state: 'detached' });
});

test('who has to log in again is led back to the case', async () => {
  const { page, context } = omar;
  await openLamp(omar);
  await context.clearCookies();
  await page.evaluate(() => localStorage.removeItem('jwtToken'));
  // The page asks by itself, as for who else is there.
  await page.waitForURL(/\/auth\/login\?redirectTo=/);
  await page.getByLabel('Email').fill(omarsRequests.email);
  await page.getByLabel('Password', { exact: false }).first().fill(omarsRequests.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.getByRole('heading', { name: 'Broken lamp' }).waitFor();
});

test('the stream comes back with its server', async () => {
  const again = lena.page.waitForResponse(
    (response) => response.url().endsWith('/mailroom/live') && response.status() === 200,
    { timeout: 120_000 },
  );
  await mailroom.restart();
  await again;
  await omarsRequests.put(`/mailroom/cases/${lamp.id}`, { status: 'assigned' });
  await lena.page.getByRole('button', { name: 'Pending', exact: true }).waitFor();
});
