/** A page as its users see it, in the dark and in the light theme. */
import type { Page } from 'playwright-core';
import { accessibilityViolations } from './accessibility';
import { screenshot } from './browser';

/**
 * Reloads the page in both themes and saves what it shows; it stays in the light one.
 * @param ready resolves when the page shows what is looked at
 * @returns what axe finds, in either theme
 */
export async function inBothThemes(
  page: Page,
  name: string,
  ready: () => Promise<void>,
): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((value) => localStorage.setItem('STRAPI_THEME', value), theme);
    await page.reload();
    await ready();
    await screenshot(page, `${name}-${theme}`);
    violations.push(...(await accessibilityViolations(page)));
  }
  return violations;
}
