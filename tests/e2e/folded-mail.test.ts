/** Mail with earlier mail inside, plain and in HTML: folded, opened by mouse and keyboard, in both themes and on a phone. */
import type { Browser, Page } from 'playwright-core';
import type { GroupAccountDetail } from '../../server/src/api/contracts';
import { inBothThemes, onPhone } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';
const DESKTOP = { width: 1500, height: 900 };

const QUOTED_TEXT =
  'The green one, please.\n\nOn Mon, 2 Nov 2026 at 10:00, Shop Support <support@shop.example> wrote:\n\n> Which lamp do you mean?\n>\n> Shop Support\n\n-- \nJonas Feld\nFeld Lamps';
const QUOTED_HTML =
  '<div dir="ltr">The blue one, please.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 2 Nov 2026 at 10:00, Shop Support &lt;<a href="mailto:support@shop.example">support@shop.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"><div>Which lamp was it?</div></blockquote></div>';
const FORWARDED =
  'Please take care of this.\n\n---------- Forwarded message ---------\nFrom: Ada Stern <ada@stern.example>\nDate: Mon, 2 Nov 2026 at 09:00\nSubject: Lamp for the hall\nTo: Jonas Feld <jonas@feld.example>\n\nWe need a lamp for the hall.\n';

let mailroom: Mailroom;
let browser: Browser;
let panel: AdminPanel;
let page: Page;
let account: GroupAccountDetail;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  account = await mailroom.account(SUPPORT);
  const from = 'Jonas Feld <jonas@feld.example>';
  await mailroom.receive(
    account,
    { from, subject: 'Plain lamp', text: QUOTED_TEXT },
    { from, subject: 'Blue lamp', text: 'The blue one, please.', html: QUOTED_HTML },
    { from, subject: 'Lamp for the hall', text: FORWARDED },
  );
  panel = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

async function open(subject: string): Promise<void> {
  await page.setViewportSize(DESKTOP);
  const { id } = await caseBySubject(mailroom.admin, subject);
  await page.goto(`/admin/plugins/mailroom/cases/open/${id}`);
  await page.getByRole('article').first().waitFor();
}

/** The page in both themes and on a phone, without a violation in any, and never wider than the screen. */
async function looksRight(name: string): Promise<void> {
  expect(await inBothThemes(page, name, () => page.getByRole('article').first().waitFor())).toEqual([]);
  expect(await onPhone(page, name)).toBeLessThanOrEqual(0);
}

test('what a plain mail quotes is folded, and opens by keyboard', async () => {
  await open('Plain lamp');
  const mail = page.getByRole('article');
  await mail.getByText('The green one, please.').waitFor();
  expect(await mail.getByText('Which lamp do you mean?').isVisible()).toBe(false);
  await looksRight('folded-plain');
  await mail.getByRole('button', { name: 'Quoted text' }).focus();
  await page.keyboard.press('Enter');
  await mail.getByText('Which lamp do you mean?').waitFor();
  await screenshot(page, 'folded-plain-open');
});

test('what an HTML mail quotes is folded in its frame, where no script runs', async () => {
  await open('Blue lamp');
  const body = page.frameLocator('iframe[title^="Mail:"]').locator('body');
  await body.getByText('The blue one, please.').waitFor();
  expect(await body.getByText('Which lamp was it?').isVisible()).toBe(false);
  await looksRight('folded-html');
  await body.locator('summary').click();
  await body.getByText('Which lamp was it?').waitFor();
  // The click has put the focus into the frame, of which the page hears no key.
  await page.getByText('Keys go to this mail now.', { exact: false }).waitFor();
  await page.getByRole('heading', { level: 1 }).first().hover();
  await page.getByText('Keys go to this mail now.', { exact: false }).waitFor({ state: 'detached' });
  await screenshot(page, 'folded-html-open');
});

test('a forwarded mail says whose it is', async () => {
  await open('Lamp for the hall');
  const mail = page.getByRole('article');
  await mail.getByText('Please take care of this.').waitFor();
  await mail
    .getByText(/Ada Stern/)
    .first()
    .waitFor();
  await looksRight('forwarded');
});

test('the panel had nothing to complain about', () => {
  expect(panel.complaints).toEqual([]);
});
