/**
 * Looks a host up and says to which of its addresses a connection may be opened. Who connects uses that very address, so
 * that a name cannot lead somewhere else a moment later (DNS rebinding).
 */
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import {
  allowedAddresses,
  hostName,
  isHiddenName,
  mayTry,
  type ConnectionPolicy,
  type Destination,
  type Purpose,
} from './policy';

/** Thrown for a server that is not allowed, whether there is one or not. */
export class HostNotAllowed extends Error {
  constructor(readonly destination: Destination) {
    super(`Mailroom may not connect to ${destination.host}:${destination.port}`);
    this.name = 'HostNotAllowed';
  }
}

/** More than a host needs to be reached, few enough that a dead one is given up soon. */
const MOST_ADDRESSES = 4;

/**
 * The addresses of a host, in the order in which they are to be tried; at least one.
 * @throws HostNotAllowed, or the error of the look-up (`ENOTFOUND`)
 */
export async function checkedAddresses(
  policy: ConnectionPolicy,
  purpose: Purpose,
  destination: Destination,
): Promise<readonly string[]> {
  const { host } = destination;
  if (!mayTry(policy, purpose, destination)) throw new HostNotAllowed(destination);
  const addresses = await addressesOf(hostName(host)).catch((error: unknown) => {
    throw isHiddenName(policy, host) ? new HostNotAllowed(destination) : error;
  });
  const allowed = allowedAddresses(policy, host, addresses).slice(0, MOST_ADDRESSES);
  if (allowed.length === 0) throw new HostNotAllowed(destination);
  return allowed;
}

/** An empty name would be this machine. */
async function addressesOf(name: string): Promise<readonly string[]> {
  if (name === '') throw Object.assign(new Error('No host'), { code: 'ENOTFOUND' });
  if (isIP(name) !== 0) return [name];
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

export interface CheckedUrl {
  readonly url: URL;
  /** for the option `lookup` of `http.request`: gives what was checked, whatever the name says by then */
  readonly lookup: LookupFunction;
}

/**
 * A URL of the web that may be called. Redirects lead elsewhere: who follows one checks its target first.
 * @throws HostNotAllowed for other hosts, ports and schemes than https and http; or the error of the look-up
 */
export async function checkedUrl(
  policy: ConnectionPolicy,
  address: string | URL,
  purpose: Exclude<Purpose, 'mail'> = 'web',
): Promise<CheckedUrl> {
  const url = new URL(address);
  const port = Number(url.port || (url.protocol === 'http:' ? 80 : 443));
  const destination = { host: hostName(url.hostname), port };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new HostNotAllowed(destination);
  const addresses = await checkedAddresses(policy, purpose, destination);
  return { url, lookup: fixedLookup(addresses) };
}

const fixedLookup = (addresses: readonly string[]): LookupFunction => {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, callback) => {
    if (options.all === true) callback(null, found);
    else callback(null, found[0]!.address, found[0]!.family);
  };
};
