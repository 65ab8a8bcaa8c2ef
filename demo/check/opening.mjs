/** First chapter: servers come up, the administrator makes people, tests connections and makes accounts. */
import { AGENTS, GROUP_MAILBOXES, TEAMS } from '../world.mjs';
import { seedAccounts, serverSettings } from '../seed-accounts.mjs';
import { seedFilters, seedPeople, seedRecordRules, seedRecords } from '../seed.mjs';
import { expect, expectEqual, station } from './journey.mjs';
import { CHECK_MAILBOXES } from './office.mjs';

/** @typedef {import('../../server/src/api/contracts/accounts').ConnectionTestResult} ConnectionTestResult */

/** @param {import('./office.mjs').Office} office */
export async function openOffice(office) {
  const ports = await station('Mail servers are up', async (tell) => {
    const { imap, smtp } = await office.openMail();
    tell(`IMAP on port ${imap}, SMTP on port ${smtp}`);
    return { imap, smtp };
  });
  await station('Strapi is up and serves the panel', async (tell) => {
    await office.openApp();
    tell(office.url);
    const panel = await fetch(`${office.url}/admin`);
    expect(
      panel.ok && (await panel.text()).includes('<div id="strapi"'),
      `The panel answers ${panel.status}`,
    );
  });
  const people = await station('The administrator makes a role, agents and teams', async (tell) => {
    const made = await seedPeople(office.url);
    await seedRecords(made.admin);
    await seedRecordRules(made.admin);
    tell(
      `agents ${AGENTS.map(({ firstname }) => firstname).join(', ')}; teams ${TEAMS.map(({ name }) => name).join(', ')}`,
    );
    return made;
  });
  await testConnections(people.admin, ports);
  await station('Group accounts, a personal account and filters are made', async (tell) => {
    const accounts = await seedAccounts(people, ports, CHECK_MAILBOXES);
    await seedFilters(people.admin, accounts);
    tell([...accounts.keys()].join(', '));
    const stored = JSON.stringify(await people.admin.get('/mailroom/group-accounts'));
    for (const { address, password } of CHECK_MAILBOXES) {
      expect(stored.includes(address), `${address} is not listed`);
      expect(!stored.includes(password), `The password of ${address} comes back from the server`);
    }
  });
}

/**
 * @param {import('../admin-api.mjs').AdminApi} admin
 * @param {import('../seed-accounts.mjs').MailPorts} ports
 */
async function testConnections(admin, ports) {
  const mailbox = /** @type {import('../world.mjs').GroupMailbox} */ (GROUP_MAILBOXES[0]);
  const test = async (/** @type {import('../world.mjs').GroupMailbox} */ { address, password }) => {
    const input = { ...serverSettings({ address, password }, ports), folders: ['INBOX'] };
    return /** @type {ConnectionTestResult} */ ((await admin.post('/mailroom/connection-tests', input)).data);
  };
  await station('The connection test goes through, step by step', async (tell) => {
    const { ok, steps } = await test(mailbox);
    for (const { server, step, outcome, detail, problem } of steps) {
      tell(
        `${server} ${step}: ${outcome} ${problem ? `${problem.code} ${problem.detail}` : detail}`.trimEnd(),
      );
    }
    expect(ok && steps.every(({ outcome }) => outcome === 'ok'), 'Not every step is ok');
    expectEqual('The set of servers tested', [...new Set(steps.map(({ server }) => server))].sort(), [
      'imap',
      'smtp',
    ]);
  });
  await station('A wrong password is named as what it is', async (tell) => {
    const { ok, steps } = await test({ ...mailbox, password: 'wrong' });
    const failed = steps.filter(({ outcome }) => outcome === 'failed');
    failed.forEach(({ server, step, problem }) =>
      tell(`${server} ${step}: ${problem?.code} (${problem?.detail})`),
    );
    expectEqual('ok', ok, false);
    expectEqual(
      'What failed',
      failed.map(({ server, step, problem }) => [server, step, problem?.code]).sort(),
      [
        ['imap', 'login', 'login-refused'],
        ['smtp', 'login', 'login-refused'],
      ],
    );
  });
}
