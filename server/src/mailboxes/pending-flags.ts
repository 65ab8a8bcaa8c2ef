/**
 * Sets the flags that mails are to have on their server, e.g. \Answered on a mail that was answered here. Best effort: what
 * fails is tried again with the next session, and given up after some tries. It decides no flag.
 */
import type { ImapFlow } from 'imapflow';
import type { Strapi } from '../data/database';
import { countFlagTries, forgetFlags, pendingFlags, type PendingFlag } from '../data/pending-flags';

const TRIES = 10;

/** Costs one small query when there is nothing to do. No folder may be selected by the caller. Never throws for a server's fault. */
export async function applyPendingFlags(client: ImapFlow, strapi: Strapi, mailboxId: number): Promise<void> {
  const wishes = await pendingFlags(strapi, mailboxId);
  if (wishes.length === 0) return;
  const failed = new Set<number>();
  for (const [folder, inFolder] of byFolder(wishes)) {
    const set = await setFlags(client, folder, inFolder).catch(() => false);
    if (!set) for (const { id, tries } of inFolder) if (tries + 1 < TRIES) failed.add(id);
  }
  await countFlagTries(strapi, [...failed]);
  await forgetFlags(
    strapi,
    wishes.map(({ id }) => id).filter((id) => !failed.has(id)),
  );
}

type Placed = PendingFlag & { readonly place: NonNullable<PendingFlag['place']> };

function byFolder(wishes: readonly PendingFlag[]): ReadonlyMap<string, readonly Placed[]> {
  const folders = new Map<string, Placed[]>();
  for (const wish of wishes) {
    if (wish.place === null) continue;
    const { folder } = wish.place;
    folders.set(folder, [...(folders.get(folder) ?? []), { ...wish, place: wish.place }]);
  }
  return folders;
}

/** False when the server did not take them. What lies under other numbers by now is passed over: it will be found anew. */
async function setFlags(client: ImapFlow, folder: string, wishes: readonly Placed[]): Promise<boolean> {
  const lock = await client.getMailboxLock(folder);
  try {
    const uidValidity = client.mailbox === false ? 0 : Number(client.mailbox.uidValidity);
    const here = wishes.filter(({ place }) => place.uidValidity === uidValidity);
    let allSet = here.length === wishes.length;
    for (const flag of new Set(here.map((wish) => wish.flag))) {
      const uids = here.filter((wish) => wish.flag === flag).map(({ place }) => place.uid);
      const taken = await client.messageFlagsAdd(uids.join(','), [flag], { uid: true });
      allSet &&= taken;
    }
    return allSet;
  } finally {
    lock.release();
  }
}
