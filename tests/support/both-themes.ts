/** A page as its users see it: in the dark and in the light theme, and on a phone. */
import type { Page } from 'playwright-core';
import { accessibilityViolations } from './accessibility';
import { screenshot } from './browser';

export type Theme = 'dark' | 'light';

const PHONE = { width: 390, height: 844 };

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Shows the page in a theme without loading it again: Strapi follows the system until somebody chooses a theme. */
export async function showTheme(page: Page, theme: Theme): Promise<void> {
  const isShown = await page.evaluate(
    (wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches,
    theme,
  );
  if (isShown) return;
  const before = await background(page);
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction((was) => getComputedStyle(document.body).backgroundColor !== was, before);
}

/**
 * Loads the page again, which is slow, and saves what it shows in both themes; it stays in the light one.
 * @param ready resolves when the page shows what is looked at
 * @returns what axe finds, in either theme
 */
export async function inBothThemes(
  page: Page,
  name: string,
  ready: () => Promise<void>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  await page.reload();
  await ready();
  for (const theme of ['dark', 'light'] as const) {
    await showTheme(page, theme);
    await screenshot(page, `${name}-${theme}`);
    violations.push(...(await accessibilityViolations(page)));
  }
  return violations;
}

/**
 * Goes from page to page of the panel in both themes, without loading it anew; it stays in the light one.
 * @param paths below /admin
 * @returns what axe finds on them, each with its page and theme
 */
export async function violationsOn(page: Page, paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of ['dark', 'light'] as const) {
    await showTheme(page, theme);
    for (const path of paths) {
      await page.evaluate((address) => {
        history.pushState(null, '', address);
        dispatchEvent(new PopStateEvent('popstate', { state: null }));
      }, `/admin/${path}`);
      await page.locator('main h1').first().waitFor();
      await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
      const violations = await accessibilityViolations(page);
      found.push(...violations.map((violation) => `${path} (${theme}): ${violation}`));
    }
  }
  return found;
}

/**
 * Saves what the page shows on a phone, and gives it back its size.
 * @returns the pixels by which it is wider than the phone; none, when all of it is in reach
 */
export async function onPhone(page: Page, name: string): Promise<number> {
  const desktop = page.viewportSize();
  await page.setViewportSize(PHONE);
  await screenshot(page, `${name}-phone`);
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (desktop !== null) await page.setViewportSize(desktop);
  return beyond;
}
