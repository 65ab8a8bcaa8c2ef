/**
 * The ledger: what became of the message at (mailbox, folder, uidvalidity, uid), and why (sync-engine §1.1, §1.4). Where
 * a folder's reading stands is in data/cursors; what is in quarantine is read in data/quarantine.
 */
import type { FolderCursor } from './cursors';
import { chunksOf, insertRows, read, rowsOf, type NewRow, type Strapi, type Transaction } from './database';
import type { ReasonCode } from '../domain/reason';
import { VERSION } from '../plugin-id';
import { UIDS } from './uids';

/** One entry of the ledger, as it is written. */
export interface LocationEntry {
  readonly mailboxId: number;
  readonly folderId: number;
  readonly uidValidity: number;
  readonly uid: number;
  readonly outcome: 'filed' | 'ignored' | 'quarantined';
  readonly reason: string;
  readonly reasonParams: Readonly<Record<string, string | number>>;
  readonly emailId: number | null;
  readonly fingerprint: string | null;
  readonly sourceHash: string | null;
  readonly sourcePlace: string | null;
  readonly size: number;
  readonly subject: string;
  readonly sender: string;
  /** on the server, see `flagText` */
  readonly flags: string;
  readonly receivedAt: Date;
  readonly decidedAt: Date;
}

export async function insertLocations(strapi: Strapi, entries: readonly LocationEntry[]): Promise<void> {
  await insertRows(strapi, UIDS.messageLocation, entries.map(locationRow));
}

const locationRow = ({ mailboxId, folderId, emailId, ...rest }: LocationEntry): NewRow => ({
  ...rest,
  mailbox: mailboxId,
  folder: folderId,
  email: emailId,
  tries: 1,
  decidedBy: VERSION,
});

const placeOf = (cursor: FolderCursor) => ({ folder_id: cursor.id, uid_validity: cursor.uidValidity });

/** Which of these uids have an outcome already. */
export async function decidedUids(
  { knex, table }: Transaction,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await knex(table(UIDS.messageLocation))
    .where(placeOf(cursor))
    .whereNot('outcome', 'pending')
    .whereIn('uid', [...uids])
    .select('uid');
  return new Set(rows.map((row: { uid: number | string }) => Number(row.uid)));
}

/** The outcomes of those of these uids that have an entry, a pending one included. */
export async function outcomesOf(
  strapi: Strapi,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (const chunk of chunksOf(uids)) {
    const rows: { uid: number | string; outcome: string }[] = await read(strapi, (knex, table) =>
      knex(table(UIDS.messageLocation)).where(placeOf(cursor)).whereIn('uid', chunk).select('uid', 'outcome'),
    );
    for (const { uid, outcome } of rows) found.set(Number(uid), outcome);
  }
  return found;
}

/**
 * How many filed copies of each mail this folder holds. A copy that is gone does not count: the same mail may have been
 * moved out of the folder and back.
 */
export async function copiesInFolder(
  { knex, table }: Transaction,
  cursor: FolderCursor,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { fingerprint: string; copies: number | string }[] = await knex(table(UIDS.messageLocation))
    .where({ ...placeOf(cursor), outcome: 'filed', gone_at: null })
    .whereIn('fingerprint', [...fingerprints])
    .groupBy('fingerprint')
    .select('fingerprint', knex.raw('count(*) as copies'));
  return new Map(rows.map((row) => [row.fingerprint, Number(row.copies)]));
}

/** The uids of the copies that are counted. */
export async function placesOfCopies(
  strapi: Strapi,
  cursor: FolderCursor,
  fingerprints: readonly string[],
): Promise<readonly number[]> {
  const rows: { uid: number | string }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.messageLocation))
      .where({ ...placeOf(cursor), outcome: 'filed', gone_at: null })
      .whereIn('fingerprint', [...fingerprints])
      .select('uid'),
  );
  return rows.map(({ uid }) => Number(uid));
}

/** Which of these stored mails a mailbox has had already, in any of its folders, other than as spam. */
export async function emailsHadBefore(
  { knex, table }: Transaction,
  mailboxId: number,
  emailIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const had = new Set<number>();
  const isSpam: ReasonCode = 'mail.spam';
  for (const chunk of chunksOf(emailIds)) {
    const rows: { id: number }[] = await knex(table(UIDS.messageLocation))
      .where({ mailbox_id: mailboxId })
      .whereIn('email_id', chunk)
      .whereNot('reason', isSpam)
      .distinct('email_id as id');
    for (const { id } of rows) had.add(id);
  }
  return had;
}

