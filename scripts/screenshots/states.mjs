/** How a page gets into the state that is photographed. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {Readonly<Record<string, string>>} Names what addresses and fields name, from the demo */
/** @typedef {(page: Page, names: Names) => Promise<unknown>} Step */

const PATIENCE = 20_000;

/** `{name}` in a text, as the demo has it. */
export const filledIn = (/** @type {string} */ template, /** @type {Names} */ names) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);

/**
 * One after the other.
 * @param {...Step} steps
 * @returns {Step}
 */
export const all =
  (...steps) =>
  async (page, names) => {
    for (const step of steps) await step(page, names);
  };

/** Until the element is there. */
export const shows = (/** @type {string} */ selector) => (/** @type {Page} */ page) =>
  page.locator(selector).first().waitFor({ timeout: PATIENCE });

/** Until the page says so. */
export const says = (/** @type {string} */ words) => (/** @type {Page} */ page) =>
  page.getByText(new RegExp(words, 'i')).first().waitFor({ timeout: PATIENCE });

/** Presses a button, or what else has this role, by its name. */
export const clicks =
  (/** @type {string | RegExp} */ name, /** @type {Parameters<Page['getByRole']>[0]} */ role = 'button') =>
  (/** @type {Page} */ page) =>
    page.getByRole(role, { name }).first().click();

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

/** Puts a text into the field with this label. */
export const fills =
  (/** @type {string | RegExp} */ label, /** @type {string} */ text) => (/** @type {Page} */ page) =>
    page.getByLabel(label).first().fill(text);

/** Puts a text into the field of a form with this name; `{imapPort}` and the like are filled in from the demo. */
export const enters =
  (/** @type {string} */ name, /** @type {string} */ text) =>
  (/** @type {Page} */ page, /** @type {Names} */ names) =>
    page.locator(`[name="${name}"]`).fill(filledIn(text, names));

/** Chooses an option of the select with this label. */
export const chooses =
  (/** @type {string | RegExp} */ label, /** @type {string} */ option, place = 0) =>
  async (/** @type {Page} */ page) => {
    await page.getByRole('combobox', { name: label }).nth(place).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

/** Scrolls to the element. */
export const scrollsTo = (/** @type {string} */ selector) => (/** @type {Page} */ page) =>
  page.locator(selector).first().scrollIntoViewIfNeeded();

/** The server never answers requests to these addresses. */
export const hangs = (/** @type {string} */ address) => (/** @type {Page} */ page) =>
  page.route(address, () => undefined);

/** The server answers requests to these addresses with this. */
export const answers =
  (/** @type {string} */ address, /** @type {unknown} */ body, /** @type {number} */ status = 200) =>
  (/** @type {Page} */ page) =>
    page.route(address, (route) =>
      route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) }),
    );

/** The server answers requests to these addresses with a failure. */
export const refuses = (/** @type {string} */ address, /** @type {number} */ status) => {
  const message = status === 403 ? 'Forbidden' : 'The database is locked';
  return answers(address, { data: null, error: { status, name: 'Error', message } }, status);
};

/** The network goes when the element is there; the page has some seconds to notice. */
export const isOffline = (/** @type {string} */ selector) => async (/** @type {Page} */ page) => {
  await shows(selector)(page);
  const client = await page.context().newCDPSession(page);
  const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await client.send('Network.emulateNetworkConditions', { offline: true, ...speed });
  await page.waitForTimeout(3_000);
};
