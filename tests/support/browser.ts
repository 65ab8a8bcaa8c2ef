/** Chromium on Strapi's admin panel, logged in. The panel must have been built, and Strapi started to serve it. */
import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Credentials } from './admin-client';

export interface AdminPanel {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Uncaught errors and console errors; not those of the other sites that Strapi's home page asks for news. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Strapi's home page asks other sites for news and pictures: a test asks nobody but its own Strapi.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Milliseconds that a page may take for one step, on a machine that has other work too. */
const PATIENCE = 30_000;

const SCREENSHOTS = resolve(__dirname, '../../.cache/screenshots');

function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const program = folders.map((folder) => join(folder, 'chromium')).find(existsSync);
  if (!program) throw new Error('There is no chromium on the PATH');
  return program;
}

/** A headless Chromium; close it in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
}

/** Waits until the form has let the user through; throws what it says when it does not. */
async function leaveLogin(page: Page): Promise<void> {
  const left = page
    .waitForURL((address) => !address.pathname.startsWith('/admin/auth'))
    .then(() => undefined);
  const alert = page.getByRole('alert').or(page.locator('#global-form-error')).filter({ hasText: /\S/ });
  const refused = alert.first().textContent();
  // The loser of the race ends with the page; its failure is of no interest.
  refused.catch(() => {});
  left.catch(() => {});
  const message = await Promise.race([left, refused]);
  if (message) throw new Error(`The login was refused: ${message}`);
}

/** Opens the admin panel in a fresh browser profile and logs in through its form. */
export async function openAdminPanel(
  browser: Browser,
  url: string,
  { email, password }: Credentials,
): Promise<AdminPanel> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // What unfolds step by step moves what is below it away from under a click.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const from = message.location().url;
    const ours = !from.startsWith('http') || from.startsWith(url);
    // The example app has no icon, which Strapi takes for an error of its own.
    const counts = ours && !from.endsWith('/favicon.ico');
    if (message.type() === 'error' && counts) complaints.push(`${message.text()} (${from})`);
  });
  await page.goto('/admin/auth/login');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: 'Login' }).click();
  await leaveLogin(page);
  return { page, context, complaints, close: () => context.close() };
}

/** Saves what the page shows as `.cache/screenshots/<name>.png` and answers the file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
