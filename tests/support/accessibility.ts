/** What axe finds wrong with a page of the panel, Strapi's own frame around it included. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Rules whose breach keeps people from using the page. */
const IMPACTS: readonly unknown[] = ['serious', 'critical'];

/** Each serious or critical violation of the page, as `rule: element`. */
export async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  // What fades from one colour into another has none to judge by until it is there.
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
  // Mails are shown in frames that run no script, axe's neither; what is in a mail is its writer's. So one document is all
  // there is, and axe need not gather parts in another page ("legacy"); nor describe what is right, which takes longest.
  const { violations } = await new AxeBuilder({ page })
    .exclude('iframe')
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze();
  return violations
    .filter(({ impact }) => IMPACTS.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
