/**
 * What the agents had done by the time the demo begins, each over the admin API as that agent: closed, handed on, tagged,
 * noted, answered, snoozed, drafted. It is done once, to the mail of past/letters.mjs.
 */
import { ApiError, logIn } from '../admin-api.mjs';
import { AGENTS } from '../world.mjs';
import { MOVED_CUSTOMER } from './letters.mjs';
import { ANSWERS, NOTES, TAGS } from './words.mjs';

/**
 * @typedef {import('../admin-api.mjs').AdminApi} AdminApi
 * @typedef {import('../../server/src/api/contracts/cases').CaseRow} CaseRow
 */

const IMPORT_SECONDS = 90;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Waits until the mail of the past has become cases, oldest first.
 * @param {AdminApi} api
 * @param {number} count
 * @returns {Promise<readonly CaseRow[]>}
 */
async function importedCases(api, count) {
  const deadline = Date.now() + IMPORT_SECONDS * 1000;
  for (;;) {
    const { items } = await api.get('/mailroom/cases?view=open&limit=100');
    if (items.length >= count || Date.now() > deadline) return items.reverse();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/**
 * @param {string} url
 * @param {number} letters how many there are
 */
export async function doPastWork(url, letters) {
  const [lena, tom, sari] = await Promise.all(AGENTS.map((agent) => logIn(url, agent)));
  if (!lena || !tom || !sari) throw new Error('The demo has three agents');
  const cases = await importedCases(tom, letters);
  const moved = cases.find(({ requester }) => requester.address === MOVED_CUSTOMER);
  const others = cases.filter((one) => one !== moved);
  // Tom and Sari are in both teams; Lena has no part in the mail of Sales.
  const lenas = others.filter(({ teams }) => teams.some(({ name }) => name === 'Support'));
  await tagAll(tom, others);
  await noteSome(tom, lena, lenas);
  await settleOldest(sari, others);
  await snoozeSome(lena, lenas);
  await draftSome(lena, lenas);
  await answerSome([lena, tom, sari], moved ? [moved, ...others.slice(-6, -2)] : others.slice(-6, -2));
}

/** By what their subjects speak of, in whatever language. */
async function tagAll(/** @type {AdminApi} */ api, /** @type {readonly CaseRow[]} */ cases) {
  for (const { id, subject } of cases) {
    const names = TAGS.filter(({ pattern }) => pattern.test(subject)).map(({ tag }) => tag);
    if (names.length > 0) await api.put(`/mailroom/cases/${id}/tags`, { names });
  }
}

async function noteSome(
  /** @type {AdminApi} */ writer,
  /** @type {AdminApi} */ told,
  /** @type {readonly CaseRow[]} */ cases,
) {
  for (const [index, text] of NOTES.entries()) {
    const row = cases.at(-3 - index * 2);
    if (row) await writer.post(`/mailroom/cases/${row.id}/notes`, { text, mentions: [told.userId] });
  }
}

/** Two of three of the older ones are closed, the third waits for the customer; some of the newer ones are urgent. */
async function settleOldest(/** @type {AdminApi} */ api, /** @type {readonly CaseRow[]} */ cases) {
  for (const [index, { id }] of cases.slice(0, 18).entries())
    await api.put(`/mailroom/cases/${id}`, { status: index % 3 === 2 ? 'pending' : 'closed' });
  for (const [index, { id }] of cases.slice(-9).entries())
    if (index % 4 === 0)
      await api.put(`/mailroom/cases/${id}`, { priority: index === 0 ? 'urgent' : 'high' });
}

async function snoozeSome(/** @type {AdminApi} */ api, /** @type {readonly CaseRow[]} */ cases) {
  for (const [index, { id }] of cases.slice(20, 24).entries()) {
    const until = index === 3 ? null : new Date(Date.now() + (index + 1) * DAY).toISOString();
    await api.post(`/mailroom/cases/${id}/snooze`, { until });
  }
}

/** Two drafts, and a mail that goes out tomorrow. */
async function draftSome(/** @type {AdminApi} */ api, /** @type {readonly CaseRow[]} */ cases) {
  for (const [index, { id }] of cases.slice(26, 29).entries()) {
    const { data: draft } = await api.post('/mailroom/drafts', { kind: 'reply', caseId: id });
    const html = `<p>${ANSWERS[index]}</p>`;
    const { data: saved } = await api.put(`/mailroom/drafts/${draft.id}`, { version: draft.version, html });
    const sendAt = new Date(Date.now() + DAY).toISOString();
    if (index === 2) await api.post(`/mailroom/drafts/${draft.id}/send`, { version: saved.version, sendAt });
  }
}

async function answerSome(
  /** @type {readonly AdminApi[]} */ agents,
  /** @type {readonly CaseRow[]} */ cases,
) {
  for (const [index, { id, number }] of cases.entries()) {
    const agent = /** @type {AdminApi} */ (agents[index % agents.length]);
    const text = /** @type {string} */ (ANSWERS[index % ANSWERS.length]);
    const answered = await agent
      .post(`/mailroom/cases/${id}/replies`, { text, idempotencyKey: `demo-answer-${number}` })
      .catch((/** @type {Error} */ error) => error);
    // Not every agent is in every team.
    if (answered instanceof Error && !isOutOfReach(answered)) throw answered;
  }
}

const isOutOfReach = (/** @type {Error} */ error) =>
  error instanceof ApiError && (error.status === 403 || error.status === 404);
