/**
 * Which servers Mailroom may connect to: rules as plain data, and what they say of a name, a port and the addresses that
 * a name has. Looks nothing up and opens no connection.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What a connection is for decides on the ports that are open without being named. */
export type Purpose = 'mail' | 'web' | 'pictures';

export interface ConnectionPolicy {
  /** names as `mail.example.com` or `*.example.com`, with a port where only that one is meant; empty: every name */
  readonly hosts: readonly string[];
  /** networks (`10.0.0.0/8`), addresses and names that are allowed although they are not public */
  readonly privateNetworks: readonly string[];
  /** besides those of the purpose */
  readonly ports: readonly number[] | 'any';
}

export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Submission and IMAP, with and without implicit TLS (RFC 8314), relays, and what hosters offer beside port 25; the web's. */
const PORTS: Readonly<Record<Purpose, readonly number[]>> = {
  mail: [25, 143, 465, 587, 993, 2525],
  web: [443],
  pictures: [80, 443],
};

/** Names that no public name server knows (RFC 6762, RFC 8375, and what local networks use). */
const LOCAL_NAME = /\.(local|localhost|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/;

/** What a name on the list may lead to. Anything stranger, cloud metadata among it, must be named as a network. */
const PRIVATE_RANGES: readonly string[] = ['private', 'uniqueLocal', 'loopback', 'carrierGradeNat'];

type Address = ReturnType<typeof ipaddr.parse>;

/** A name as it is compared: small letters, without brackets and without the dot of the root. */
export const hostName = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');

/** Whether name and port may be tried at all; what the name leads to is asked afterwards. */
export function mayTry(policy: ConnectionPolicy, purpose: Purpose, { host, port }: Destination): boolean {
  const covering = policy.hosts.map(hostPattern).filter((pattern) => covers(pattern, host, port));
  if (policy.hosts.length > 0 && covering.length === 0) return false;
  return (
    policy.ports === 'any' ||
    PORTS[purpose].includes(port) ||
    policy.ports.includes(port) ||
    covering.some((pattern) => pattern.port === port)
  );
}

/** Those of a host's addresses to which a connection may be opened. */
export function allowedAddresses(
  policy: ConnectionPolicy,
  host: string,
  addresses: readonly string[],
): readonly string[] {
  const isNamed = isPrivateName(policy, host);
  return addresses.filter((text) => {
    const address = plainAddress(text);
    if (address === null) return false;
    if (isPublic(address) || policy.privateNetworks.some((network) => isIn(address, network))) return true;
    return isNamed && PRIVATE_RANGES.includes(address.range());
  });
}

/** Whether it must stay unknown if there is such a name: it belongs to a local network, and nobody has allowed it. */
export const isHiddenName = (policy: ConnectionPolicy, host: string): boolean =>
  isIP(hostName(host)) === 0 &&
  (LOCAL_NAME.test(`.${hostName(host)}`) || !hostName(host).includes('.')) &&
  !isPrivateName(policy, host);

const isPrivateName = ({ privateNetworks }: ConnectionPolicy, host: string): boolean =>
  privateNetworks.some((entry) => network(entry) === null && covers(hostPattern(entry), host, null));

/**
 * An address as it is reached: IPv4 that is written as IPv6 (RFC 4291 §2.5.5) or goes through NAT64 (RFC 6052) counts as
 * what it stands for.
 */
function plainAddress(text: string): Address | null {
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6 && address.match(ipaddr.IPv6.parse('64:ff9b::'), 96))
    return ipaddr.fromByteArray(address.toByteArray().slice(12));
  return address;
}

/** Global unicast; of IPv6 only what is handed out as such (RFC 4291 §2.4). */
const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' &&
  (address instanceof ipaddr.IPv4 || address.match(ipaddr.IPv6.parse('2000::'), 3));

function isIn(address: Address, entry: string): boolean {
  const range = network(entry);
  return range !== null && range[0].kind() === address.kind() && address.match(range);
}

function network(entry: string): [Address, number] | null {
  const text = hostName(entry);
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (isIP(text) === 0) return null;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

interface HostPattern {
  readonly name: string;
  /** null: any that is allowed */
  readonly port: number | null;
}

function hostPattern(entry: string): HostPattern {
  const text = entry.trim();
  const [, name, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(text) ?? [];
  return name === undefined
    ? { name: hostName(text), port: null }
    : { name: hostName(name), port: Number(port) };
}

function covers(pattern: HostPattern, host: string, port: number | null): boolean {
  const name = hostName(host);
  const isName = pattern.name.startsWith('*.') ? name.endsWith(pattern.name.slice(1)) : name === pattern.name;
  return isName && (pattern.port === null || port === null || pattern.port === port);
}

/** Whether it can be an entry of `hosts`. */
export function isHostPattern(entry: string): boolean {
  const { name, port } = hostPattern(entry);
  const isName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(name);
  return (isName || isIP(name) !== 0) && (port === null || (port > 0 && port < 65_536));
}

/** Whether it can be an entry of `privateNetworks`. */
export const isPrivateEntry = (entry: string): boolean =>
  network(entry) !== null || (isHostPattern(entry) && hostPattern(entry).port === null);

/**
 * Whether an entry of `privateNetworks` names no more than private networks. Link-local addresses, where clouds keep
 * their metadata, are the operator's to allow.
 */
export function isOrdinaryPrivate(entry: string): boolean {
  const range = network(entry);
  if (range === null) return true;
  const [address, bits] = range;
  const whole = `${address.toString()}/${bits}`;
  const ends =
    address.kind() === 'ipv4'
      ? [ipaddr.IPv4.networkAddressFromCIDR(whole), ipaddr.IPv4.broadcastAddressFromCIDR(whole)]
      : [ipaddr.IPv6.networkAddressFromCIDR(whole), ipaddr.IPv6.broadcastAddressFromCIDR(whole)];
  const ranges = new Set(ends.map((end) => end.range()));
  return ranges.size === 1 && PRIVATE_RANGES.includes([...ranges][0] ?? '');
}
