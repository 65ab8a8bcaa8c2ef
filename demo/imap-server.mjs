/**
 * An IMAP server for several mailboxes on one port, made of hoodiecrow-imap, with mail kept on disk.
 * hoodiecrow serves a single user, so every mailbox is an instance of its own that does not listen;
 * a front instance takes the connections and hands each one over at LOGIN. For the demo only.
 */
import path from 'node:path';
import hoodiecrow from 'hoodiecrow-imap';
import { createFolderWriter, loadFolders } from './mail-store.mjs';
import { listenOnLoopback } from './ports.mjs';

/**
 * @typedef {import('hoodiecrow-imap').Hoodiecrow} Hoodiecrow
 * @typedef {{ address: string, password: string }} MailboxLogin
 * @typedef {object} ImapServer
 * @property {number} port
 * @property {(address: string) => boolean} has
 * @property {(address: string, source: Buffer) => void} deliver into the INBOX; it is on disk when this returns
 * @property {(address: string) => number} count messages in the INBOX
 * @property {() => Promise<void>} close
 */

const PLUGINS = [
  'ID',
  'ENABLE',
  'IDLE',
  'LITERALPLUS',
  'NAMESPACE',
  'SPECIAL-USE',
  'UNSELECT',
  'UIDPLUS',
  'MOVE',
];

/**
 * Starts the server and loads its mailboxes from `directory`.
 * @param {{ directory: string, port: number, mailboxes: readonly MailboxLogin[] }} options
 * @returns {Promise<ImapServer>}
 */
export async function startImapServer({ directory, port, mailboxes }) {
  const opened = new Map(
    mailboxes.map((login) => [login.address, openMailbox(path.join(directory, login.address), login)]),
  );
  const front = hoodiecrow({ plugins: PLUGINS, users: {} });
  front.setMaxListeners(0);
  handOverAtLogin(front, opened);
  const listener = await listenOnLoopback(front.server, port);

  const find = (/** @type {string} */ address) => {
    const mailbox = opened.get(address);
    if (!mailbox) throw new Error(`There is no mailbox ${address}`);
    return mailbox;
  };
  return {
    port: listener.port,
    has: (address) => opened.has(address),
    deliver: (address, source) => find(address).deliver(source),
    count: (address) => find(address).server.getMailbox('INBOX').messages.length,
    close: listener.close,
  };
}

/**
 * @param {string} directory
 * @param {MailboxLogin} login
 */
function openMailbox(directory, login) {
  const loaded = loadFolders(directory);
  const save = createFolderWriter(directory, loaded);
  const { INBOX, ...folders } = loaded;
  const server = hoodiecrow({
    plugins: PLUGINS,
    users: { [login.address]: { password: login.password } },
    storage: { INBOX, '': { folders } },
  });
  server.setMaxListeners(0);
  const saveAll = () => save(storedFolders(server));
  // The answer to a command is the moment after a change: flags set, a message appended, moved or expunged.
  server.outputHandlers.push((_connection, { tag }) => {
    if (tag !== '*') saveAll();
  });
  saveAll();
  return {
    login,
    server,
    deliver(/** @type {Buffer} */ source) {
      server.appendMessage('INBOX', [], internalDate(new Date()), source.toString('latin1'));
      saveAll();
    },
  };
}

/**
 * Replaces LOGIN of the front: a known login moves the connection to its mailbox's instance.
 * @param {Hoodiecrow} front
 * @param {ReadonlyMap<string, ReturnType<typeof openMailbox>>} mailboxes
 */
function handOverAtLogin(front, mailboxes) {
  const login = front.getCommandHandler('LOGIN');
  front.setCommandHandler('LOGIN', (connection, command, line, done) => {
    const [user, password] = (command.attributes ?? []).map((attribute) => attribute?.value ?? '');
    const mailbox = mailboxes.get(user ?? '');
    if (mailbox && mailbox.login.password === password) {
      connection.server.removeListener('notify', connection._notificationCallback);
      connection.server = mailbox.server;
      connection.server.on('notify', connection._notificationCallback);
    }
    // The front knows no user, so it refuses whoever was not moved, in hoodiecrow's own words.
    login(connection, command, line, done);
  });
}

/**
 * @param {Hoodiecrow} server
 * @returns {import('./mail-store.mjs').StoredFolders}
 */
function storedFolders(server) {
  const folders = Object.values(server.folderCache).map(({ path: folderPath, messages, ...folder }) => [
    folderPath,
    {
      uidvalidity: folder.uidvalidity,
      uidnext: folder.uidnext,
      'special-use': folder['special-use'],
      messages: messages.map(({ uid, flags, internaldate, raw }) => ({ uid, flags, internaldate, raw })),
    },
  ]);
  return Object.fromEntries(folders);
}

/** In UTC, because hoodiecrow's own formatting is wrong in zones with half hours. */
function internalDate(/** @type {Date} */ date) {
  const [, day, month, year, time] = /(\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
