/** One mail in the panel: its calendar entry, its protection, and the way from a wrong case into the right one and back. */
import type { Browser, Page } from 'playwright-core';
import type { GroupAccountDetail } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import { inBothThemes, onPhone } from '../support/both-themes';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { caseBySubject, startMailroom, type Mailroom } from '../support/mailroom';
import { allowPictures, startPictureServer, type PictureServer } from '../support/picture-server';

const SUPPORT = 'support@shop.example';
const CUSTOMER = 'jonas@feld.example';

let pictures: PictureServer;
let mailroom: Mailroom;
let browser: Browser;
let panel: AdminPanel;
let page: Page;
let account: GroupAccountDetail;

beforeAll(async () => {
  pictures = await startPictureServer();
  const options = { adminPanel: true, ...allowPictures(pictures) };
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], options), launchBrowser()]);
  account = await mailroom.account(SUPPORT);
  panel = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
  await pictures?.stop();
});

const openCase = async (subject: string) => {
  const opened = await caseBySubject(mailroom.admin, subject);
  await page.goto(`/admin/plugins/mailroom/cases/open/${opened.id}`);
  return opened;
};

/** Looks at the page in both themes and on a phone, once `shown` is there; nothing may be out of reach of anybody. */
async function look(name: string, shown: string): Promise<void> {
  expect(await inBothThemes(page, name, () => page.getByText(shown).first().waitFor())).toEqual([]);
  expect(await onPhone(page, name)).toBeLessThanOrEqual(0);
}

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:visit@feld.example',
  'SEQUENCE:2',
  'SUMMARY:Visit of the workshop',
  'LOCATION:https://meet.example/visit',
  'DTSTART:20300107T090000Z',
  'DTEND:20300107T100000Z',
  'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=4',
  'ORGANIZER;CN=Jonas Feld:mailto:jonas@feld.example',
  'ATTENDEE;CN=Lena;PARTSTAT=ACCEPTED:mailto:lena@shop.example',
  'ATTENDEE:mailto:someone@shop.example',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

test('an invitation is shown as what it says', async () => {
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Shall we meet?',
    text: 'See the invitation.',
    attachments: [
      { filename: 'invite.ics', content: CALENDAR, contentType: 'text/calendar; method=REQUEST' },
    ],
  });
  await openCase('Shall we meet?');
  const card = page.getByRole('region', { name: 'Visit of the workshop' });
  await card.getByText('Updated').waitFor();
  await card.getByText(/Monday, January 7, 2030/).waitFor();
  await card.getByText('Every 2 weeks on Monday, 4 times').waitFor();
  await card.getByText('Jonas Feld <jonas@feld.example>').waitFor();
  await card.getByText('Lena <lena@shop.example> · accepted').waitFor();
  expect(await card.getByRole('link').getAttribute('href')).toBe('https://meet.example/visit');
  await look('invitation', 'Visit of the workshop');
}, 60_000);

test('an encrypted mail says so instead of showing nothing', async () => {
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'For your eyes only',
    text: '-----BEGIN PGP MESSAGE-----\n\nhQEMA0000\n=abcd\n-----END PGP MESSAGE-----',
  });
  await openCase('For your eyes only');
  const stream = page.getByRole('region', { name: 'Messages and events' });
  await stream.getByText('Encrypted (PGP)').waitFor();
  await stream.getByText('This mail is encrypted and cannot be read here.').waitFor();
  expect(await stream.getByText('hQEMA0000').count()).toBe(0);
  await screenshot(page, 'encrypted-mail');
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('pictures of the web come when the reader asks for them, and a deceptive link asks first', async () => {
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Look at this',
    text: 'Look',
    html:
      `<p>Look: <img src="${pictures.url('/red.png')}" alt="red" width="20" height="20">` +
      `<img src="${pictures.url('/pixel')}" width="1" height="1"></p>` +
      '<p><a href="https://evil.example/login">https://bank.example</a> <a href="https://shop.example/x">shop</a></p>',
  });
  await openCase('Look at this');
  const stream = page.getByRole('region', { name: 'Messages and events' });
  const body = page.frameLocator('iframe[title="Mail: Look at this"]').locator('body');
  await stream.getByText('1 picture from the internet is not shown.').waitFor();
  expect(pictures.asked).toEqual([]);
  await look('remote-pictures', '1 picture from the internet is not shown.');
  await stream.getByRole('button', { name: 'Show pictures' }).click();
  await body.locator('img[src^="data:image/png"]').waitFor();
  expect(pictures.asked.map(({ path }) => path)).toEqual(['/red.png']);

  expect(await body.getByRole('link', { name: 'shop' }).getAttribute('title')).toBe('https://shop.example/x');
  const way = body.getByRole('link', { name: 'Open evil.example all the same' });
  expect(await way.isVisible()).toBe(false);
  await body.getByRole('button', { name: 'https://bank.example' }).focus();
  await page.keyboard.press('Enter');
  await body.getByText('It names bank.example and leads to evil.example.').waitFor();
  expect(await way.getAttribute('target')).toBe('_blank');
  expect(await way.getAttribute('rel')).toContain('noopener noreferrer');
  await screenshot(page, 'deceptive-link');
  expect(await accessibilityViolations(page)).toEqual([]);
}, 60_000);

