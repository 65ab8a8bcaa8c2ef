/** Writing mail in the panel: saved as one types, found again, with formatting and files, sent, undone, put off, held. */
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import type {
  DraftPage,
  DraftView,
  GroupAccountDetail,
  SentPage,
  Single,
} from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { inBothThemes, onPhone } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';
import { waitUntil } from '../support/wait-until';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let omar: AdminClient;
let panel: AdminPanel;
let page: Page;
let account: GroupAccountDetail;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  [lena, omar] = [await mailroom.agent('Lena'), await mailroom.agent('Omar')];
  const team = await mailroom.team('Support', [lena, omar]);
  account = await mailroom.account(SUPPORT, { teams: [team.id] });
  panel = await openAdminPanel(browser, mailroom.strapi.url, lena);
  page = panel.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const openCase = async (subject: string) => {
  const opened = await caseBySubject(lena, subject);
  await page.goto(`/admin/plugins/mailroom/cases/open/${opened.id}`);
  await page.getByRole('heading', { name: subject }).waitFor();
  return opened;
};
const receive = (subject: string) =>
  mailroom.receive(account, {
    from: `Jonas Feld <${CUSTOMER}>`,
    subject,
    html:
      `<p>About ${subject}.</p><table><tr><td>17 lamps</td></tr></table>` +
      '<ul><li>all <a href="https://feld.example/order">as ordered</a></li></ul>' +
      '<img src="https://pictures.example/lamp.png" alt="A lamp"><img src="x" onerror="top.hacked = true">' +
      '<form action="javascript:top.hacked = true"><button>Press</button></form>',
  });

const composer = () => page.getByRole('region', { name: 'Write' });
const field = () => composer().getByRole('textbox', { name: 'Your answer' });
const saved = () => composer().locator('[data-save-state="saved"]').waitFor();
const begin = async () => {
  await composer().getByRole('button', { name: 'Write to the customer…' }).click();
  await field().waitFor();
};
const drafts = async (): Promise<DraftPage> => (await lena.get<DraftPage>('/mailroom/drafts')).body;
const onlyDraft = async (): Promise<DraftView> => {
  const { items } = await drafts();
  expect(items).toHaveLength(1);
  return (await lena.get<Single<DraftView>>(`/mailroom/drafts/${items[0]?.id}`)).body.data;
};

const violations = async () => {
  // Strapi's own button has another colour, and less contrast, under the mouse.
  await page.mouse.move(0, 0);
  // Nor is a notification meant to be read behind a dialog.
  await page.waitForFunction(() => !document.querySelector('[data-sonner-toast]'));
  return accessibilityViolations(page);
};

test('what is written is saved as one types, with its formatting, and found again after a reload', async () => {
  await receive('Broken lamp');
  await openCase('Broken lamp');
  await begin();
  await field().press('ControlOrMeta+b');
  await field().pressSequentially('Dear Jonas');
  await saved();
  expect((await onlyDraft()).html).toMatch(/<p dir="auto"><strong>Dear Jonas<\/strong>/);
  expect(await violations()).toEqual([]);
  await page.reload();
  await field().locator('strong').getByText('Dear Jonas').waitFor();
});

