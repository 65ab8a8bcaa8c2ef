/** Puts new settings of a mailbox to the test. */
import type { Strapi } from '../../data/database';
import { runtimeOf } from '../../runtime';

/** An admin sees at once whether they work, and push follows them. Nobody waits for it; what comes of it is its health. */
export function tryMailbox(strapi: Strapi, mailboxId: number): void {
  const { fetching, push } = runtimeOf(strapi);
  push.check();
  void fetching.changed(mailboxId);
}
