/** E-mail addresses (RFC 5322 §3.4): comparing, checking, and names for people who gave none. Sends and stores nothing. */
import type { Address } from './message';

/**
 * What two addresses are compared by: trimmed and lower-cased. The local part is case-sensitive by RFC 5321 §2.4,
 * but no provider in use tells `Anna@` from `anna@`.
 */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}

/** The part after the last @, lower-cased; empty when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at + 1).toLowerCase();
}

/** Whether mail can be sent there: one @, no spaces, control characters, brackets or half characters; at most 254 characters (RFC 5321 §4.5.3.1). */
export function isSendable(address: string): boolean {
  return (
    address.length <= 254 &&
    address.isWellFormed() &&
    /^[^\s@<>()[\],;:"\\\u0000-\u001f]+@[^\s@<>()[\],;:"\\\u0000-\u001f]+$/u.test(address)
  );
}

/** The name to show: as given, else the address. */
export function displayName(address: Address): string {
  return address.name === '' ? address.address : address.name;
}

/** Each address once, in order of first appearance. */
export function uniqueAddresses(addresses: readonly Address[]): readonly Address[] {
  const byKey = new Map<string, Address>();
  for (const address of addresses) {
    const key = addressKey(address.address);
    if (key !== '' && !byKey.has(key)) byKey.set(key, address);
  }
  return [...byKey.values()];
}
