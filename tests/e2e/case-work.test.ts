/** What an agent does with cases beside answering, and what administrators set up for it, in both themes. */
import type { Browser, Page } from 'playwright-core';
import type { GroupAccountDetail, PreferencesView, Single } from '../../server/src/api/contracts';
import { accessibilityViolations } from '../support/accessibility';
import type { AdminClient } from '../support/admin-client';
import { launchBrowser, openAdminPanel, screenshot, type AdminPanel } from '../support/browser';
import { inBothThemes, violationsOn } from '../support/both-themes';
import { caseBySubject, distributing, startMailroom, type Mailroom } from '../support/mailroom';

const SUPPORT = 'support@shop.example';

let mailroom: Mailroom;
let browser: Browser;
let lena: AdminClient;
let omar: AdminClient;
let panel: AdminPanel;
let settings: AdminPanel;
let page: Page;
let account: GroupAccountDetail;

beforeAll(async () => {
  [mailroom, browser] = await Promise.all([startMailroom([SUPPORT], { adminPanel: true }), launchBrowser()]);
  [lena, omar] = [await mailroom.agent('Lena'), await mailroom.agent('Omar')];
  const team = await mailroom.team('Support', [lena, omar]);
  account = await mailroom.account(SUPPORT, {
    name: 'Customer support',
    ...distributing('round-robin', team),
  });
  const from = 'Jonas Feld <jonas@feld.example>';
  await mailroom.receive(
    account,
    { from, subject: 'Broken lamp', text: 'It does not shine.' },
    { from, subject: 'Lamp again', text: 'It still does not shine.' },
    { from, subject: 'Late parcel', text: 'Where is it?' },
  );
  panel = await openAdminPanel(browser, mailroom.strapi.url, lena);
  settings = await openAdminPanel(browser, mailroom.strapi.url, mailroom.admin);
  page = panel.page;
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await mailroom?.stop();
});

const stream = () => page.getByRole('region', { name: 'Messages and events' });
const context = () => page.getByRole('complementary', { name: 'About this case' });
const rows = () => page.getByRole('list', { name: 'Cases' }).getByRole('link');
const said = (words: string | RegExp, within = page) =>
  within.getByRole('region', { name: /^Notifications/ }).getByText(words);

const openCase = async (subject: string) => {
  const { id } = await caseBySubject(lena, subject);
  await page.goto(`/admin/plugins/mailroom/cases/open/${id}`);
  await page.getByRole('heading', { name: subject }).waitFor();
};

const looksGood = async (shown: Page, name: string, ready: () => Promise<void>) =>
  expect(await inBothThemes(shown, name, ready)).toEqual([]);

test('a case is put off until Monday, leaves the lists, and is taken back', async () => {
  await openCase('Broken lamp');
  await page.getByRole('button', { name: 'Snooze', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Monday morning/ }).waitFor();
  await screenshot(page, 'snooze-menu');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('menuitem', { name: /^Monday morning/ }).click();
  await page.getByText(/^Snoozed until .* An answer of the customer wakes it earlier\.$/).waitFor();
  await rows().filter({ hasText: 'Broken lamp' }).waitFor({ state: 'detached' });
  // How many there are stands beside it as soon as they are counted.
  await page.getByRole('link', { name: /^Snoozed/ }).click();
  await rows().filter({ hasText: 'Broken lamp' }).click();
  await page.getByRole('button', { name: 'Wake now' }).waitFor();
  await screenshot(page, 'snoozed');
  await page.getByRole('button', { name: 'Wake now' }).click();
  await stream()
    .getByText(/Back from snooze/)
    .waitFor();
  await page.getByText('No case is snoozed.').waitFor();
});

