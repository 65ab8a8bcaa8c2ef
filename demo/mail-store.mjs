/**
 * One mailbox's folders on disk: a file per message, and an index with UIDs, flags and dates.
 * It keeps UIDs and UIDVALIDITY over a restart, because whoever fetches remembers them.
 * It is not a mail server: imap-server.mjs serves what is loaded here.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ uid: number, flags: string[], internaldate: string, raw: string }} StoredMessage `raw` is a binary string
 * @typedef {{ uidvalidity: number, uidnext: number, 'special-use'?: string, messages: StoredMessage[] }} StoredFolder
 * @typedef {Record<string, StoredFolder>} StoredFolders by path, `INBOX` among them
 */

const INDEX = 'index.json';
const messageFile = (/** @type {string} */ folderPath, /** @type {number} */ uid) =>
  path.join(encodeURIComponent(folderPath), `${uid}.eml`);

/** @returns {StoredFolders} */
function newFolders() {
  const uidvalidity = Math.floor(Date.now() / 1000);
  return {
    INBOX: { uidvalidity, uidnext: 1, messages: [] },
    Sent: { uidvalidity, uidnext: 1, 'special-use': '\\Sent', messages: [] },
  };
}

/**
 * Reads a mailbox, or makes an empty one where there is none.
 * @param {string} directory
 * @returns {StoredFolders}
 */
export function loadFolders(directory) {
  /** @type {StoredFolders} */
  let folders;
  try {
    folders = JSON.parse(readFileSync(path.join(directory, INDEX), 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return newFolders();
    throw error;
  }
  for (const [folderPath, folder] of Object.entries(folders)) {
    for (const message of folder.messages) {
      message.raw = readFileSync(path.join(directory, messageFile(folderPath, message.uid)), 'latin1');
    }
  }
  return folders;
}

/**
 * Makes the writer of one mailbox. Calling it with nothing changed writes nothing.
 * @param {string} directory
 * @param {StoredFolders} loaded what is on disk already
 * @returns {(folders: StoredFolders) => void}
 */
export function createFolderWriter(directory, loaded) {
  const written = new Set(filesOf(loaded).map(({ file }) => file));
  let lastIndex = '';
  return (folders) => {
    const index = JSON.stringify(folders, (key, value) => (key === 'raw' ? undefined : value), 1);
    if (index === lastIndex) return;
    // Messages first: an index that names a missing file could not be loaded again.
    for (const { file, raw } of filesOf(folders)) {
      if (written.has(file)) continue;
      mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
      writeFileSync(path.join(directory, file), raw, 'latin1');
      written.add(file);
    }
    mkdirSync(directory, { recursive: true });
    const temporary = path.join(directory, `${INDEX}.new`);
    writeFileSync(temporary, index);
    renameSync(temporary, path.join(directory, INDEX));
    lastIndex = index;
  };
}

/** @param {StoredFolders} folders */
function filesOf(folders) {
  return Object.entries(folders).flatMap(([folderPath, folder]) =>
    folder.messages.map(({ uid, raw }) => ({ file: messageFile(folderPath, uid), raw })),
  );
}
