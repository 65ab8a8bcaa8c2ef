/**
 * Makes the demo's people, records and filters in a running app, over the admin API alone, as an administrator would in the
 * panel. What is there already stays as it is, so it can run at each start and after one that was cut off.
 * Mailboxes are seed-accounts.mjs's.
 */
import { logInFirstAdmin } from './admin-api.mjs';
import { TEMPLATES } from './past/words.mjs';
import { ADMIN, AGENTS, FILTERS, RECORD_RULES, RECORDS, TEAMS } from './world.mjs';

/**
 * @typedef {import('./admin-api.mjs').AdminApi} AdminApi
 * @typedef {object} People
 * @property {AdminApi} admin
 * @property {ReadonlyMap<string, number>} agents by e-mail
 * @property {ReadonlyMap<string, string>} teams by name
 */

const ROLE = 'Agent';
const OWN_TEAMS = ['plugin::mailroom.own-teams'];
const READABLE_FIELDS = {
  'api::account.account': ['name', 'domain', 'email', 'channels', 'contacts', 'opportunities'],
  'api::contact.contact': [
    'firstName',
    'lastName',
    'email',
    'otherAddresses.purpose',
    'otherAddresses.address',
    'account',
    'opportunities',
  ],
  'api::lead.lead': ['name', 'company', 'email', 'leadStatus'],
  'api::opportunity.opportunity': ['name', 'reference', 'amount', 'stage', 'account', 'contact'],
};

/**
 * The first administrator, the agents with their role, and the teams.
 * @param {string} url
 * @returns {Promise<People>}
 */
export async function seedPeople(url) {
  const admin = await logInFirstAdmin(url, ADMIN).catch((error) => {
    throw new Error(
      `Cannot log in as ${ADMIN.email}: ${error.message}. If the password was changed, start over with --reset.`,
    );
  });
  const role = await ensureRole(admin);
  /** @type {Map<string, number>} */
  const agents = new Map();
  for (const agent of AGENTS) agents.set(agent.email, await ensureAgent(admin, agent, role));
  return { admin, agents, teams: await ensureTeams(admin, agents) };
}

/**
 * @param {AdminApi} admin
 * @returns {Promise<number>}
 */
async function ensureRole(admin) {
  const roles = await admin.get('/admin/roles');
  const existing = roles.data.find((/** @type {{ name: string }} */ { name }) => name === ROLE);
  const { id } =
    existing ?? (await admin.post('/admin/roles', { name: ROLE, description: 'Works on cases' })).data;
  const current = await admin.get(`/admin/roles/${id}/permissions`);
  if (current.data.length > 0) return id;
  const plugin = (/** @type {string} */ action, /** @type {string[]} */ conditions = []) => ({
    action: `plugin::mailroom.${action}`,
    subject: null,
    properties: {},
    conditions,
  });
  const permissions = [
    plugin('cases.read', OWN_TEAMS),
    plugin('cases.work', OWN_TEAMS),
    plugin('cases.assign', OWN_TEAMS),
    plugin('mail.read', OWN_TEAMS),
    plugin('mail.send-shared', OWN_TEAMS),
    plugin('filters.own'),
    ...Object.entries(READABLE_FIELDS).map(([subject, fields]) => ({
      action: 'plugin::content-manager.explorer.read',
      subject,
      properties: { fields },
      conditions: [],
    })),
  ];
  await admin.put(`/admin/roles/${id}/permissions`, { permissions });
  return id;
}

/**
 * @param {AdminApi} admin
 * @param {typeof AGENTS[number]} agent
 * @param {number} role
 * @returns {Promise<number>}
 */
async function ensureAgent(admin, { email, firstname, lastname, password }, role) {
  const found = await admin.get(`/admin/users?filters[email][$eq]=${encodeURIComponent(email)}`);
  if (found.data.results[0]) return found.data.results[0].id;
  const { data } = await admin.post('/admin/users', { email, firstname, lastname, roles: [role] });
  // In place of the invitation link that a new user would open.
  await admin.put(`/admin/users/${data.id}`, { password, isActive: true });
  return data.id;
}

/**
 * @param {AdminApi} admin
 * @param {ReadonlyMap<string, number>} agents
 * @returns {Promise<Map<string, string>>}
 */
async function ensureTeams(admin, agents) {
  const existing = (await admin.get('/mailroom/teams')).data;
  /** @type {Map<string, string>} */
  const ids = new Map();
  for (const { members, ...team } of TEAMS) {
    const found = existing.find((/** @type {{ name: string }} */ { name }) => name === team.name);
    const input = { ...team, members: members.map((email) => agents.get(email)) };
    ids.set(team.name, (found ?? (await admin.post('/mailroom/teams', input)).data).id);
  }
  return ids;
}

/**
 * The small CRM: accounts, contacts, leads and opportunities.
 * @param {AdminApi} admin
 */
export async function seedRecords(admin) {
  const ensure = async (
    /** @type {string} */ uid,
    /** @type {string} */ key,
    /** @type {Record<string, unknown>} */ record,
  ) => {
    const path = `/content-manager/collection-types/${uid}`;
    const found = await admin.get(`${path}?filters[${key}][$eq]=${encodeURIComponent(String(record[key]))}`);
    const entry = found.results[0] ?? (await admin.post(path, record)).data;
    return { connect: [{ documentId: entry.documentId }] };
  };
  /** @type {Map<string, object>} by domain, or by address */
  const links = new Map();
  for (const account of RECORDS.accounts) {
    links.set(account.domain, await ensure('api::account.account', 'domain', account));
  }
  for (const { account, ...contact } of RECORDS.contacts) {
    const record = account ? { ...contact, account: links.get(account) } : contact;
    links.set(contact.email, await ensure('api::contact.contact', 'email', record));
  }
  for (const lead of RECORDS.leads) await ensure('api::lead.lead', 'email', lead);
  for (const { account, contact, ...opportunity } of RECORDS.opportunities) {
    const record = { ...opportunity, account: links.get(account), contact: links.get(contact) };
    await ensure('api::opportunity.opportunity', 'name', record);
  }
}

/**
 * The rules that link mail to those records; in an app that has some already, they stay as they are.
 * @param {AdminApi} admin
 */
export async function seedRecordRules(admin) {
  const { data } = await admin.get('/mailroom/record-rules');
  if (data.length > 0) return;
  for (const rule of RECORD_RULES) await admin.post('/mailroom/record-rules', { active: true, ...rule });
}

/**
 * The filters of all mail and of group mailboxes; in an app that has some already, they stay as they are.
 * @param {AdminApi} admin
 * @param {ReadonlyMap<string, string>} accounts ids by address
 */
export async function seedFilters(admin, accounts) {
  const { data } = await admin.get('/mailroom/filters?of=shared');
  if (data.some((/** @type {{ filters: unknown[] }} */ { filters }) => filters.length > 0)) return;
  for (const { account, ...filter } of FILTERS) {
    const scope = account ? { kind: 'group-account', account: accounts.get(account) } : { kind: 'global' };
    await admin.post('/mailroom/filters', { active: true, stop: true, scope, ...filter });
  }
}

/**
 * Saved replies; in an app that has some already, they stay as they are.
 * @param {AdminApi} admin
 */
export async function seedTemplates(admin) {
  const { data } = await admin.get('/mailroom/templates');
  if (data.length > 0) return;
  for (const template of TEMPLATES)
    await admin.post('/mailroom/templates', { kind: 'reply', teams: [], ...template });
}
