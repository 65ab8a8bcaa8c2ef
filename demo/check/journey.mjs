/** What an unattended check is made of: stations that are reached or not, waiting with a limit, and plain expectations. */

const POLL_MILLISECONDS = 300;
const WAIT_SECONDS = 40;

/** Something is not as it should be. The message is the reason that is shown. */
export class CheckFailure extends Error {}

/** @typedef {(detail: string) => void} Tell */

/**
 * Goes to the next station and prints whether it was reached, with what it told on the way.
 * @template Result
 * @param {string} name
 * @param {(tell: Tell) => Promise<Result>} action
 * @returns {Promise<Result>}
 */
export async function station(name, action) {
  const started = performance.now();
  /** @type {string[]} */
  const details = [];
  const print = (/** @type {string} */ mark) => {
    console.log(`${mark} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    details.forEach((detail) => console.log(`    ${detail}`));
  };
  try {
    const result = await action((detail) => details.push(detail));
    print('✓');
    return result;
  } catch (error) {
    print('✗');
    throw error;
  }
}

/**
 * Asks again and again until there is an answer.
 * @template Result
 * @param {string} what as in "waited for what"
 * @param {() => Promise<Result | undefined | null | false> | Result | undefined | null | false} probe
 * @returns {Promise<Result>}
 */
export async function waitFor(what, probe) {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  for (;;) {
    const result = await probe();
    if (result) return result;
    if (Date.now() > deadline) throw new CheckFailure(`Waited ${WAIT_SECONDS} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/**
 * @param {unknown} condition
 * @param {string} otherwise what is wrong when it does not hold
 * @returns {asserts condition}
 */
export function expect(condition, otherwise) {
  if (!condition) throw new CheckFailure(otherwise);
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function expectEqual(what, actual, expected) {
  expect(
    JSON.stringify(actual) === JSON.stringify(expected),
    `${what} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
  );
}

/**
 * Expects a request to be refused with one of the statuses.
 * @param {string} what
 * @param {Promise<unknown>} request
 * @param {readonly number[]} statuses
 */
export async function expectRefused(what, request, statuses) {
  const outcome = await request.then(
    () => 'allowed',
    (error) => error.status ?? error,
  );
  expect(statuses.includes(outcome), `${what}: ${outcome} instead of ${statuses.join(' or ')}`);
}
