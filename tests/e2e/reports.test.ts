/** Reports, what Mailroom puts on the home page, and a record's way from the content manager into Mailroom. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { inBothThemes } from '../support/both-themes';
import { launchBrowser, openAdminPanel } from '../support/browser';
import { answerInState, caseBySubject, replyForm, startMailroom, type Mailroom } from '../support/mailroom';
import { CONTACT, makeRecord, recordRule } from '../support/records';

const SUPPORT = 'support@shop.example';
const REPORTS = '/admin/plugins/mailroom/reports';

let mailroom: Mailroom;
let browser: Browser;
let page: Page;
let ann: string;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  const { admin } = mailroom;
  await admin.post(
    '/mailroom/record-rules',
    recordRule(CONTACT, { labelFields: ['firstName'], addressFields: ['email'] }),
  );
  ann = await makeRecord(admin, CONTACT, { firstName: 'Ann', lastName: 'Feld', email: 'ann@feld.example' });
  const team = await mailroom.team('Support', [admin]);
  const account = await mailroom.account(SUPPORT, { teams: [team.id] });
  await mailroom.receive(
    account,
    { from: 'ann@feld.example', subject: 'Lamps', text: 'Do they float?' },
    { from: 'bob@feld.example', subject: 'Chairs', text: 'Do they fold?' },
  );
  const { id } = await caseBySubject(admin, 'Lamps');
  await admin.put(`/mailroom/cases/${id}`, { assignee: admin.id });
  await admin.upload(
    `/mailroom/cases/${id}/replies`,
    replyForm({ text: 'They do.', idempotencyKey: 'the answer', status: 'closed' }),
  );
  await answerInState(admin, id, 'sent');
  await caseBySubject(admin, 'Chairs').then((chairs) =>
    admin.put(`/mailroom/cases/${chairs.id}`, { assignee: null }),
  );
  ({ page } = await openAdminPanel(browser, mailroom.strapi.url, admin));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

/** The figure under a heading. */
const figure = async (name: string): Promise<string> => {
  const card = page.getByRole('heading', { name, exact: true }).locator('xpath=..');
  const lines = (await card.innerText()).split('\n').filter((line) => line.trim() !== '');
  return lines[1] ?? '';
};

test('reports show figures with what they mean, as charts and as tables', async () => {
  await page.goto(REPORTS);
  await page.getByRole('img', { name: 'Cases per day. Opened: 2, Closed: 1' }).waitFor();
  await page.getByRole('img', { name: 'Mail per day. Received: 2, Sent: 1' }).waitFor();
  expect([await figure('Opened'), await figure('Closed'), await figure('Open at the end')]).toEqual([
    '2',
    '1',
    '1',
  ]);
  const ready = () => page.getByRole('row', { name: /Nobody/ }).waitFor();
  await ready();
  expect(await inBothThemes(page, 'reports', ready)).toEqual([]);
  await page.getByRole('button', { name: 'Show as a table' }).first().click();
  await page.getByText('Day', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'By team' }).click();
  await page.getByRole('row', { name: /Support/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('by')).toBe('teams');
});

test('a table is downloaded as it is shown, and the address keeps what is chosen', async () => {
  await page.goto(`${REPORTS}?time=this-year&by=accounts`);
  await page.getByRole('row', { name: /support@shop\.example/ }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV: Who had how much to do' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^mailroom-accounts-\d{4}-01-01-.*\.csv$/);
  const [head, row] = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(head).toMatch(/^\uFEFFaccount,opened,closed,open,answers,/);
  expect(row).toMatch(/^support@shop\.example,2,1,1,1,1,/);
  await page.goto(`${REPORTS}?from=2020-01-01&to=2020-01-31`);
  await page.getByText('There were no cases and no mail in this time.').waitFor();
  await page.getByRole('button', { name: 'Show the last 90 days' }).click();
  await page.getByRole('img', { name: /^Cases per week/ }).waitFor();
});

test('the home page shows cases, response times and mail, and leads to them', async () => {
  await page.goto('/admin');
  const ready = async () => {
    await page
      .getByRole('region', { name: 'Unassigned cases' })
      .getByRole('link', { name: 'Chairs' })
      .waitFor();
    await page.getByRole('region', { name: 'My open cases' }).getByText('No case waits for you.').waitFor();
    await page
      .getByRole('region', { name: /^Response times/ })
      .getByRole('heading', { name: 'First answer' })
      .waitFor();
    await page.getByRole('img', { name: 'Mail per day. Received: 2, Sent: 1' }).waitFor();
  };
  await ready();
  // The titles of all widgets are Strapi's, and paler than they should be.
  const violations = await inBothThemes(page, 'home-widgets', ready);
  expect(violations.filter((words) => !/^color-contrast: <h2 id="plugin::/.test(words))).toEqual([]);
  await page.getByRole('link', { name: 'Chairs' }).click();
  await page.getByText('Do they fold?').first().waitFor();
});

test('an entry is opened in Mailroom from its list, with its cases and its mail', async () => {
  await page.goto(`/admin/content-manager/collection-types/${CONTACT}`);
  await page
    .getByRole('row', { name: /Ann/ })
    .getByRole('button', { name: /actions/i })
    .click();
  await page.getByRole('menuitem', { name: 'Open in Mailroom' }).click();
  await page.waitForURL(new RegExp(`/plugins/mailroom/records/[^/]+/${ann}$`));
  const ready = async () => {
    await page.getByRole('heading', { level: 1, name: 'Ann' }).waitFor();
    await page.getByRole('heading', { name: 'Cases (1)' }).waitFor();
    await page
      .getByRole('region', { name: 'Messages' })
      .getByRole('link', { name: 'Lamps' })
      .first()
      .waitFor();
  };
  await ready();
  expect(await inBothThemes(page, 'record-page', ready)).toEqual([]);
  await page
    .getByRole('button', { name: /^Notifications|unread/i })
    .first()
    .waitFor();
});