test('a time of one’s own has to lie ahead', async () => {
  await openCase('Broken lamp');
  await page.getByRole('button', { name: 'Snooze', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Choose a time…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Snooze until a time' });
  await dialog.getByLabel('Date and time').fill('2020-01-01T08:00');
  await dialog.getByLabel('Date and time').press('Enter');
  await dialog.getByText('Choose a time that lies ahead.').waitFor();
  await screenshot(page, 'snooze-time');
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('a case is tagged with a tag that is new, and given a type', async () => {
  await openCase('Broken lamp');
  await context().getByRole('combobox', { name: 'Add a tag' }).pressSequentially('urgent');
  await page.getByRole('option', { name: 'Create "urgent"' }).click();
  await context().getByRole('button', { name: 'Remove tag urgent' }).waitFor();
  await context().getByRole('combobox', { name: 'Type', exact: true }).click();
  await page.getByRole('option', { name: 'Incident' }).click();
  await stream().getByText('Type changed from No type to Incident').waitFor();
  await stream().getByText('Tagged urgent').waitFor();
  expect((await caseBySubject(lena, 'Broken lamp')).tags.map(({ name }) => name)).toEqual(['urgent']);
});

test('a colleague is mentioned in a note with a file, and told of it', async () => {
  await openCase('Broken lamp');
  await page.getByRole('tab', { name: 'Internal note' }).click();
  const note = page.getByRole('textbox', { name: 'Internal note' });
  await note.pressSequentially('Please look, @om');
  await page.getByRole('option', { name: /^Omar Agent/ }).waitFor();
  await screenshot(page, 'mention');
  expect(await accessibilityViolations(page)).toEqual([]);
  await note.press('Enter');
  await note.pressSequentially('thanks');
  const file = { name: 'Photo of the lamp.txt', mimeType: 'text/plain', buffer: Buffer.from('A picture') };
  await page.locator('input[type=file]').last().setInputFiles(file);
  await page.getByText(file.name, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add note' }).click();
  await stream().locator('strong').getByText('@Omar Agent').waitFor();
  await stream()
    .getByRole('button', { name: /Photo of the lamp/ })
    .waitFor();
  const { body } = await omar.get<{ items: { kind: string }[] }>('/mailroom/notifications');
  expect(body.items.map(({ kind }) => kind)).toContain('mentioned');
  await page.getByRole('checkbox', { name: /^Post:/ }).click();
  await page.getByRole('textbox', { name: 'Post' }).fill('We are looking at your lamp.');
  await page.getByRole('button', { name: 'Add post' }).click();
  await stream().getByText('We are looking at your lamp.').waitFor();
  await looksGood(page, 'case-work', () => stream().getByText('We are looking at your lamp.').waitFor());
});

test('two cases are merged, and that is undone', async () => {
  await openCase('Lamp again');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Merge into another case…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Merge case #\d+ into another one$/ });
  await dialog.getByRole('combobox').pressSequentially('Broken');
  await page.getByRole('option', { name: /Broken lamp/ }).click();
  await screenshot(page, 'merge');
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Merge into #\d+$/ }).click();
  await page.getByRole('heading', { name: 'Broken lamp' }).waitFor();
  await stream().getByText('It still does not shine.').waitFor();
  await stream()
    .getByText(/was merged into this one/)
    .waitFor();
  await looksGood(page, 'merged', () =>
    page.getByRole('button', { name: /^Undo the merge of case/ }).waitFor(),
  );
  await page
    .getByRole('link', { name: /^#\d+ Lamp again$/ })
    .first()
    .click();
  await page.getByText('Merged into', { exact: true }).waitFor();
  await screenshot(page, 'merged-away');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Undo the merge of case/ }).click();
  await said(/is a case of its own again/).waitFor();
  await stream().getByText('It still does not shine.').waitFor();
});

test('a mail is split off into a case of its own', async () => {
  const [again, broken] = await Promise.all(
    ['Lamp again', 'Broken lamp'].map((subject) => caseBySubject(lena, subject)),
  );
  await lena.post(`/mailroom/cases/${again?.id}/merge`, { into: broken?.id });
  await openCase('Broken lamp');
  await stream().getByRole('button', { name: 'Details' }).last().click();
  await stream().getByRole('button', { name: 'Split off…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Split off into a new case' });
  await dialog.getByLabel('Subject').fill('Shining lamps');
  await screenshot(page, 'split');
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Split off' }).click();
  await page.getByRole('heading', { name: 'Shining lamps' }).waitFor();
});

test('two cases are chosen in the list and handed on by the rule of their account', async () => {
  await page.goto('/admin/plugins/mailroom/cases/open');
  const before = await Promise.all(['Broken lamp', 'Late parcel'].map((one) => caseBySubject(lena, one)));
  for (const { number, subject } of before)
    await page.getByRole('checkbox', { name: `Choose case ${number}: ${subject}` }).click();
  const bar = page.getByRole('toolbar', { name: 'Assign cases' });
  await bar.getByText('2 cases chosen').waitFor();
  await screenshot(page, 'assign-bar');
  expect(await accessibilityViolations(page)).toEqual([]);
  await bar.getByRole('combobox', { name: 'Assign to…' }).click();
  await page.getByRole('option', { name: 'By the rule of the account' }).waitFor();
  await screenshot(page, 'assign-choices');
  await page.getByRole('option', { name: 'By the rule of the account' }).click();
  await page.locator('[data-undo]').getByText('2 cases assigned.').waitFor();
  const after = await Promise.all(['Broken lamp', 'Late parcel'].map((one) => caseBySubject(lena, one)));
  expect(after.map(({ assignee }) => assignee?.id)).not.toEqual(before.map(({ assignee }) => assignee?.id));
});

test('the chosen cases are closed together, and brought back', async () => {
  const closed = ['Broken lamp', 'Late parcel'];
  const shown = () => rows().filter({ hasText: /Broken lamp|Late parcel/ });
  for (const subject of closed)
    await page.getByRole('checkbox', { name: new RegExp(`^Choose case .*: ${subject}$`) }).click();
  await page.getByRole('toolbar', { name: 'Assign cases' }).getByRole('button', { name: 'Close' }).click();
  await page.locator('[data-undo]').getByText('2 cases closed.').waitFor();
  await shown().first().waitFor({ state: 'detached' });
  await screenshot(page, 'bulk-undo');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await shown().nth(1).waitFor();
  await page.getByRole('button', { name: 'Show more rows' }).click();
  await shown().nth(1).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show rows with more room' }).click();
});

test('the bell tells of it', async () => {
  const theirs = await openAdminPanel(browser, mailroom.strapi.url, omar);
  await theirs.page.goto('/admin/plugins/mailroom');
  await looksGood(theirs.page, 'bell', async () => {
    await theirs.page.getByRole('button', { name: /^Notifications, \d+ unread/ }).click();
    await theirs.page
      .getByRole('link', { name: /Lena Agent/ })
      .first()
      .waitFor();
    // It grows into its place.
    await theirs.page.waitForTimeout(500);
  });
  await theirs.close();
});

test('one’s own settings are saved, and being away is shown to who assigns', async () => {
  await page.goto('/admin/plugins/mailroom');
  await page.getByRole('link', { name: 'My settings' }).click();
  const box = page.getByRole('checkbox', { name: 'A snoozed case is back: In the panel' });
  await box.click();
  await page.getByRole('checkbox', { name: 'Follow cases that are given to me' }).click();
  await page.getByRole('checkbox', { name: 'Away', exact: true }).click();
  await screenshot(page, 'preferences-away');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save availability' }).click();
  await said('Availability saved').waitFor();
  await looksGood(page, 'preferences', () => box.waitFor());
  await page.getByRole('heading', { name: 'Writing' }).scrollIntoViewIfNeeded();
  await screenshot(page, 'preferences-writing');
  const { body } = await lena.get<Single<PreferencesView>>('/mailroom/preferences');
  expect(body.data.notify['case-woken'].panel).toBe(await box.isChecked());
  await openCase('Broken lamp');
  await page.getByRole('combobox', { name: 'Assignee' }).click();
  await page.getByRole('option', { name: /Lena Agent.*\(away\)$/ }).waitFor();
  await screenshot(page, 'assignee-away');
  await page.keyboard.press('Escape');
});

test('administrators write a template, and see it filled in', async () => {
  const { page: admin } = settings;
  await admin.goto('/admin/settings/mailroom/templates');
  await admin.getByText('There are no templates yet').waitFor();
  await screenshot(admin, 'templates-empty');
  await admin.getByRole('link', { name: 'New template' }).first().click();
  await admin.getByRole('textbox', { name: 'Name' }).fill('We have it');
  await admin.getByRole('radio', { name: 'Automatic answer' }).click();
  const editor = admin.getByRole('textbox', { name: 'Message' });
  await editor.click();
  await editor.pressSequentially('Dear ');
  await admin.getByRole('button', { name: 'Add requester.name' }).click();
  await editor.pressSequentially(', thank you.');
  const preview = admin.frameLocator('iframe').last().locator('body');
  await preview.getByText(/^Dear [A-Z].*, thank you\.$/).waitFor();
  await screenshot(admin, 'template');
  expect(await accessibilityViolations(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Add language' }).click();
  await admin.getByRole('textbox', { name: 'Language' }).fill('de');
  await admin.getByRole('textbox', { name: 'Message' }).click();
  await admin.getByRole('textbox', { name: 'Message' }).pressSequentially('Danke, {{nobody.name}}.');
  await admin.getByText('Nothing is known of: nobody.name').waitFor();
  await screenshot(admin, 'template-unknown');
  await admin.getByRole('textbox', { name: 'Message' }).fill('Danke.');
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('row', { name: /We have it.*Automatic answer.*Everybody.*en, de/ }).waitFor();
  await looksGood(admin, 'templates', () => admin.getByRole('row', { name: /We have it/ }).waitFor());
  await admin.getByRole('link', { name: 'We have it' }).click();
  await looksGood(admin, 'template-stored', () => preview.getByText(/^Dear /).waitFor());
});

test('a saved reply brings its file into the answer', async () => {
  const { page: admin } = settings;
  await admin.goto('/admin/settings/mailroom/templates/create');
  await admin.getByRole('textbox', { name: 'Name' }).fill('Manual');
  await admin.getByRole('textbox', { name: 'Message' }).click();
  await admin.getByRole('textbox', { name: 'Message' }).pressSequentially('The manual is attached.');
  await admin
    .locator('input[type=file]')
    .setInputFiles({ name: 'manual.txt', mimeType: 'text/plain', buffer: Buffer.from('Turn it on') });
  const listed = admin.getByRole('button', { name: /^manual\.txt/ });
  await listed.waitFor();
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('link', { name: 'Manual' }).click();
  await looksGood(admin, 'template-files', () => listed.waitFor());

  await openCase('Broken lamp');
  await page.getByRole('button', { name: 'Write to the customer…' }).click();
  const answer = page.getByRole('textbox', { name: 'Your answer' });
  await answer.pressSequentially('/Man');
  await page.getByRole('option', { name: /Manual.*1 attachment/ }).click();
  await answer.getByText('The manual is attached.').waitFor();
  await page.getByRole('button', { name: 'Remove manual.txt' }).waitFor();
  await screenshot(page, 'saved-reply-file');
  // Its last words need not be saved first.
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: 'Discard' })
    .click();
  await answer.waitFor({ state: 'detached' });
});

test('a group account answers by itself with it', async () => {
  const { page: admin } = settings;
  await admin.goto('/admin/settings/mailroom/group-accounts');
  await admin.getByRole('link', { name: 'Customer support' }).click();
  const section = admin.getByRole('region', { name: 'Automatic answer' });
  await section.getByRole('checkbox', { name: /^Answer automatically/ }).click();
  await section.getByRole('combobox', { name: 'Answer with' }).click();
  await admin.getByRole('option', { name: 'We have it' }).click();
  await section.scrollIntoViewIfNeeded();
  await screenshot(admin, 'automatic-answer');
  expect(await accessibilityViolations(admin)).toEqual([]);
  await admin.getByRole('checkbox', { name: /^Notifications to users are sent from this account/ }).click();
  await admin.getByRole('button', { name: 'Save' }).click();
  await admin.getByRole('article', { name: 'Customer support' }).waitFor();
  await mailroom.receive(account, { from: 'ann@feld.example', subject: 'A wish', text: 'A green one' });
  const { raw, envelope } = await mailroom.smtp.waitForMessage();
  expect(envelope.to).toEqual(['ann@feld.example']);
  expect(raw.toString()).toMatch(/thank you/);
});

test('members of a team have an availability, and jobs say what they do', async () => {
  const { page: admin } = settings;
  await admin.goto('/admin/settings/mailroom/teams');
  await admin.getByRole('link', { name: 'Support' }).click();
  await looksGood(admin, 'team', () =>
    admin.getByRole('button', { name: 'Availability of Omar Agent' }).waitFor(),
  );
  await admin.getByRole('button', { name: 'Availability of Omar Agent' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Availability of Omar Agent' });
  await dialog.getByLabel('Open cases at most').fill('3');
  await screenshot(admin, 'availability');
  expect(await accessibilityViolations(admin)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save availability' }).click();
  await admin.getByText(/of at most 3 open cases/).waitFor();
  await admin.goto('/admin/settings/mailroom/jobs');
  await admin.getByRole('article').first().waitFor();
  await looksGood(admin, 'jobs', () => admin.getByRole('article').first().waitFor());
  await admin.getByRole('article', { name: 'Wake snoozed cases' }).getByRole('button').click();
  await said('Wake snoozed cases: the run has ended', admin).waitFor();
});

test('a case is held by who may, and released after a question', async () => {
  const { page: admin } = settings;
  const { id } = await caseBySubject(lena, 'Late parcel');
  await admin.goto(`/admin/plugins/mailroom/cases/open/${id}`);
  const choose = async (name: RegExp) => {
    await admin.getByRole('button', { name: 'More actions' }).click();
    await admin.getByRole('menuitem', { name }).click();
  };
  await choose(/^Hold/);
  const held = /Held by .* nothing of it is to be deleted\./;
  await admin.getByText(held).first().waitFor();
  await said(/is held: nothing of it is deleted/, admin).waitFor();
  await looksGood(admin, 'held', () => admin.getByText(held).first().waitFor());
  await choose(/^Delete case/);
  const question = admin.getByRole('alertdialog');
  await question.getByText(held).waitFor();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await choose(/^Release the hold/);
  expect(await accessibilityViolations(admin)).toEqual([]);
  await question.getByRole('button', { name: 'Confirm' }).click();
  await admin.getByText(held).waitFor({ state: 'detached' });
});

test('users set up accounts of their own', async () => {
  const { page: admin } = settings;
  await admin.goto('/admin/plugins/mailroom/accounts');
  await looksGood(admin, 'own-accounts', () =>
    admin.getByRole('link', { name: 'Add account' }).first().waitFor(),
  );
  await admin.getByRole('link', { name: 'Add account' }).first().click();
  await looksGood(admin, 'own-account', () =>
    admin.getByRole('textbox', { name: 'E-mail address' }).waitFor(),
  );
});

test('lists and settings that nothing is done with here are as good in both themes', async () => {
  const inbox = ['cases/unassigned', 'cases/closed', 'mail/team', 'inbox/archive', 'sent', 'writing/drafts'];
  const setting = ['teams', 'personal-accounts', 'record-links', 'record-links/create', 'filters'];
  expect(
    await violationsOn(settings.page, [
      ...inbox.map((path) => `plugins/mailroom/${path}`),
      ...setting.map((path) => `settings/mailroom/${path}`),
    ]),
  ).toEqual([]);
}, 180_000);

test('in French nothing is left untranslated', async () => {
  await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'fr'));
  const { id } = await caseBySubject(lena, 'Broken lamp');
  const untranslated =
    /\b(nav|snooze|merge|tags|event|note|post|preferences|away|writing|assign|life|split|type|reason)\.[a-z-]+/;
  for (const [name, path] of [
    ['case-french', `cases/open/${id}`],
    ['preferences-french', 'preferences'],
  ] as const) {
    await page.goto(`/admin/plugins/mailroom/${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForTimeout(1_000);
    await screenshot(page, name);
    expect(await page.locator('body').innerText()).not.toMatch(untranslated);
  }
});

test('the panel had nothing to complain about', () => {
  expect([...panel.complaints, ...settings.complaints]).toEqual([]);
});
