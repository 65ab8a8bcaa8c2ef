/** What sending from the app's own code needs: an account that can send, and keys by which nothing is sent twice. */
import { randomUUID } from 'node:crypto';
import type { GroupAccount } from '../data/accounts';

/** @throws Error saying why nothing can be sent from it */
export function requireSending(account: GroupAccount): GroupAccount {
  const { active, smtp, address } = account.mailbox;
  if (active && smtp !== null) return account;
  throw new Error(`${address} cannot send: it has no SMTP server, or is switched off.`);
}

/** Without a key of the caller's, each call is one of its own. */
export const idempotencyKey = (key: string | undefined): string =>
  key === undefined ? randomUUID() : `service:${key}`;
