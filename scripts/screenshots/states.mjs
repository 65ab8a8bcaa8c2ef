/** How a page gets into the state that is photographed. */

/** @typedef {import('playwright-core').Page} Page */

const PATIENCE = 20_000;

/** Until the element is there. */
export const shows = (/** @type {string} */ selector) => (/** @type {Page} */ page) =>
  page.locator(selector).first().waitFor({ timeout: PATIENCE });

/** Until the page says that there is nothing, or something. */
export const says = (/** @type {string} */ word) => (/** @type {Page} */ page) =>
  page.getByText(new RegExp(word, 'i')).first().waitFor({ timeout: PATIENCE });

/** Presses a key when one element is there, and waits for another. */
export const press =
  (/** @type {string} */ first, /** @type {string} */ key, /** @type {string} */ then) =>
  async (/** @type {Page} */ page) => {
    await shows(first)(page);
    await page.keyboard.press(key);
    await shows(then)(page);
  };

/** Types into a field, and waits for what it offers. */
export const types =
  (/** @type {string} */ field, /** @type {string} */ words, /** @type {string} */ then) =>
  async (/** @type {Page} */ page) => {
    await shows(field)(page);
    await page.locator(field).first().pressSequentially(words);
    await shows(then)(page);
  };

/** The server never answers requests to these addresses. */
export const hangs = (/** @type {string} */ address) => (/** @type {Page} */ page) =>
  page.route(address, () => undefined);

/** The server answers requests to these addresses with a failure. */
export const refuses =
  (/** @type {string} */ address, /** @type {number} */ status) => (/** @type {Page} */ page) =>
    page.route(address, (route) =>
      route.fulfill({
        status,
        contentType: 'application/json',
        body: JSON.stringify({
          error: { status, name: 'Error', message: status === 403 ? 'Forbidden' : 'The database is locked' },
        }),
      }),
    );

/** The network goes when the element is there; the page has some seconds to notice. */
export const isOffline = (/** @type {string} */ selector) => async (/** @type {Page} */ page) => {
  await shows(selector)(page);
  await page.context().setOffline(true);
  await page.waitForTimeout(3_000);
};
