/** A browser that is logged in to the demo and photographs pages, in both themes and two widths, as small WebP files. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const QUALITY = 78;

/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {{ email: string, password: string }} Person */

function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const program = folders.map((folder) => path.join(folder, 'chromium')).find(existsSync);
  if (!program) throw new Error('There is no chromium on the PATH. Install the package "chromium".');
  return program;
}

export const launch = () =>
  chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      // Strapi's home page asks other sites for news and pictures.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });

/**
 * Logs in, once for all pages of a person.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Person} person
 * @returns what a browser keeps of it
 */
export async function logIn(browser, url, { email, password }) {
  const context = await browser.newContext({ baseURL: url, viewport: WIDE, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/admin/auth/login');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/admin/auth'));
  const state = await context.storageState();
  const session = await page.evaluate(() => ({ ...sessionStorage }));
  await context.close();
  return { state, session };
}

/** @typedef {Awaited<ReturnType<typeof logIn>>} Login */

/** Moving things stand still, and what has been said to be done is not in the picture. */
const CALM = `*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }`;

/**
 * One picture.
 * @param {import('playwright-core').Browser} browser
 * @param {object} options
 * @param {string} options.url
 * @param {Login} options.login
 * @param {import('./pages.mjs').Shot} options.shot
 * @param {string} options.address of the page
 * @param {'light' | 'dark'} options.theme
 * @param {boolean} options.onPhone
 * @param {string} options.file
 * @returns {Promise<number>} bytes
 */
export async function photograph(browser, { url, login, shot, address, theme, onPhone, file }) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: onPhone ? PHONE : WIDE,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    storageState: login.state,
  });
  try {
    await context.addInitScript(
      ({ session, theme: wanted }) => {
        for (const [key, value] of Object.entries(session)) sessionStorage.setItem(key, value);
        localStorage.setItem('STRAPI_THEME', wanted);
      },
      { session: login.session, theme },
    );
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await shot.before?.(page);
    await page.goto(`/admin${address}`);
    await page.addStyleTag({ content: CALM });
    await shot.ready?.(page);
    await page.waitForTimeout(700);
    const client = await context.newCDPSession(page);
    const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
    const bytes = Buffer.from(data, 'base64');
    await writeFile(file, bytes);
    return bytes.length;
  } finally {
    await context.close();
  }
}
