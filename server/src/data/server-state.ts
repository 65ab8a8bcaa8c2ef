/**
 * What the ledger knows of the server's side of each message: its flags, whether it is still there, and where it lies
 * after the server has renumbered (sync-engine §1.6, §1.7). It never changes what became of a mail here.
 */
import { messageIdHash } from '../domain/identity';
import type { KnownCopy } from '../domain/folder-changes';
import { holdCursor, type FolderCursor } from './cursors';
import { noteChanges } from './changes';
import { inTransaction, read, rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

const PER_STATEMENT = 500;

function* chunks<Value>(values: readonly Value[]): Generator<Value[]> {
  for (let start = 0; start < values.length; start += PER_STATEMENT)
    yield values.slice(start, start + PER_STATEMENT);
}

const placeOf = (cursor: FolderCursor) => ({ folder_id: cursor.id, uid_validity: cursor.uidValidity });

export interface KnownPlace {
  readonly uid: number;
  readonly gone: boolean;
}

/** Every place of the folder that has an outcome, by uid. */
export async function knownPlaces(strapi: Strapi, cursor: FolderCursor): Promise<readonly KnownPlace[]> {
  const rows: { uid: number | string; gone: unknown }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.messageLocation))
      .where(placeOf(cursor))
      .whereNot('outcome', 'pending')
      .orderBy('uid')
      .select('uid', 'gone_at as gone'),
  );
  return rows.map(({ uid, gone }) => ({ uid: Number(uid), gone: gone !== null }));
}

/** Uids of the newest places that are still on the server, as far as is known. */
export async function newestPlaces(
  strapi: Strapi,
  cursor: FolderCursor,
  limit: number,
): Promise<readonly number[]> {
  const rows: { uid: number | string }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.messageLocation))
      .where(placeOf(cursor))
      .whereNull('gone_at')
      .whereNot('outcome', 'pending')
      .orderBy('uid', 'desc')
      .limit(limit)
      .select('uid'),
  );
  return rows.map(({ uid }) => Number(uid));
}

/** @param at null: they are there again */
export async function storeGone(
  strapi: Strapi,
  cursor: FolderCursor,
  uids: readonly number[],
  at: Date | null,
): Promise<void> {
  for (const chunk of chunks(uids))
    await rowsOf(strapi, UIDS.messageLocation).updateMany({
      where: { ...placeOf(cursor), uid: { $in: chunk } },
      data: { goneAt: at },
    });
}

/** A mail that was read, or made unread, in another program. */
export interface SeenChange {
  readonly emailId: number;
  readonly seen: boolean;
}

const isSeen = (flags: string): boolean => flags.split(' ').includes('\\Seen');

/**
 * Stores the flags that the server has, for those of the messages that have an entry.
 *
 * @param flags by uid, as `flagText` writes them
 * @returns whose \\Seen has changed
 */
export async function storeFlags(
  strapi: Strapi,
  cursor: FolderCursor,
  flags: ReadonlyMap<number, string>,
): Promise<readonly SeenChange[]> {
  const changes: SeenChange[] = [];
  const changed = new Map<string, number[]>();
  for (const chunk of chunks([...flags.keys()])) {
    const rows: { uid: number | string; flags: string | null; emailId: number | null }[] = await read(
      strapi,
      (knex, table) =>
        knex(table(UIDS.messageLocation))
          .where(placeOf(cursor))
          .whereIn('uid', chunk)
          .select('uid', 'flags', 'email_id as emailId'),
    );
    for (const row of rows) {
      const uid = Number(row.uid);
      const now = flags.get(uid) ?? '';
      if (row.flags === now) continue;
      changed.set(now, [...(changed.get(now) ?? []), uid]);
      if (row.emailId !== null && row.flags !== null && isSeen(row.flags) !== isSeen(now))
        changes.push({ emailId: row.emailId, seen: isSeen(now) });
    }
  }
  for (const [text, uids] of changed)
    for (const chunk of chunks(uids))
      await rowsOf(strapi, UIDS.messageLocation).updateMany({
        where: { ...placeOf(cursor), uid: { $in: chunk } },
        data: { flags: text },
      });
  return changes;
}

