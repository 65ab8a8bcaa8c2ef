/** What the pictures show and the demo does not begin with: a saved view, a folder with mail, a webhook that was tried. */

/** @typedef {import('../../demo/admin-api.mjs').AdminApi} AdminApi */

/**
 * @param {AdminApi} admin
 * @param {AdminApi} agent
 * @returns {Promise<Readonly<Record<'view' | 'folder' | 'webhook', string>>>} their ids
 */
export async function setScene(admin, agent) {
  const view = await agent.post('/mailroom/saved-views', {
    name: 'Parcels on their way',
    // Some of these are there whatever has become of them since the demo began.
    query: 'tag:delivery',
  });
  const folder = await agent.post('/mailroom/folders', { name: 'Suppliers' });
  await fill(agent, folder.data.id);
  const webhook = await admin.post('/mailroom/webhooks', {
    name: 'Shop system',
    url: 'https://hooks.shop.example/mailroom',
    events: ['mailroom.case.created', 'mailroom.email.received'],
    active: false,
  });
  await admin.post(`/mailroom/webhooks/${webhook.data.id}/test`);
  return { view: view.data.id, folder: folder.data.id, webhook: webhook.data.id };
}

/** Some of the agent's own mail goes into the folder. */
async function fill(/** @type {AdminApi} */ agent, /** @type {string} */ folder) {
  const { items } = await agent.get('/mailroom/inbox?view=inbox&limit=3');
  const ids = items.slice(1).map((/** @type {{ id: string }} */ { id }) => id);
  if (ids.length > 0) await agent.post('/mailroom/inbox/moves', { ids, folder });
}