/** Mailboxes in which the mail lies, or lay. */
export async function mailboxesOfEmail(strapi: Strapi, emailId: number): Promise<readonly number[]> {
  const rows: { id: number | null }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.messageLocation)).where({ email_id: emailId }).distinct('mailbox_id as id'),
  );
  return rows.flatMap(({ id }) => id ?? []);
}

/** After so many tries a message that the server lists and does not deliver no longer holds up the folder. */
const DELIVERY_TRIES = 3;

/**
 * Counts a try for messages that the server has and does not deliver. The last try puts them into quarantine, without a
 * source: there is none.
 *
 * @param most tries
 * @returns those that have tries left, so that the cursor must not pass them
 */
export async function countUndelivered(
  strapi: Strapi,
  cursor: FolderCursor,
  uids: readonly number[],
  most: number = DELIVERY_TRIES,
): Promise<readonly number[]> {
  const rows = await rowsOf<{ uid: string; tries: number | null }>(strapi, UIDS.messageLocation).findMany({
    select: ['uid', 'tries'],
    where: { folder: cursor.id, uidValidity: cursor.uidValidity, uid: { $in: [...uids] } },
  });
  const tries = new Map(rows.map((row) => [Number(row.uid), (row.tries ?? 0) + 1]));
  const now = new Date();
  await insertRows(
    strapi,
    UIDS.messageLocation,
    uids
      .filter((uid) => !tries.has(uid))
      .map((uid) => ({
        mailbox: cursor.mailboxId,
        folder: cursor.id,
        uidValidity: cursor.uidValidity,
        uid,
        outcome: 'pending',
        reason: 'undelivered',
        reasonParams: {},
        tries: 1,
        subject: '',
        sender: '',
        size: 0,
        receivedAt: now,
        decidedAt: now,
      })),
  );
  const given = uids.filter((uid) => (tries.get(uid) ?? 1) >= most);
  for (const [uid, count] of tries) {
    await rowsOf(strapi, UIDS.messageLocation).updateMany({
      where: { ...placeOf(cursor), uid, outcome: 'pending' },
      data: {
        tries: count,
        ...(given.includes(uid) ? { outcome: 'quarantined', decidedAt: now } : {}),
      },
    });
  }
  return uids.filter((uid) => !given.includes(uid));
}

/** Removes the entries of messages that were not delivered before and are now. */
export async function forgetPending(
  strapi: Strapi,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<void> {
  for (const chunk of chunksOf(uids))
    await rowsOf(strapi, UIDS.messageLocation).deleteMany({
      where: { ...placeOf(cursor), uid: { $in: chunk }, outcome: 'pending' },
    });
}

/** It lies in none of the chosen folders (Gmail's labels). */
export const NOT_CHOSEN = 'not-in-chosen-folders';

/** Which of these uids were ignored because of their labels. */
export async function notChosen(
  strapi: Strapi,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const chunk of chunksOf(uids)) {
    const rows: { uid: number | string }[] = await read(strapi, (knex, table) =>
      knex(table(UIDS.messageLocation))
        .where({ ...placeOf(cursor), outcome: 'ignored', reason: NOT_CHOSEN })
        .whereIn('uid', chunk)
        .select('uid'),
    );
    found.push(...rows.map(({ uid }) => Number(uid)));
  }
  return found;
}

/** Takes the entries of mail back that was not wanted and is now, so that it can be decided like new mail. */
export async function forgetNotChosen(
  strapi: Strapi,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<void> {
  for (const chunk of chunksOf(uids))
    await rowsOf(strapi, UIDS.messageLocation).deleteMany({
      where: { ...placeOf(cursor), uid: { $in: chunk }, outcome: 'ignored', reason: NOT_CHOSEN },
    });
}

/** Bytes of the mails of a mailbox that were decided since a moment. */
export async function bytesDecidedSince(strapi: Strapi, mailboxId: number, since: Date): Promise<number> {
  const [row]: { bytes?: number | string | null }[] = await read(strapi, (knex, table) =>
    knex(table(UIDS.messageLocation))
      .where({ mailbox_id: mailboxId })
      .andWhere('decided_at', '>=', since)
      .sum('size as bytes'),
  );
  return Number(row?.bytes ?? 0);
}
