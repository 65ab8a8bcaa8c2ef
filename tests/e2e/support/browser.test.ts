import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { firstAdmin, type AdminClient } from '../../support/admin-client';
import { launchBrowser, openAdminPanel, screenshot } from '../../support/browser';
import { startStrapi, type StrapiProcess } from '../../support/strapi-process';

let strapi: StrapiProcess;
let admin: AdminClient;
let browser: Browser;

beforeAll(async () => {
  [strapi, browser] = await Promise.all([
    startStrapi({ adminPanel: true, env: { MAILROOM_ENABLED: 'false' } }),
    launchBrowser(),
  ]);
  admin = await firstAdmin(strapi.url);
});

afterAll(async () => {
  await browser?.close();
  await strapi?.stop();
});

test('logs in to the admin panel and takes a picture of it', async () => {
  const panel = await openAdminPanel(browser, strapi.url, admin);
  await panel.page.getByRole('heading', { name: 'Hello Ada' }).waitFor();
  const picture = readFileSync(await screenshot(panel.page, 'admin-home'));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(panel.complaints).toEqual([]);
  await panel.close();
});

test('says so when the login is refused', async () => {
  const wrong = { ...admin, password: 'Wrong-password-1' };
  await expect(openAdminPanel(browser, strapi.url, wrong)).rejects.toThrow(/Invalid credentials/);
});
