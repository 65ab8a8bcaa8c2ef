/** What somebody writes as the target of a link, as an address a mail program follows. Pure. */

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ALLOWED = /^(https?:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]|tel:\+?[\d\s()./-]{2})/i;
const MAIL_ADDRESS = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/;
const HOST = /^[^\s/.:@]+(\.[^\s/.:@]+)+(:\d+)?([/?#]\S*)?$/;

/** Gives the address with its scheme, or null for what is none or must not be followed (as `javascript:`). */
export function linkTarget(written: string): string | null {
  const address = written.trim();
  if (MAIL_ADDRESS.test(address)) return `mailto:${address}`;
  if (HOST.test(address)) return `https://${address}`;
  return SCHEME.test(address) && ALLOWED.test(address) ? address : null;
}
