/** Whether a page of the panel fits its window, as at 200 % zoom: nothing is cut off, and nothing asks to be scrolled sideways. */
import type { Page } from 'playwright-core';

/** How far a shadow or a border may stand out, in pixels. */
const TOLERANCE = 2;

/**
 * What ends beyond the right edge of the window, by its first words. What lies in a box of its own that scrolls sideways, as a table
 * of data does, can be reached and does not count.
 */
export function beyondTheEdge(page: Page): Promise<readonly string[]> {
  return page.evaluate((tolerance) => {
    const scrolls = (element: Element): boolean =>
      element.scrollWidth > element.clientWidth &&
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const isReachable = (element: Element): boolean => {
      for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement)
        if (scrolls(box) && box.getBoundingClientRect().right <= innerWidth + tolerance)
          return box.querySelector('table') !== null;
      return false;
    };
    const isOutside = (element: Element): boolean => {
      const { right, width, height } = element.getBoundingClientRect();
      const isSeen = width > 1 && height > 1 && getComputedStyle(element).visibility !== 'hidden';
      return isSeen && right > innerWidth + tolerance;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.children.length === 0 && isOutside(element) && !isReachable(element))
      .map((element) => `${element.tagName} ${(element.textContent ?? '').slice(0, 40)}`);
  }, TOLERANCE);
}
