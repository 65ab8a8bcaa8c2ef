/** Makes the demo's mailboxes over the admin API, or brings their ports up to date. Who owns them comes from seed.mjs. */
import { PAST_DAYS } from './past/letters.mjs';
import { LOOPBACK } from './ports.mjs';
import { PERSONAL_MAILBOX } from './world.mjs';

/**
 * @typedef {import('./admin-api.mjs').AdminApi} AdminApi
 * @typedef {import('./seed.mjs').People} People
 * @typedef {import('./world.mjs').GroupMailbox} GroupMailbox
 * @typedef {import('../server/src/api/contracts/accounts').GroupAccountDetail} GroupAccountDetail
 * @typedef {import('../server/src/api/contracts/accounts').PersonalAccountDetail} PersonalAccountDetail
 * @typedef {{ imap: number, smtp: number }} MailPorts
 */

/** Everything that customers wrote before the first connection is made comes in. */
const historySince = () => new Date(Date.now() - (PAST_DAYS + 1) * 24 * 60 * 60 * 1000).toISOString();

/**
 * Group accounts and the personal one.
 * @param {People} people
 * @param {MailPorts} ports
 * @param {readonly GroupMailbox[]} groupMailboxes
 * @returns {Promise<ReadonlyMap<string, string>>} ids by address
 */
export async function seedAccounts({ admin, agents, teams }, ports, groupMailboxes) {
  const groups = await ensureAccounts(admin, '/mailroom/group-accounts', ports, groupMailboxes, (mailbox) => {
    const team = teams.get(mailbox.team);
    return {
      teams: [team],
      shared: true,
      createCase: true,
      distribution: mailbox.distribution,
      directAssignee: mailbox.assignee ? agents.get(mailbox.assignee) : null,
      targetTeam: mailbox.distribution === 'direct-assignment' ? null : team,
      fromName: `Shop ${mailbox.name}`,
    };
  });
  const personal = await ensureAccounts(
    admin,
    '/mailroom/personal-accounts',
    ports,
    [PERSONAL_MAILBOX],
    ({ name, owner }) => ({ owner: agents.get(owner), fromName: name }),
  );
  return new Map([...groups, ...personal]);
}

/**
 * @template {{ name: string, address: string, password: string, signature: string }} Mailbox
 * @param {AdminApi} admin
 * @param {string} path
 * @param {MailPorts} ports
 * @param {readonly Mailbox[]} mailboxes
 * @param {(mailbox: Mailbox) => object} ownPart what the two kinds of accounts do not share
 * @returns {Promise<Map<string, string>>} ids by address
 */
async function ensureAccounts(admin, path, ports, mailboxes, ownPart) {
  const existing = (await admin.get(path)).data;
  /** @type {Map<string, string>} */
  const ids = new Map();
  for (const mailbox of mailboxes) {
    const { name, address, signature } = mailbox;
    const servers = serverSettings(mailbox, ports);
    const found = existing.find((/** @type {{ address: string }} */ account) => account.address === address);
    if (!found) {
      const base = {
        name,
        address,
        active: true,
        folders: ['INBOX'],
        authentication: 'password',
        oauthProvider: null,
        readState: 'leave',
        push: true,
        history: { import: true, since: historySince(), opensCases: true },
        sent: { folder: '', watch: false, store: false },
        silenceAlarmHours: null,
      };
      const created = await admin.post(path, { ...base, signature, ...servers, ...ownPart(mailbox) });
      ids.set(address, created.data.id);
      // From the first look on, mail is new mail: it is told of, and answered.
      await admin.post(`${path}/${created.data.id}/fetch`);
      continue;
    }
    ids.set(address, found.id);
    if (found.imap?.port === ports.imap && found.smtp?.port === ports.smtp) continue;
    await admin.put(`${path}/${found.id}`, { ...asInput(found), ...servers });
  }
  return ids;
}

/**
 * IMAP and SMTP of a mailbox, as the admin API takes them.
 * @param {{ address: string, password: string }} mailbox
 * @param {MailPorts} ports
 */
export function serverSettings({ address, password }, ports) {
  const server = { host: LOOPBACK, security: 'none', user: address, secret: password };
  return { imap: { ...server, port: ports.imap }, smtp: { ...server, port: ports.smtp } };
}

/**
 * An account as it is, in the form in which it is written.
 * @param {GroupAccountDetail | PersonalAccountDetail} account
 */
function asInput({ id: _id, health: _health, ...account }) {
  if ('owner' in account) return { ...account, owner: account.owner.id };
  const { teams, directAssignee, targetTeam } = account;
  return {
    ...account,
    teams: teams.map(({ id }) => id),
    directAssignee: directAssignee?.id ?? null,
    targetTeam: targetTeam?.id ?? null,
  };
}
