/**
 * The Sent folder of a mailbox: which one it is, whether a mail lies there, and putting one there. It knows nothing of the
 * queue of outgoing mail, and is told which mail to look for.
 */
import type { ImapFlow } from 'imapflow';
import { asMailboxError, MailboxError } from './mailbox-error';

/**
 * Submission servers that file what they take in the Sent folder themselves, so that a second copy would be one too many.
 * Sources: for Gmail and both of Microsoft's, huacnlee/omamail #60; for Gmail also nodemailer/wildduck's wiki ("Gmail
 * sending"). smtp.googlemail.com is Gmail's name in Germany, smtp.live.com the earlier one of Outlook.com. Google's and
 * Microsoft's relays (smtp-relay.gmail.com, *.mail.protection.outlook.com) belong to no mailbox and file nothing.
 */
const FILE_THEMSELVES = new Set([
  'smtp.gmail.com',
  'smtp.googlemail.com',
  'smtp.office365.com',
  'outlook.office365.com',
  'smtp-mail.outlook.com',
  'smtp.live.com',
]);

/** Whether the provider behind an SMTP server files sent mail by itself. */
export function filesSentMailItself(smtpHost: string): boolean {
  return FILE_THEMSELVES.has(smtpHost.trim().toLowerCase().replace(/\.$/, ''));
}

/** What it is called where the server marks none; imapflow puts the server's prefix before it. */
const USUAL_NAME = 'Sent';

export interface SentFolder {
  readonly path: string;
  /** uid of the mail with this Message-ID; null when there is none */
  find(messageId: string): Promise<number | null>;
  /** Puts a mail there as read. @throws MailboxError; `step` is `folder` when the server refused this mail */
  store(message: Buffer, sentAt: Date): Promise<void>;
}

/**
 * The Sent folder: the configured one, or the one that the server marks as such or that has a usual name (RFC 6154).
 *
 * @param configured path; empty: look for it
 * @param create make it when there is none; without it, null is returned then
 * @throws MailboxError
 */
export async function openSentFolder(
  client: ImapFlow,
  configured: string,
  create: boolean,
): Promise<SentFolder | null> {
  try {
    const known = await existingPath(client, configured);
    const path = known ?? (create ? await createFolder(client, configured || USUAL_NAME) : null);
    if (path === null) return null;
    return {
      path,
      find: (messageId) => guarded('fetch', () => findMessage(client, path, messageId)),
      store: (message, sentAt) => guarded('folder', () => append(client, path, message, sentAt)),
    };
  } catch (error) {
    throw asMailboxError(error, 'folder');
  }
}

async function existingPath(client: ImapFlow, configured: string): Promise<string | null> {
  const folders = (await client.list()).filter(({ flags }) => !flags.has('\\Noselect'));
  const found =
    configured === ''
      ? folders.find(({ specialUse }) => specialUse === '\\Sent')
      : folders.find(({ path }) => path === configured);
  return found?.path ?? null;
}

async function createFolder(client: ImapFlow, name: string): Promise<string> {
  const { path } = await client.mailboxCreate(name);
  // Mail programs show only what is subscribed; without it the folder is there all the same.
  await client.mailboxSubscribe(path).catch(() => undefined);
  return path;
}

async function findMessage(client: ImapFlow, path: string, messageId: string): Promise<number | null> {
  const lock = await client.getMailboxLock(path, { readOnly: true });
  try {
    // HEADER looks for a part of the value (RFC 3501 §6.4.4); our ids are long and random, so a part is the whole.
    const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
    if (!Array.isArray(found)) throw new MailboxError({ step: 'fetch', code: 'protocol', detail: 'SEARCH' });
    return found[0] ?? null;
  } finally {
    lock.release();
  }
}

async function append(client: ImapFlow, path: string, message: Buffer, sentAt: Date): Promise<void> {
  const stored = await client.append(path, message, ['\\Seen'], sentAt);
  if (!stored) throw new MailboxError({ step: 'folder', code: 'protocol', detail: 'APPEND' });
}

async function guarded<Result>(step: 'fetch' | 'folder', run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw asMailboxError(error, step);
  }
}
