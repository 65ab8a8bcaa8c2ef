/**
 * Compares what Mailroom has stored of a mailbox with what lies on the server. Answers differences in words instead of
 * judging, so that a test can wait for none and show those that stay.
 */
import type { Dovecot } from './dovecot';
import { readRows } from './database';
import type { StoredMail } from './imap-folder';

export interface LedgerEntry {
  readonly path: string;
  readonly uidValidity: number;
  /** of the folder as it was last seen */
  readonly folderUidValidity: number;
  readonly uid: number;
  readonly outcome: string;
  /** why it is not filed */
  readonly reason: string;
  readonly gone: boolean;
  readonly flags: string;
  readonly emailId: number | null;
  readonly subject: string | null;
}

const LEDGER = `
  SELECT folder.path AS path, location.uid_validity AS "uidValidity", folder.uid_validity AS "folderUidValidity",
         location.uid AS uid, location.outcome AS outcome, location.reason AS reason, location.gone_at AS "goneAt", location.flags AS flags,
         location.email_id AS "emailId", email.subject AS subject
    FROM mailroom_message_locations AS location
    JOIN mailroom_folder_cursors AS folder ON folder.id = location.folder_id
    JOIN mailroom_mailboxes AS mailbox ON mailbox.id = folder.mailbox_id
    LEFT JOIN mailroom_emails AS email ON email.id = location.email_id
   WHERE mailbox.address = ? ORDER BY folder.path, location.uid_validity, location.uid`;

/** Every entry of the ledger of one mailbox, those of mail that is gone included. */
export async function readLedger(database: string, address: string): Promise<readonly LedgerEntry[]> {
  const rows = await readRows(database, LEDGER, [address]);
  return rows.map((row) => ({
    path: String(row.path),
    uidValidity: Number(row.uidValidity),
    folderUidValidity: Number(row.folderUidValidity),
    uid: Number(row.uid),
    outcome: String(row.outcome),
    reason: String(row.reason ?? ''),
    gone: row.goneAt !== null,
    flags: String(row.flags ?? ''),
    emailId: row.emailId === null ? null : Number(row.emailId),
    subject: row.subject === null ? null : String(row.subject),
  }));
}

/** The subject of a mail with a plain one of a single line. */
export const subjectIn = (mail: Buffer): string =>
  /^Subject: (.*?)\r?$/im.exec(mail.toString('latin1'))?.[1] ?? '';

/** Flags as the ledger keeps them. \Recent belongs to a session, not to a mail (RFC 3501 §2.3.2). */
const flagLine = ({ flags }: StoredMail): string =>
  flags
    .filter((flag) => flag !== '\\Recent')
    .sort()
    .join(' ');

export interface Comparison {
  /** folders that the account watches */
  readonly folders: readonly string[];
  /** subjects of mails that must be emails by now, whatever became of them on the server since */
  readonly delivered: readonly string[];
  /** compare flags as well */
  readonly flags?: boolean;
  /** notice mail that is gone from the server and not from the ledger */
  readonly gone?: boolean;
}

function folderDifferences(
  path: string,
  mails: readonly StoredMail[],
  entries: readonly LedgerEntry[],
  { flags = false, gone = false }: Comparison,
): string[] {
  const differences: string[] = [];
  const present = new Map(entries.filter((entry) => !entry.gone).map((entry) => [entry.uid, entry]));
  for (const mail of mails) {
    const place = `${path} ${mail.uid}`;
    const entry = present.get(mail.uid);
    const subject = subjectIn(mail.source);
    present.delete(mail.uid);
    if (entry === undefined) differences.push(`${place} "${subject}" is not in the ledger`);
    else if (entry.outcome !== 'filed')
      differences.push(`${place} "${subject}" is ${entry.outcome}: ${entry.reason}`);
    else if (entry.subject !== subject)
      differences.push(`${place} "${subject}" is filed as "${entry.subject}"`);
    else if (flags && entry.flags !== flagLine(mail))
      differences.push(`${place} has the flags "${flagLine(mail)}", in the ledger "${entry.flags}"`);
  }
  if (gone)
    for (const { uid } of present.values()) differences.push(`${path} ${uid} is gone, not in the ledger`);
  return differences;
}

