/**
 * Opens a connection to a mail server at an address that was checked, and at the next one where the first is not
 * reached. It knows no protocol.
 */
import { isIP } from 'node:net';
import { checkedAddresses } from '../platform/allowed-hosts/check';
import { hostName, type ConnectionPolicy } from '../platform/allowed-hosts/policy';
import { asMailboxError } from './mailbox-error';

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly policy: ConnectionPolicy;
}

/** Milliseconds to wait for a connection: at the only address, and at one after which there are more. */
const PATIENCE = { only: 20_000, first: 5_000 };

/** @throws MailboxError `host-not-allowed`, `host-not-found` */
export const serverAddresses = ({ host, port, policy }: Server): Promise<readonly string[]> =>
  checkedAddresses(policy, 'mail', { host, port }).catch((error: unknown) => {
    throw asMailboxError(error, 'dns');
  });

/**
 * Tries the server's addresses one after the other.
 *
 * @param connect opens a connection to that address, within these milliseconds
 * @throws MailboxError
 */
export async function reachServer<Connection>(
  server: Server,
  connect: (address: string, patience: number) => Promise<Connection>,
): Promise<Connection> {
  return atAddresses(await serverAddresses(server), connect);
}

/** @throws MailboxError, that of the last address where none is reached */
export async function atAddresses<Connection>(
  addresses: readonly string[],
  connect: (address: string, patience: number) => Promise<Connection>,
): Promise<Connection> {
  const [address = '', ...others] = addresses;
  if (others.length === 0) return connect(address, PATIENCE.only);
  try {
    return await connect(address, PATIENCE.first);
  } catch (error) {
    if (!isUnreached(error)) throw error;
    return atAddresses(others, connect);
  }
}

/** Nothing answered there; anything else would be the same at another address. */
function isUnreached(error: unknown): boolean {
  const { step, code } = asMailboxError(error, 'tcp').problem;
  return step === 'tcp' && (code === 'connection-refused' || code === 'unreachable' || code === 'timeout');
}

/** Server names are names: for an IP address none is sent (RFC 6066 §3). */
export const serverName = (host: string): { readonly servername?: string } =>
  isIP(hostName(host)) === 0 ? { servername: host } : {};
