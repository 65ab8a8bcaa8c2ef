/**
 * Where the rules for connections come from: the configuration, and what admins add in the panel. The lists are joined,
 * unless the configuration says that its word is the last.
 */
import type { Strapi } from '../../data/database';
import { PLUGIN_ID } from '../../plugin-id';
import type { ConnectionPolicy } from './policy';

/** `mailroom.connections` of the configuration. */
export interface ConnectionConfig extends ConnectionPolicy {
  /** whether admins may add to it in the panel */
  readonly editable: boolean;
}

/** What admins have added. */
export interface AddedConnections {
  readonly hosts: readonly string[];
  readonly privateNetworks: readonly string[];
  readonly ports: readonly number[];
}

const configured = new WeakMap<Strapi, ConnectionConfig>();
const KEY = 'connections';
const NOTHING: AddedConnections = { hosts: [], privateNetworks: [], ports: [] };

const storeOf = (strapi: Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** Called once, when Mailroom starts. */
export const registerConnections = (strapi: Strapi, config: ConnectionConfig): void =>
  void configured.set(strapi, config);

/** @throws when called before Mailroom has started */
export function configuredConnections(strapi: Strapi): ConnectionConfig {
  const config = configured.get(strapi);
  if (config === undefined) throw new Error('Mailroom has not been started');
  return config;
}

/** What admins have added, also while it does not count. Read anew each time: another process may have changed it. */
export async function addedConnections(strapi: Strapi): Promise<AddedConnections> {
  const stored = (await storeOf(strapi).get({ key: KEY })) as Partial<AddedConnections> | null;
  return { ...NOTHING, ...stored };
}

export const storeAddedConnections = (strapi: Strapi, added: AddedConnections): Promise<void> =>
  storeOf(strapi).set({ key: KEY, value: added });

/** The rules that are in force. */
export async function connectionPolicyOf(strapi: Strapi): Promise<ConnectionPolicy> {
  const config = configuredConnections(strapi);
  if (!config.editable) return config;
  const added = await addedConnections(strapi);
  return {
    hosts: [...config.hosts, ...added.hosts],
    privateNetworks: [...config.privateNetworks, ...added.privateNetworks],
    ports: config.ports === 'any' ? 'any' : [...config.ports, ...added.ports],
  };
}