test('the mail that is answered is folded, keeps its table, and can be written in', async () => {
  const show = composer().getByRole('button', { name: 'Show quoted mail' });
  await show.click();
  const quote = composer().frameLocator('iframe[title="Quoted mail"]').locator('body');
  await composer()
    .frameLocator('iframe[title="Quoted mail"]')
    .locator('body[contenteditable="true"]')
    .waitFor();
  // Formatting, links and lists are there; what would run or load is not.
  await quote.locator('li a[href="https://feld.example/order"]').waitFor();
  const inFrame = (selector: string) => quote.locator(selector).count();
  expect([await inFrame('img'), await inFrame('img[src]')]).toEqual([1, 0]);
  expect([await inFrame('form'), await inFrame('button'), await inFrame('[onerror]')]).toEqual([0, 0, 0]);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await quote.locator('td').filter({ hasText: '17 lamps' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type(' and more');
  await waitUntil('the changed quote', async () =>
    /<td[^>]*>17 lamps and more<\/td>/.test((await onlyDraft()).html),
  );
  await saved();
  await show.click();
});

test('what another machine saved is not written over unasked', async () => {
  const { id, version } = await onlyDraft();
  await lena.put(`/mailroom/drafts/${id}`, { version, html: '<p>Written on the phone</p>' });
  await field().press('ControlOrMeta+End');
  await field().pressSequentially('!');
  const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  await dialog.getByText('Saved elsewhere').first().waitFor();
  await screenshot(page, 'composer-conflict');
  await dialog.getByRole('button', { name: 'Take the other' }).click();
  await field().getByText('Written on the phone').waitFor();
});

test('a file is promised and missing: there is a warning; with it the mail goes out, after it was undone once', async () => {
  await field().press('ControlOrMeta+a');
  await field().pressSequentially('The attached label is yours.');
  await saved();
  await composer().getByRole('button', { name: 'Send', exact: true }).click();
  await composer()
    .getByText(/but no file is attached/)
    .waitFor();
  expect(await violations()).toEqual([]);
  await composer().getByRole('button', { name: 'Go on writing' }).click();
  await composer()
    .locator('input[type=file]')
    .setInputFiles({ name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('Return label') });
  await composer().getByText('label.txt', { exact: true }).waitFor();
  const stored = async () => {
    await composer().getByText('label.txt', { exact: true }).waitFor();
    await field().waitFor();
  };
  expect(await inBothThemes(page, 'composer', stored)).toEqual([]);
  await composer().getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Your mail is about to be sent.').first().waitFor();
  await screenshot(page, 'composer-undo');
  expect(await violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await field().getByText('The attached label is yours.').waitFor();
  await composer().getByText('label.txt', { exact: true }).waitFor();
  expect(mailroom.smtp.messages).toHaveLength(0);

  await lena.put('/mailroom/preferences', { undoSeconds: 0 });
  await field().press('ControlOrMeta+Enter');
  const mail = await simpleParser((await mailroom.smtp.waitForMessage()).raw);
  expect(mail.text).toContain('The attached label is yours.');
  expect(mail.html).toContain('The attached label is yours.');
  expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['label.txt', 'Return label'],
  ]);
  await composer().getByRole('button', { name: 'Write to the customer…' }).waitFor();
});

test('a mail that goes out later waits above the composer and among the scheduled ones, and can be taken back', async () => {
  await begin();
  await field().pressSequentially('See you on Monday.');
  await composer().getByRole('button', { name: 'More ways to send' }).click();
  await page.getByRole('menuitem', { name: 'Send later…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send later…' });
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await dialog.getByText('Choose a day and a time.').waitFor();
  await screenshot(page, 'composer-later');
  expect(await violations()).toEqual([]);
  await dialog.getByRole('button', { name: /^Tomorrow morning/ }).click();
  await composer()
    .getByText(/^Goes out .* to Jonas Feld$/)
    .waitFor();
  const { items } = await drafts();
  const at = new Date(items[0]?.sendAt ?? 0);
  expect([at.getHours(), at > new Date()]).toEqual([8, true]);

  await page.getByRole('link', { name: /^Scheduled/ }).click();
  await page.getByRole('list', { name: 'Scheduled' }).getByText('See you on Monday.').waitFor();
  await screenshot(page, 'scheduled');
  expect(await violations()).toEqual([]);
  await page.getByRole('list', { name: 'Scheduled' }).getByRole('link').click();
  await composer().getByRole('button', { name: 'Take back' }).click();
  await field().getByText('See you on Monday.').waitFor();
});

test('an answer is held when a colleague has answered meanwhile; it is shown, and the author decides', async () => {
  const { id } = await caseBySubject(lena, 'Broken lamp');
  await omar.post(`/mailroom/cases/${id}/notes`, { text: 'Already on the phone with him.' });
  await composer().getByRole('button', { name: 'Send', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Somebody was here before you' });
  await dialog.getByText('Already on the phone with him.').waitFor();
  await screenshot(page, 'composer-held');
  expect(await violations()).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep as draft' }).click();
  await field().getByText('See you on Monday.').waitFor();
  await composer().getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByRole('button', { name: 'Send anyway' }).click();
  await composer().getByRole('button', { name: 'Write to the customer…' }).waitFor();
  await waitUntil('the mail', () => Promise.resolve(mailroom.smtp.messages.length === 2));
});

test('a new mail is a draft like others: recipients are chips, and it is found among the drafts', async () => {
  await page.getByRole('button', { name: 'New mail' }).click();
  const to = page.getByRole('textbox', { name: 'To' });
  await to.fill('Ann Lee <ann@feld.example>, nobody');
  await to.press('Enter');
  await page.getByRole('button', { name: /^Ann Lee/ }).waitFor();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Our new lamps');
  await page.getByRole('textbox', { name: 'Your message' }).fill('They float.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('This is no e-mail address: nobody').waitFor();
  await to.press('Backspace');
  await page.locator('[data-save-state="saved"]').waitFor();
  await page.getByRole('list', { name: 'Drafts' }).getByText('Our new lamps').waitFor();
  const stored = async () => {
    await page.getByRole('button', { name: /^Ann Lee/ }).waitFor();
    await page.getByText('They float.').last().waitFor();
  };
  expect(await inBothThemes(page, 'new-mail', stored)).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await waitUntil('the mail', () => Promise.resolve(mailroom.smtp.messages.length === 3));
  expect((await caseBySubject(lena, 'Our new lamps')).requester.address).toBe('ann@feld.example');
});

test('sent mail is chosen and sorted like other mail, and thrown away only from here', async () => {
  await page.getByRole('link', { name: 'Sent', exact: true }).click();
  const list = page.getByRole('list', { name: 'Sent' });
  await list.getByRole('link').filter({ hasText: 'Our new lamps' }).waitFor();
  await page.getByRole('checkbox', { name: 'Choose “Our new lamps”' }).click();
  const bar = page.getByRole('toolbar');
  await bar.getByRole('button', { name: 'Mark as important' }).click();
  await list.getByRole('button', { pressed: true }).waitFor();
  const chosen = async () => {
    await list.getByRole('button', { pressed: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Choose “Our new lamps”' }).click();
    await bar.getByRole('button', { name: 'Move to trash' }).waitFor();
  };
  expect(await inBothThemes(page, 'sent', chosen)).toEqual([]);
  expect(await bar.getByRole('button', { name: /archive|unread/i }).count()).toBe(0);
  expect(await onPhone(page, 'sent')).toBeLessThanOrEqual(0);
  await bar.getByRole('button', { name: 'Move to trash' }).click();
  await list.getByText('Our new lamps').waitFor({ state: 'detached' });
  await page.locator('[data-undo]').getByText('1 mail in the trash.').waitFor();
  await page.keyboard.press('z');
  await waitUntil(
    'the mail that is back',
    async () => (await lena.get<SentPage>('/mailroom/sent')).body.items.length === 3,
  );
});

test('an open draft comes into sight with the cursor in it, on a phone and under a stream that was scrolled up', async () => {
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Long story',
    text: Array.from({ length: 80 }, (_, line) => `Chapter ${line}`).join('\n\n'),
  });
  const { id } = await caseBySubject(lena, 'Long story');
  const draft = await lena.post<Single<DraftView>>('/mailroom/drafts', { kind: 'reply', caseId: id });
  const canWrite = () =>
    field().evaluate((element) => {
      const { left, top } = element.getBoundingClientRect();
      const there = document.elementFromPoint(left + 10, top + 10);
      return document.activeElement === element && there !== null && element.contains(there);
    });
  const scrollUp = () =>
    page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      for (const element of [document.documentElement, ...document.querySelectorAll('main, main *')])
        element.scrollTop = 0;
    });
  for (const [width, height] of [
    [390, 844],
    [1440, 420],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openCase('Long story');
    await composer().waitFor();
    // Its form is still being read.
    await page.keyboard.press('r');
    await waitUntil('the draft that is read', canWrite);
    await scrollUp();
    expect(await canWrite()).toBe(false);
    await page.keyboard.press('r');
    await waitUntil('the draft that is there', canWrite);
    await screenshot(page, `open-draft-${width}`);
    await scrollUp();
    await page.getByRole('article').getByRole('button', { name: 'Reply', exact: true }).last().click();
    await waitUntil('the draft by the button of the mail', canWrite);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await lena.delete(`/mailroom/drafts/${draft.body.data.id}`);
});

test('many drafts are read page by page, and a change reads those again that it can have moved', async () => {
  const begun = await Promise.all(
    // One begins no second mail to the same people while nothing is written in the first.
    Array.from({ length: 60 }, (_, index) =>
      lena.post<Single<DraftView>>('/mailroom/drafts', { kind: 'new', to: [`reader${index}@feld.example`] }),
    ),
  );
  const asked: (string | null)[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/mailroom/drafts') && searchParams.get('state') === 'draft')
      asked.push(searchParams.get('cursor'));
  });
  await page.goto('/admin/plugins/mailroom/writing/drafts');
  const list = page.getByRole('list', { name: 'Drafts' });
  const scrollTo = (top: number) =>
    list.evaluate((rows, place) => rows.parentElement?.scrollTo(0, place), top);
  await list.getByRole('link').first().waitFor();
  await waitUntil('the last draft', async () => {
    await scrollTo(1_000_000);
    return list.locator('[aria-setsize]:not([aria-setsize="-1"])').first().isVisible();
  });
  await scrollTo(0);
  expect(asked).toContain(null);
  expect(asked.filter((cursor) => cursor !== null)).toHaveLength(1);
  asked.length = 0;
  const { id, version } = begun[0]?.body.data ?? { id: '', version: 0 };
  await lena.put(`/mailroom/drafts/${id}`, { version, subject: 'Written elsewhere' });
  await list.locator('[aria-posinset="1"]').getByText('Written elsewhere').waitFor();
  expect(new Set(asked)).toEqual(new Set([null]));
});

test('the panel had nothing to complain about', () => {
  // The refusal of a version that is not the newest is part of the tests.
  expect(panel.complaints.filter((words) => !words.includes('409'))).toEqual([]);
});
