/**
 * Under which name (authserv-id, RFC 8601 §2.5) the server behind a mailbox states authentication results, where that is
 * known: set by the operator, or by the provider's documented habit. Providers here state results for all mail from
 * outside and remove foreign ones under their name.
 */
import type { ReceivingServer } from './authentication';

const PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:gmail|googlemail)\.com$/, 'mx.google.com'],
  [/(?:^|\.)mail\.yahoo\.com$/, 'yahoo.com'],
  [/(?:^|\.)fastmail\.com$/, 'messagingengine.com'],
  [/(?:^|\.)mail\.me\.com$/, 'icloud.com'],
  [/(?:^|\.)gmx\.(?:net|com|de)$/, 'gmx.net'],
  [/(?:^|\.)web\.de$/, 'web.de'],
];

/** By address of the mailbox, lower-cased; `*` for all others. */
export type AuthservIds = Readonly<Record<string, readonly string[]>>;

/**
 * @param mailbox its address, and the host of its IMAP server
 * @param configured what the operator has set
 */
export function receivingServerOf(
  mailbox: { readonly address: string; readonly imapHost: string },
  configured: AuthservIds,
): ReceivingServer {
  const set = configured[mailbox.address.trim().toLowerCase()] ?? configured['*'];
  if (set !== undefined) return { authservIds: set };
  const known = PROVIDERS.find(([host]) => host.test(mailbox.imapHost.toLowerCase()));
  return { authservIds: known === undefined ? [] : [known[1]] };
}
