/**
 * Which other domain a mail came through on its author's behalf, as the mail itself says: a relay or an assistant (Sender, RFC 5322
 * §3.6.2), or a mailing list (List-Post, RFC 2369). A claim, proven by nobody: it is shown, and nothing is decided by it.
 */
import { domainOf } from './addresses';
import type { Address } from './message';

interface Passed {
  readonly from: Address | null;
  readonly sender: Address | null;
  /** by lower-cased header name */
  readonly headers: Readonly<Record<string, string>>;
}

/** Longer is no domain (RFC 1035 §2.3.4). */
const LONGEST = 253;
const DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}.-]*[\p{L}\p{N}\p{M}])?\.[\p{L}\p{N}\p{M}-]{2,}$/u;

/** @returns lower-cased; null: none, or one of the same owner as the author's, as far as names can tell */
export function viaOf({ from, sender, headers }: Passed): string | null {
  const author = domainOf(from?.address ?? '');
  if (author === '') return null;
  const list = /<mailto:([^<>?\s]+)/i.exec(headers['list-post'] ?? '')?.[1] ?? '';
  for (const address of [sender?.address ?? '', list]) {
    const domain = domainOf(address);
    if (
      domain.length <= LONGEST &&
      DOMAIN.test(domain) &&
      !isWithin(domain, author) &&
      !isWithin(author, domain)
    )
      return domain;
  }
  return null;
}

const isWithin = (domain: string, other: string): boolean => domain === other || domain.endsWith(`.${other}`);
