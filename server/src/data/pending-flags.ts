/** Flags that mails are to have on their server: wished for in the transaction that calls for them, set by mailboxes/. */
import { hashOf } from '../domain/identity';
import { insertMissing, read, rowsOf, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';

/** A flag that is to be set, and where the mail lies; null when it lies in no folder of this mailbox any more. */
export interface PendingFlag {
  readonly id: number;
  readonly flag: string;
  readonly tries: number;
  readonly place: { readonly folder: string; readonly uidValidity: number; readonly uid: number } | null;
}

/** Wishes for a flag, once however often it is wished. Joins the caller's transaction. */
export async function requestFlag(
  transaction: Transaction,
  wish: { readonly mailboxId: number; readonly emailId: number; readonly flag: string },
): Promise<void> {
  const { mailboxId, emailId, flag } = wish;
  const key = hashOf(String(mailboxId), String(emailId), flag);
  const row = { key, mailbox_id: mailboxId, email_id: emailId, flag, tries: 0 };
  await insertMissing(transaction, UIDS.pendingFlag, [row], 'key');
}

/**
 * Wishes that a mail be marked as answered where it lies: in the mailbox that has sent the answer, or, when somebody answered
 * from another account, wherever the mail is. Joins the caller's transaction.
 */
export async function requestAnswered(
  transaction: Transaction,
  wish: { readonly mailboxId: number; readonly emailId: number },
): Promise<void> {
  const { knex, table } = transaction;
  const holders: number[] = await knex(table(UIDS.messageLocation))
    .where({ email_id: wish.emailId, outcome: 'filed' })
    .whereNull('gone_at')
    .distinct()
    .pluck('mailbox_id');
  const chosen = holders.length === 0 || holders.includes(wish.mailboxId) ? [wish.mailboxId] : holders;
  for (const mailboxId of chosen)
    await requestFlag(transaction, { mailboxId, emailId: wish.emailId, flag: '\\Answered' });
}

interface Row {
  readonly id: number;
  readonly flag: string;
  readonly tries: number | null;
  readonly folder: string | null;
  readonly uidValidity: number | string | null;
  readonly uid: number | string | null;
}

/** What is to be set in a mailbox, with every place where the mail lies there now. */
export async function pendingFlags(strapi: Strapi, mailboxId: number): Promise<readonly PendingFlag[]> {
  const rows: Row[] = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.pendingFlag)} as wish`)
      .leftJoin(`${table(UIDS.messageLocation)} as location`, (join) =>
        join
          .on('location.email_id', 'wish.email_id')
          .andOn('location.mailbox_id', 'wish.mailbox_id')
          .andOnVal('location.outcome', 'filed')
          .andOnNull('location.gone_at'),
      )
      .leftJoin(`${table(UIDS.folderCursor)} as folder`, 'folder.id', 'location.folder_id')
      .where('wish.mailbox_id', mailboxId)
      .select({
        id: 'wish.id',
        flag: 'wish.flag',
        tries: 'wish.tries',
        folder: 'folder.path',
        uidValidity: 'location.uid_validity',
        uid: 'location.uid',
      })
      .orderBy(['folder.path', 'location.uid'])
      .limit(500),
  );
  return rows.map(({ id, flag, tries, folder, uidValidity, uid }) => ({
    id,
    flag,
    tries: tries ?? 0,
    place: folder === null ? null : { folder, uidValidity: Number(uidValidity), uid: Number(uid) },
  }));
}

/** The flags are set, or there is nothing to set them on. */
export async function forgetFlags(strapi: Strapi, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await rowsOf(strapi, UIDS.pendingFlag).deleteMany({ where: { id: { $in: [...ids] } } });
}

/** They could not be set this time. */
export async function countFlagTries(strapi: Strapi, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await read(strapi, (knex, table) =>
    knex(table(UIDS.pendingFlag))
      .whereIn('id', [...ids])
      .increment('tries', 1),
  );
}