test('a mail that another domain sent for its author says so', async () => {
  await mailroom.receive(account, {
    from: `Jonas Feld <${CUSTOMER}>`,
    subject: 'By a form',
    text: 'Please call me back.',
    headers: { Sender: 'post@forms.example' },
  });
  await openCase('By a form');
  const mark = page.getByText('via forms.example');
  await mark.waitFor();
  expect(await mark.getAttribute('title')).toContain(`sent by forms.example on behalf of ${CUSTOMER}`);
  await look('via', 'By a form');
}, 60_000);

test('selected words are quoted in the answer, and events can be put out of sight', async () => {
  await mailroom.receive(account, {
    from: CUSTOMER,
    subject: 'Two questions',
    // One line: a click goes to the middle, which between two paragraphs is no word.
    text: 'When does the lamp come?',
  });
  await openCase('Two questions');
  const stream = page.getByRole('region', { name: 'Messages and events' });
  await stream.getByText('When does the lamp come?').click({ clickCount: 3 });
  await stream.getByRole('button', { name: 'Quote in reply' }).click();
  const quote = page.getByRole('textbox', { name: 'Your answer' }).locator('blockquote').first();
  await quote.getByText('When does the lamp come?').waitFor();
  await stream.getByText(/Case opened/).waitFor();
  await stream.getByRole('button', { name: /^Hide \d+ events?$/ }).click();
  expect(await stream.getByText(/Case opened/).count()).toBe(0);
  await stream.getByRole('button', { name: /^Show \d+ events?$/ }).click();
  await stream.getByText(/Case opened/).waitFor();
}, 60_000);

test("a stranger's mail is moved into the case it names, moved back, and moved to another one", async () => {
  const messageId = '<first@feld.example>';
  await mailroom.receive(
    account,
    { from: CUSTOMER, subject: 'Broken lamp', text: 'It is broken.', messageId },
    { from: 'mallory@elsewhere.example', subject: 'My part', text: 'Mine too.', inReplyTo: messageId },
    { from: CUSTOMER, subject: 'Third matter', text: 'Something else.' },
  );
  const [lamp, third] = [
    await caseBySubject(mailroom.admin, 'Broken lamp'),
    await caseBySubject(mailroom.admin, 'Third matter'),
  ];
  const own = await openCase('My part');
  await look('suggested-case', `It may belong to case #${lamp.number}: Broken lamp`);
  await page.getByRole('button', { name: `Move to case #${lamp.number}` }).click();
  await page.getByText(`The mail is now in case #${lamp.number}.`).waitFor();
  await page.getByText(`E-mail moved from case #${own.number} to case #${lamp.number}`).waitFor();
  await screenshot(page, 'moved-mail');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`The mail is now in case #${own.number}.`).waitFor();

  await page.getByRole('button', { name: 'Move to another case' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Number or subject of the case' }).pressSequentially('third');
  await page.getByRole('option', { name: new RegExp(`^#${third.number} Third matter`) }).click();
  await dialog.getByRole('button', { name: `Move to case #${third.number}` }).click();
  await page.getByRole('link', { name: `Open case #${third.number}` }).click();
  await page.getByRole('region', { name: 'Messages and events' }).getByText('Mine too.').waitFor();
  expect(panel.complaints).toEqual([]);
}, 120_000);