async function emailDifferences(database: string, delivered: readonly string[]): Promise<string[]> {
  const rows = await readRows<{ subject: string }>(
    database,
    `SELECT subject FROM mailroom_emails WHERE direction = 'in'`,
  );
  const counts = new Map<string, number>();
  for (const { subject } of rows) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  const missing = delivered.filter((subject) => !counts.has(subject));
  const expected = new Set(delivered);
  const twice = [...counts].filter(([subject, count]) => count > 1 && expected.has(subject));
  return [
    ...missing.map((subject) => `"${subject}" is no email`),
    ...twice.map(([subject, count]) => `"${subject}" is ${count} emails`),
  ];
}

/** How the ledger and the emails differ from the server, in words; empty when they agree. */
export async function ledgerDifferences(
  mailroom: { readonly dovecot: Dovecot; readonly strapi: { readonly database: string } },
  address: string,
  comparison: Comparison,
): Promise<readonly string[]> {
  const { database } = mailroom.strapi;
  const [ledger, folders] = [await readLedger(database, address), mailroom.dovecot.folders(address)];
  const differences = await emailDifferences(database, comparison.delivered);
  for (const path of comparison.folders) {
    const uidValidity = Number(await folders.uidValidity(path));
    const entries = ledger.filter((entry) => entry.path === path && entry.uidValidity === uidValidity);
    differences.push(...folderDifferences(path, await folders.read(path), entries, comparison));
  }
  return differences;
}

const ORPHANS: Readonly<Record<string, string>> = {
  'locations without a folder': `SELECT id FROM mailroom_message_locations WHERE folder_id IS NULL OR mailbox_id IS NULL`,
  'filed locations without an email': `SELECT id FROM mailroom_message_locations WHERE outcome = 'filed' AND email_id IS NULL`,
  'undecided locations': `SELECT id FROM mailroom_message_locations WHERE outcome = 'pending'`,
  'emails without a location': `SELECT id FROM mailroom_emails AS email WHERE direction = 'in' AND NOT EXISTS
     (SELECT 1 FROM mailroom_message_locations AS location WHERE location.email_id = email.id)`,
  'attachments without an email': `SELECT id FROM mailroom_attachments WHERE email_id IS NULL`,
  'participants without an email': `SELECT id FROM mailroom_participants WHERE email_id IS NULL OR correspondent_id IS NULL`,
  'events without a case': `SELECT id FROM mailroom_case_events WHERE case_id IS NULL`,
  'cases without an email': `SELECT id FROM mailroom_cases AS opened WHERE NOT EXISTS
     (SELECT 1 FROM mailroom_emails AS email WHERE email.case_id = opened.id)`,
  'cases with a number that is taken': `SELECT number FROM mailroom_cases GROUP BY number HAVING count(*) > 1`,
  'cases that count wrongly': `SELECT id FROM mailroom_cases AS opened WHERE email_count <>
     (SELECT count(*) FROM mailroom_emails AS email WHERE email.case_id = opened.id)`,
};

/** What no transaction may leave behind, in words; empty when every row has what it belongs to. */
export async function brokenRows(database: string): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(ORPHANS).map(async ([what, sql]) => ({ what, rows: await readRows(database, sql) })),
  );
  return found.flatMap(({ what, rows }) => (rows.length === 0 ? [] : [`${rows.length} ${what}`]));
}

/** How far a folder has been read. */
export interface CursorState {
  readonly id: number;
  readonly uidValidity: number;
  readonly lastUid: number;
  /** history from here up has been read; 1 when there is none left */
  readonly historyFrom: number;
}

/** The cursors of all folders, by mailbox and path. */
export async function readCursors(database: string): Promise<readonly CursorState[]> {
  const rows = await readRows(
    database,
    `SELECT id, uid_validity AS "uidValidity", last_uid AS "lastUid",
            coalesce(backfill_low_uid, 1) AS "historyFrom" FROM mailroom_folder_cursors ORDER BY id`,
  );
  return rows.map(({ id, uidValidity, lastUid, historyFrom }) => ({
    id: Number(id),
    uidValidity: Number(uidValidity),
    lastUid: Number(lastUid),
    historyFrom: Number(historyFrom),
  }));
}
