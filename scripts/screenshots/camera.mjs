/** A browser that is logged in to the demo and photographs pages, in both themes and two widths, as small WebP files. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { filledIn } from './states.mjs';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const QUALITY = 52;
/** Milliseconds for one step. */
const PATIENCE = 20_000;
/** Milliseconds until everything of a page is there, unless it is photographed while it is loading. */
const LOADING = 6_000;
/** Milliseconds after which pictures and fonts are there as well. */
const SETTLING = 300;

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {{ email: string, password: string }} Person */
/** @typedef {{ suffix: string, theme: 'light' | 'dark' }} Look */

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
 * @param {Browser} browser
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
  await putAwayNews(page);
  const state = await context.storageState();
  const session = await page.evaluate(() => ({ ...sessionStorage }));
  await context.close();
  return { state, session };
}

/** What Strapi tells of itself above every page is no part of what is photographed. */
async function putAwayNews(/** @type {import('playwright-core').Page} */ page) {
  const close = page.getByRole('button', { name: /^close/i }).first();
  await close.click({ timeout: 5_000 }).catch(() => undefined);
  await page.waitForTimeout(300);
}

/** @typedef {Awaited<ReturnType<typeof logIn>>} Login */

/** Moving things stand still. */
const CALM = `*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }`;

/**
 * One person's browser in one size. It is kept for all pages, which then come out of its cache. The panel follows the theme
 * of the browser, which is changed for a picture while all else stays.
 * @param {Browser} browser
 * @param {string} url
 * @param {Login} login
 * @param {boolean} onPhone
 * @returns {Promise<Context>}
 */
export async function openContext(browser, url, login, onPhone) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: onPhone ? PHONE : WIDE,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    storageState: login.state,
  });
  await context.addInitScript((session) => {
    for (const [key, value] of Object.entries(session)) sessionStorage.setItem(key, value);
    localStorage.setItem('STRAPI_THEME', 'system');
  }, login.session);
  return context;
}

/** Until nothing on the page is loading any more. */
const loaded = (/** @type {import('playwright-core').Page} */ page) =>
  page
    .waitForFunction(
      () =>
        document.querySelector('[aria-busy="true"]') === null &&
        !document.body.innerText.includes('Loading content'),
      undefined,
      { timeout: LOADING },
    )
    .catch(() => undefined);

/**
 * What the page asks the server for and has no answer to yet; the stream of news never ends.
 * @param {import('playwright-core').Page} page
 * @returns {() => Promise<void>} resolves when nothing was waited for in a while, or takes too long
 */
function watchRequests(page) {
  const pending = new Set();
  let quietSince = Date.now();
  page.on('request', (request) => {
    if (!request.url().includes('/mailroom/live')) pending.add(request);
  });
  const done = (/** @type {import('playwright-core').Request} */ request) => {
    if (pending.delete(request)) quietSince = Date.now();
  };
  page.on('requestfinished', done);
  page.on('requestfailed', done);
  return async () => {
    const deadline = Date.now() + LOADING;
    while (Date.now() < deadline && (pending.size > 0 || Date.now() - quietSince < SETTLING))
      await page.waitForTimeout(50);
  };
}

/**
 * The pictures of one page, which is opened once for all of them.
 * @param {Context} context
 * @param {object} options
 * @param {import('./pages.mjs').Shot} options.shot
 * @param {import('./states.mjs').Names} options.names
 * @param {readonly Look[]} options.looks
 * @param {(look: Look) => string} options.fileOf
 * @returns {Promise<readonly { look: Look, bytes: number }[]>}
 */
export async function photograph(context, { shot, names, looks, fileOf }) {
  const page = await context.newPage();
  try {
    page.setDefaultTimeout(PATIENCE);
    if (shot.height && page.viewportSize()?.width === WIDE.width)
      await page.setViewportSize({ ...WIDE, height: shot.height });
    const quiet = watchRequests(page);
    await shot.before?.(page, names);
    await page.goto(`/admin${filledIn(shot.path, names)}`);
    await page.addStyleTag({ content: CALM });
    await shot.ready?.(page, names);
    if (shot.isLoading !== true) await loaded(page).then(quiet);
    const client = await context.newCDPSession(page);
    const taken = [];
    for (const look of looks) {
      await page.emulateMedia({ colorScheme: look.theme });
      await page.waitForTimeout(SETTLING);
      const { data } = await client.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
      const bytes = Buffer.from(data, 'base64');
      await writeFile(fileOf(look), bytes);
      taken.push({ look, bytes: bytes.length });
    }
    return taken;
  } finally {
    await page.close();
  }
}
