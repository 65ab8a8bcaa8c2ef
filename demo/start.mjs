/** `npm run demo`: starts everything, says where it is, and runs until it is ended. */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lastLines, startApp } from './app.mjs';
import { startCustomers } from './customers/customers.mjs';
import { LOCK_FILE } from './lock.mjs';
import { startMail } from './mail.mjs';
import { pastLetters } from './past/letters.mjs';
import { doPastWork } from './past/work.mjs';
import { seedAccounts } from './seed-accounts.mjs';
import { seedFilters, seedPeople, seedRecordRules, seedRecords, seedTemplates } from './seed.mjs';
import { ADMIN, AGENTS, GROUP_MAILBOXES } from './world.mjs';

/** @typedef {{ app: number, imap: number, smtp: number }} DemoPorts */

const LOG_LINES = 25;

/**
 * Resolves when the demo was ended by a signal; rejects when it could not start or broke down.
 * The caller has made sure that the folder and the ports are nobody else's.
 * @param {{ directory: string, ports: DemoPorts, reset: boolean }} options
 */
export async function runDemo({ directory, ports, reset }) {
  const signal = nextSignal();
  /** @type {(() => void | Promise<void>)[]} */
  const endings = [];
  try {
    if (reset) emptyFolder(directory);
    const breakdown = openDemo({ directory, ports, endings }).then(async (app) => {
      await app.ended;
      throw new Error(
        `Strapi ended by itself. The end of ${app.logFile}:\n${lastLines(app.logFile, LOG_LINES)}`,
      );
    });
    await Promise.race([signal, breakdown]);
  } finally {
    console.log('\nEnding the demo. Its data stays in .demo/.');
    for (const end of endings.reverse()) await end();
  }
}

/**
 * Starts one part after the other, and notes how to end each.
 * @param {object} options
 * @param {string} options.directory
 * @param {DemoPorts} options.ports
 * @param {(() => void | Promise<void>)[]} options.endings
 */
export async function openDemo({ directory, ports, endings }) {
  /** @type {import('./customers/customers.mjs').Customers | undefined} */
  let customers;
  const toCustomer = (/** @type {import('./smtp-server.mjs').IncomingMail} */ letter) =>
    customers?.receive(letter);
  const mail = await startMail({ directory, ports, groupMailboxes: GROUP_MAILBOXES, toCustomer });
  endings.push(mail.stop);
  step(`Mail servers on ports ${mail.ports.imap} (IMAP) and ${mail.ports.smtp} (SMTP)`);
  const app = await startApp({ directory, port: ports.app });
  endings.push(app.stop);
  step(`Strapi on port ${ports.app}`);
  const people = await seedPeople(app.url);
  await seedRecords(people.admin);
  await seedRecordRules(people.admin);
  step('Teams, agents, and the records of a small CRM, to which mail is linked');
  const past = (await isNew(people.admin)) ? pastLetters(new Date()) : [];
  for (const letter of past) await mail.post(letter);
  const accounts = await seedAccounts(people, mail.ports, GROUP_MAILBOXES);
  await seedFilters(people.admin, accounts);
  await seedTemplates(people.admin);
  step(`Mailboxes ${[...accounts.keys()].join(', ')}, and filters over their mail`);
  if (past.length > 0) {
    await doPastWork(app.url, past.length);
    step(`${past.length} mails of the last days, and what the agents did with them`);
  }
  printWelcome(app.url);
  customers = startCustomers({ file: path.join(directory, 'customers.json'), post: mail.post, report: tell });
  endings.push(customers.stop);
  return app;
}

/** Whether no mailbox has been connected yet. */
const isNew = async (/** @type {import('./admin-api.mjs').AdminApi} */ admin) =>
  (await admin.get('/mailroom/group-accounts')).data.length === 0;

/** Everything but the lock, which is held already. */
function emptyFolder(/** @type {string} */ directory) {
  for (const name of readdirSync(directory)) {
    if (name !== LOCK_FILE) rmSync(path.join(directory, name), { recursive: true, force: true });
  }
}

/** Resolves with the first signal to end; a second one ends the process at once. */
function nextSignal() {
  return new Promise((resolve) => {
    let received = false;
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(name, () => {
        if (received) process.exit(1);
        received = true;
        resolve(name);
      });
    }
  });
}

const step = (/** @type {string} */ line) => console.log(`  ${line}`);
const tell = (/** @type {string} */ line) =>
  console.log(`${new Date().toLocaleTimeString('en-GB')}  ${line}`);

/** @param {string} url */
function printWelcome(url) {
  const row = (
    /** @type {{ firstname: string, lastname: string, email: string, password: string }} */ person,
    /** @type {string} */ what,
  ) =>
    `  ${person.email.padEnd(20)} ${person.password.padEnd(12)} ${person.firstname} ${person.lastname}, ${what}`;
  console.log(
    [
      '',
      `Open ${url}/admin and log in:`,
      '',
      row(ADMIN, 'administrator'),
      ...AGENTS.map((agent) => row(agent, 'agent')),
      '',
      `Customers write to ${GROUP_MAILBOXES.map(({ address }) => address).join(' and ')} now and then, and answer your mails.`,
      'Ctrl-C ends the demo. `npm run demo -- --reset` starts over.',
      '',
    ].join('\n'),
  );
}
