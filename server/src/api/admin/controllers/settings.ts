/** General settings over HTTP: which servers Mailroom may connect to. */
import { recordChange } from '../../../access/audit';
import { inTransaction, type Strapi } from '../../../data/database';
import {
  addedConnections,
  configuredConnections,
  storeAddedConnections,
  type AddedConnections,
} from '../../../platform/allowed-hosts/settings';
import type { ConnectionSettingsView, Single } from '../../contracts';
import { forbidden, parse, withViewer } from '../../http';
import { connectionSettings } from '../administration-schemas';

export default ({ strapi }: { strapi: Strapi }) => {
  const view = async (): Promise<Single<ConnectionSettingsView>> => {
    const { editable, ...configured } = configuredConnections(strapi);
    return { data: { ...(await addedConnections(strapi)), configured, editable } };
  };

  return {
    readConnections: withViewer(strapi, view),

    saveConnections: withViewer(strapi, async ({ request }) => {
      const added: AddedConnections = parse(connectionSettings, request.body);
      if (!configuredConnections(strapi).editable)
        throw forbidden('Only mailroom.connections in config/plugins says where Mailroom may connect to.');
      await inTransaction(strapi, async () => {
        const before = { ...(await addedConnections(strapi)) };
        await storeAddedConnections(strapi, added);
        const settings = { subject: 'settings', id: 'connections', name: 'connections' } as const;
        await recordChange(strapi, { ...settings, before, after: { ...added } });
      });
      return view();
    }),
  };
};