/** Makes mails read or unread in a user's inbox, where they lie there. */
export async function storeRead(
  strapi: Strapi,
  userId: number,
  changes: readonly SeenChange[],
): Promise<void> {
  let changed = 0;
  for (const seen of [true, false]) {
    const emails = changes.filter((change) => change.seen === seen).map(({ emailId }) => emailId);
    for (const chunk of chunks(emails)) {
      const { count } = await rowsOf(strapi, UIDS.inboxEntry).updateMany({
        where: { user_id: userId, email_id: { $in: chunk }, unread: seen },
        data: { unread: !seen },
      });
      changed += count;
    }
  }
  if (changed > 0) await noteChanges(strapi, [{ kind: 'lists', userId }]);
}

/** Copies that lay in this folder under an earlier UIDVALIDITY and have no place yet, by Message-ID. */
export async function copiesBeforeRenumbering(
  strapi: Strapi,
  cursor: FolderCursor,
  messageIds: readonly string[],
): Promise<readonly KnownCopy[]> {
  if (messageIds.length === 0) return [];
  const rows: Readonly<Record<string, unknown>>[] = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.messageLocation)} as location`)
      .join(`${table(UIDS.email)} as email`, 'email.id', 'location.email_id')
      .where('location.folder_id', cursor.id)
      .whereNot('location.uid_validity', cursor.uidValidity)
      .where('location.outcome', 'filed')
      .whereNull('location.gone_at')
      .whereIn('email.message_id_hash', [...new Set(messageIds.map(messageIdHash))])
      .select(
        'location.id as id',
        'location.size as size',
        'email.message_id as messageId',
        'email.from_address as sender',
        'email.subject as subject',
        'email.sent_at as date',
        'email.received_at as receivedAt',
      ),
  );
  return rows.map((row) => ({
    key: Number(row.id),
    size: Number(row.size),
    messageId: String(row.messageId ?? ''),
    sender: String(row.sender ?? ''),
    subject: String(row.subject ?? ''),
    // Where the header had no usable date, the time of receipt stands in its place.
    date: String(row.date) === String(row.receivedAt) ? null : toDate(row.date),
  }));
}

/**
 * Gives copies from before the renumbering their new uids: they keep their outcome, so nothing is decided again.
 * @throws LeaseLost
 */
export async function movePlaces(
  strapi: Strapi,
  cursor: FolderCursor,
  moves: readonly { readonly location: number; readonly uid: number; readonly flags: string }[],
  leaseToken: number,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    await holdCursor(transaction, cursor, leaseToken);
    const { knex, table } = transaction;
    // A statement each, by primary key: the values differ, and a renumbered folder is rare.
    for (const { location, uid, flags } of moves)
      await knex(table(UIDS.messageLocation))
        .where({ id: location })
        .update({ uid_validity: cursor.uidValidity, uid, flags, gone_at: null });
  });
}

/**
 * What was not found again after a renumbering is gone from the server. Mail that is in quarantine again, from the same
 * bytes, is not kept there twice.
 */
export async function closeEarlierPlaces(strapi: Strapi, cursor: FolderCursor, at: Date): Promise<void> {
  const again = await rowsOf<{ sourceHash: string }>(strapi, UIDS.messageLocation).findMany({
    select: ['sourceHash'],
    where: {
      folder: cursor.id,
      uidValidity: cursor.uidValidity,
      outcome: 'quarantined',
      sourceHash: { $notNull: true },
    },
  });
  for (const chunk of chunks(again))
    await rowsOf(strapi, UIDS.messageLocation).deleteMany({
      where: {
        folder_id: cursor.id,
        uidValidity: { $ne: cursor.uidValidity },
        outcome: 'quarantined',
        sourceHash: { $in: chunk.map(({ sourceHash }) => sourceHash) },
      },
    });
  await rowsOf(strapi, UIDS.messageLocation).updateMany({
    where: { folder_id: cursor.id, uidValidity: { $ne: cursor.uidValidity }, goneAt: { $null: true } },
    data: { goneAt: at },
  });
}
