/**
 * Which folders of a mailbox are read, and as what: chosen ones, the Sent folder where it is watched, and All Mail in
 * their place on Gmail, whose folders are labels (RFC 6154; sync-engine §1.8, §1.11). It opens none of them.
 */
import type { ImapFlow, ListResponse } from 'imapflow';
import type { FolderRole } from '../domain/connection';
import type { Mailbox, ServerKind } from '../data/mailboxes';
import { asMailboxError } from './mailbox-error';
import { withDeadline, type ListedMessage } from './open-folder';
import type { Choice } from './read-messages';

export interface WatchedFolder {
  readonly path: string;
  readonly role: FolderRole;
  /** of Gmail's All Mail, only mail with one of these labels; null: everything */
  readonly labels: ReadonlySet<string> | null;
  /** mail of ours among it is told by Gmail's label */
  readonly sentByLabel: boolean;
}

export interface FolderPlan {
  readonly serverKind: ServerKind;
  readonly folders: readonly WatchedFolder[];
}

type Listed = Pick<ListResponse, 'path' | 'specialUse'>;

/** @throws MailboxError */
export async function readFolderPlan(client: ImapFlow, mailbox: Mailbox): Promise<FolderPlan> {
  const listed = await withDeadline(client, 0, () => client.list()).catch((error: unknown) =>
    Promise.reject(asMailboxError(error, 'folder')),
  );
  const serverKind = serverKindOf(client, mailbox);
  return { serverKind, folders: planFolders(mailbox, listed, serverKind) };
}

function serverKindOf(client: ImapFlow, mailbox: Mailbox): ServerKind {
  if (client.capabilities.has('X-GM-EXT-1')) return 'gmail';
  const says = `${client.serverInfo?.name ?? ''} ${client.serverInfo?.vendor ?? ''} ${mailbox.imap?.host ?? ''}`;
  return /exchange|microsoft|office365|outlook/i.test(says) ? 'exchange' : 'generic';
}

const ROLES: Readonly<Record<string, FolderRole>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\All': 'all',
};

/** Chosen folders first, in their order: Junk, Trash and Drafts are read only where they are chosen. */
export function planFolders(
  mailbox: Pick<Mailbox, 'folders' | 'sent'>,
  listed: readonly Listed[],
  serverKind: ServerKind,
): readonly WatchedFolder[] {
  const specialUse = new Map(listed.map((folder) => [folder.path, folder.specialUse ?? '']));
  const nameOf = (path: string): string => (path.toUpperCase() === 'INBOX' ? 'INBOX' : path);
  const roleOf = (path: string): FolderRole =>
    path === 'INBOX' ? 'inbox' : (ROLES[specialUse.get(path) ?? ''] ?? 'other');
  const sentPath = mailbox.sent.folder || listed.find((folder) => folder.specialUse === '\\Sent')?.path;
  const chosen = [...new Set(mailbox.folders.map(nameOf))];
  const watched = (path: string): WatchedFolder => ({
    path,
    role: mailbox.sent.watch && path === sentPath ? 'sent' : roleOf(path),
    labels: null,
    sentByLabel: false,
  });
  const allMail = listed.find((folder) => folder.specialUse === '\\All')?.path;
  if (serverKind === 'gmail' && allMail !== undefined) {
    const apart = chosen.filter((path) => ['junk', 'trash'].includes(roleOf(path)));
    const labels = chosen.filter((path) => !apart.includes(path));
    const all: WatchedFolder = {
      path: allMail,
      role: 'all',
      labels: labels.includes(allMail)
        ? null
        : new Set(labels.map((path) => gmailLabel(path, specialUse.get(path) ?? ''))),
      sentByLabel: mailbox.sent.watch || labels.some((path) => roleOf(path) === 'sent'),
    };
    return [...(labels.length > 0 || mailbox.sent.watch ? [all] : []), ...apart.map(watched)];
  }
  const sent = mailbox.sent.watch && sentPath !== undefined && !chosen.includes(sentPath) ? [sentPath] : [];
  return [...chosen, ...sent].map(watched);
}

const SYSTEM_LABELS: Readonly<Record<string, string>> = {
  '\\Sent': '\\Sent',
  '\\Flagged': '\\Starred',
  '\\Important': '\\Important',
  '\\Drafts': '\\Draft',
};

/** What X-GM-LABELS calls a folder. */
const gmailLabel = (path: string, specialUse: string): string =>
  path === 'INBOX' ? '\\Inbox' : (SYSTEM_LABELS[specialUse] ?? path);

/** What becomes of a message of a watched folder, as far as its labels tell. */
export function choiceFor({ role, labels, sentByLabel }: WatchedFolder, message: ListedMessage): Choice {
  if (role === 'sent') return 'file-sent';
  if (role !== 'all') return 'file';
  if (message.labels.has('\\Draft')) return 'ignore';
  const sent = sentByLabel && message.labels.has('\\Sent') && !message.labels.has('\\Inbox');
  if (sent) return 'file-sent';
  const wanted = labels === null || [...message.labels].some((label) => labels.has(label));
  return wanted ? 'file' : 'ignore';
}
