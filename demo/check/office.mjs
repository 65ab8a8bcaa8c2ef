/** The office that the check works in: mail servers, Strapi, its users, and what customers received. It can be closed and opened again. */
import { simpleParser } from 'mailparser';
import { logIn } from '../admin-api.mjs';
import { startApp } from '../app.mjs';
import { startMail } from '../mail.mjs';
import { freePort } from '../ports.mjs';
import { ADMIN, AGENTS, DIRECT_MAILBOX, GROUP_MAILBOXES } from '../world.mjs';
import { expect, waitFor } from './journey.mjs';

/**
 * @typedef {import('../admin-api.mjs').AdminApi} AdminApi
 * @typedef {import('../../server/src/api/contracts/cases').CaseRow} CaseRow
 * @typedef {import('../../server/src/api/contracts/cases').CaseDetail} CaseDetail
 * @typedef {import('../../server/src/api/contracts/cases').TimelineEntry} TimelineEntry
 * @typedef {ReturnType<typeof createOffice>} Office
 */

export const CHECK_MAILBOXES = [...GROUP_MAILBOXES, DIRECT_MAILBOX];

/** @param {string} directory */
export function createOffice(directory) {
  /** @type {import('../smtp-server.mjs').IncomingMail[]} */
  const received = [];
  /** @type {Map<string, Promise<AdminApi>>} */
  const sessions = new Map();
  /** @type {import('../mail.mjs').Mail | undefined} */
  let mail;
  /** @type {import('../app.mjs').App | undefined} */
  let app;
  let appPort = 0;

  const running = () => {
    expect(mail && app, 'The office is closed');
    return { mail, app };
  };
  const session = (/** @type {{ email: string, password: string }} */ person) => {
    const known = sessions.get(person.email) ?? logIn(running().app.url, person);
    sessions.set(person.email, known);
    return known;
  };

  return {
    directory,
    get mail() {
      return running().mail;
    },
    get url() {
      return running().app.url;
    },
    /** On the ports of the time before, if there was one: accounts remember them. */
    async openMail() {
      const ports = mail?.ports ?? { imap: 0, smtp: 0 };
      const toCustomer = (/** @type {import('../smtp-server.mjs').IncomingMail} */ letter) =>
        void received.push(letter);
      mail = await startMail({ directory, ports, groupMailboxes: CHECK_MAILBOXES, toCustomer });
      return mail.ports;
    },
    async openApp() {
      appPort ||= await freePort();
      app = await startApp({ directory, port: appPort });
    },
    async close() {
      await app?.stop();
      await mail?.stop();
    },
    admin: () => session(ADMIN),
    agent: (/** @type {string} */ email) => {
      const agent = AGENTS.find((one) => one.email === email);
      expect(agent, `There is no agent ${email}`);
      return session(agent);
    },
    /** The next mail that the customer gets after `seen` ones. */
    receivedBy: async (/** @type {string} */ address, seen = 0) => {
      const letter = await waitFor(`mail number ${seen + 1} to ${address}`, () =>
        received.filter(({ to }) => to === address).at(seen),
      );
      return simpleParser(letter.source);
    },
  };
}

/**
 * Waits until exactly one open case has the subject, as this user sees it.
 * @param {AdminApi} api
 * @param {string} subject
 * @returns {Promise<CaseDetail>}
 */
export async function openedCase(api, subject) {
  const row = await waitFor(`a case "${subject}"`, async () => {
    const found = (await openCases(api)).filter((one) => one.subject === subject);
    expect(found.length < 2, `There are ${found.length} cases "${subject}"`);
    return found[0];
  });
  return (await api.get(`/mailroom/cases/${row.id}`)).data;
}

/**
 * @param {AdminApi} api
 * @param {string} [view]
 * @returns {Promise<CaseRow[]>}
 */
export const openCases = async (api, view = 'open') =>
  (await api.get(`/mailroom/cases?view=${view}&limit=100`)).items;

/**
 * @param {AdminApi} api
 * @param {string} id
 * @returns {Promise<TimelineEntry[]>}
 */
export const timelineOf = async (api, id) => (await api.get(`/mailroom/cases/${id}/timeline`)).data.entries;
