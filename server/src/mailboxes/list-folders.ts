/** The folders of a mailbox as somebody chooses among them: what each is for, and how many mails are in it. Opens none. */
import type { ImapFlow } from 'imapflow';
import type { FolderUse, FoundFolder } from '../domain/connection';

/** Milliseconds that counting may take on a server that has to be asked folder by folder. */
const COUNTING = 8_000;

const USES: Readonly<Record<string, FolderUse>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\Archive': 'archive',
  '\\All': 'all',
  '\\Flagged': 'flagged',
};

/** Folders that can be opened; with LIST-STATUS (RFC 5819) they and their counts are one answer. @throws as imapflow does */
export async function listFolders(client: ImapFlow): Promise<readonly FoundFolder[]> {
  const countsAtOnce = client.capabilities.has('LIST-STATUS') || client.capabilities.has('IMAP4rev2');
  const listed = await client.list(countsAtOnce ? { statusQuery: { messages: true } } : {});
  const deadline = Date.now() + COUNTING;
  const folders: FoundFolder[] = [];
  for (const { path, flags, specialUse, status } of listed) {
    if (flags.has('\\Noselect')) continue;
    const mails = status?.messages ?? (Date.now() < deadline ? await countMails(client, path) : null);
    folders.push({ path, use: USES[specialUse ?? ''] ?? null, mails });
  }
  return folders;
}

/** A folder that cannot be counted can still be chosen. */
async function countMails(client: ImapFlow, path: string): Promise<number | null> {
  const status = await client.status(path, { messages: true }).catch(() => false as const);
  return status === false ? null : (status.messages ?? null);
}
