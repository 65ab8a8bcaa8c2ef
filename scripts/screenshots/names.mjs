/** What the addresses of pages name: ids of the demo's cases, mails, records and settings, found by what they are about. */

import { setScene } from './scene.mjs';

/** @typedef {import('../../demo/admin-api.mjs').AdminApi} AdminApi */

/** The first case of the newest that somebody has written a note in. */
async function caseWithNote(/** @type {AdminApi} */ api, /** @type {readonly { id: string }[]} */ cases) {
  for (const { id } of cases) {
    const { entries } = (await api.get(`/mailroom/cases/${id}/timeline`)).data;
    if (entries.some((/** @type {{ kind: string }} */ { kind }) => kind === 'note')) return id;
  }
  return cases[0]?.id ?? '';
}

/** The team that the agent is in. */
const isSupport = (/** @type {{ name: string }} */ { name }) => name === 'Support';

const firstOf = async (/** @type {AdminApi} */ api, /** @type {string} */ path) =>
  (await api.get(path)).data[0]?.id ?? '';

/**
 * @param {AdminApi} admin
 * @param {AdminApi} agent
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
export async function namesOf(admin, agent) {
  const cases = (await agent.get('/mailroom/cases?view=open&limit=100')).items;
  const bySubject = (/** @type {RegExp} */ pattern) =>
    (cases.find((/** @type {{ subject: string }} */ { subject }) => pattern.test(subject)) ?? cases[0])?.id ??
    '';
  const filters = (await admin.get('/mailroom/filters?of=shared')).data.flatMap(
    (/** @type {{ filters: readonly unknown[] }} */ { filters: list }) => list,
  );
  const contacts = await admin.get('/content-manager/collection-types/api::contact.contact?pageSize=100');
  const contact = contacts.results.find((/** @type {{ firstName: string }} */ { firstName }) =>
    ['Claire', 'Dewi', 'Greta'].includes(firstName),
  );
  const account = await firstOf(admin, '/mailroom/group-accounts');
  const { imap, smtp } = (await admin.get(`/mailroom/group-accounts/${account}`)).data;
  return {
    ...(await setScene(admin, agent)),
    imapPort: String(imap.port),
    smtpPort: String(smtp.port),
    case: bySubject(/parcel|Rucksäcke|adresse|alamat/i),
    photo: bySubject(/Lanterne arrivée/),
    bounce: bySubject(/Spare mantle/),
    note: await caseWithNote(agent, cases),
    filter: filters[0]?.id ?? '',
    contact: (contact ?? contacts.results[0])?.documentId ?? '',
    account,
    agent: String(agent.userId),
    team: (await admin.get('/mailroom/teams')).data.find(isSupport)?.id ?? '',
    template: await firstOf(admin, '/mailroom/templates'),
    rule: await firstOf(admin, '/mailroom/record-rules'),
  };
}
