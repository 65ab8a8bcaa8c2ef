/**
 * A real Dovecot for one test file: own folder, own loopback ports, own certificate, users from a file. As root its
 * mail belongs to an unprivileged user, otherwise to whoever runs the tests. Uses nothing of the system's Dovecot
 * but the programs.
 */
import { execFileSync } from 'node:child_process';
import { chmod, chown, link, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createServerCertificate, type CertificateKind, type ServerCertificate } from './certificates';
import {
  renderDovecotConfig,
  renderOAuth2,
  renderUsers,
  type DovecotLayout,
  type DovecotUser,
} from './dovecot-config';
import { freePorts, LOOPBACK } from './free-port';
import { imapFolders, type ImapFolders } from './imap-folder';
import { deliverByLmtp } from './lmtp';
import { lookUpUser, startServerProcess, type ServerProcess } from './server-process';
import { temporaryFolder } from './temporary-folder';
import { waitUntil } from './wait-until';

export interface DovecotOptions {
  readonly users: readonly DovecotUser[];
  readonly certificate?: CertificateKind;
  /** Lets people log in with access tokens too, which are checked there. */
  readonly introspectionUrl?: string;
  /** What the server says it can do, in place of everything it can: an old server. */
  readonly capability?: string;
}

export interface Dovecot {
  readonly host: string;
  /** Plain, with STARTTLS offered; logging in without TLS is allowed. */
  readonly imapPort: number;
  readonly imapsPort: number;
  readonly lmtpPort: number;
  /** PEM that a client must trust. */
  readonly certificateAuthority: string;
  /** PEM of its own certificate. */
  readonly certificate: string;
  /** Delivers mails to a user's INBOX as from outside. */
  deliver(user: string, ...mails: Buffer[]): Promise<void>;
  /**
   * Puts the mails in these files into a user's INBOX, in this order, as fast as the disk takes them. The files are
   * linked, not copied, and must not change.
   */
  deliverFiles(user: string, files: readonly string[]): Promise<void>;
  /** The user's folders as that user sees them. */
  folders(user: string): ImapFolders;
  /** Makes a folder anew and empty, with a new UIDVALIDITY; INBOX too, which no IMAP client could do. */
  recreateFolder(user: string, folder: string): Promise<void>;
  /** An outage: every connection is cut and the ports are closed. */
  stopServer(): Promise<void>;
  /** The end of the outage: same ports, same mail. */
  startServer(): Promise<void>;
  /** What Dovecot logged since it was last started. */
  log(): string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const DOVECOT = '/usr/sbin/dovecot';

function chooseOwners(): Pick<DovecotLayout, 'mailOwner' | 'loginUserName'> {
  const me = userInfo();
  const groupOf = (name: string) => execFileSync('id', ['-gn', name], { encoding: 'utf8' }).trim();
  if (me.uid !== 0) {
    const mailOwner = { uid: me.uid, gid: me.gid, userName: me.username, groupName: groupOf(me.username) };
    return { mailOwner, loginUserName: me.username };
  }
  const nobody = lookUpUser('nobody');
  if (!nobody) throw new Error('Dovecot needs the unprivileged user "nobody"');
  return {
    mailOwner: { ...nobody, userName: 'nobody', groupName: groupOf('nobody') },
    // The login processes talk to strangers: Dovecot wants them to be somebody who owns nothing else.
    loginUserName: lookUpUser('dovenull') ? 'dovenull' : 'nobody',
  };
}

/** Whether the server greets: a port alone answers before the processes behind it are up. */
function greets(port: number, greeting: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOOPBACK).setTimeout(500).setEncoding('utf8');
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('data', (text: string) => answer(text.startsWith(greeting)));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => answer(false));
  });
}

async function writeFiles(layout: DovecotLayout, options: DovecotOptions): Promise<ServerCertificate> {
  const { folder, mailOwner } = layout;
  const certificate = await createServerCertificate(options.certificate);
  const mail = join(folder, 'mail');
  await chmod(folder, 0o755);
  await mkdir(mail);
  await chown(mail, mailOwner.uid, mailOwner.gid);
  await writeFile(join(folder, 'dovecot.conf'), renderDovecotConfig(layout));
  await writeFile(join(folder, 'users'), renderUsers(options.users));
  if (options.introspectionUrl !== undefined)
    await writeFile(join(folder, 'oauth2.conf'), renderOAuth2(options.introspectionUrl));
  await writeFile(join(folder, 'certificate.pem'), certificate.certificate);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  return certificate;
}

async function run(layout: DovecotLayout): Promise<ServerProcess> {
  const server = startServerProcess(DOVECOT, ['-F', '-c', join(layout.folder, 'dovecot.conf')], {
    stopSignal: 'SIGTERM',
  });
  try {
    await waitUntil('Dovecot to greet', async () => {
      if (server.exited()) return true;
      return (await greets(layout.imapPort, '* OK')) && (await greets(layout.lmtpPort, '220'));
    });
    if (server.exited()) throw new Error('Dovecot ended at once');
    return server;
  } catch (error) {
    await server.stop('SIGKILL');
    throw new Error(`Dovecot did not start:\n${server.output()}`, { cause: error });
  }
}

/** Makes INBOX as new: its mail and Dovecot's notes about it go, and the next look gives it a new UIDVALIDITY. */
async function recreateInbox({ folder }: DovecotLayout, user: string): Promise<void> {
  const notes = ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache'];
  const paths = ['cur', 'new', 'tmp', ...notes].map((name) => join(folder, 'mail', user, 'Maildir', name));
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
}

/** Time of arrival of the first linked mail, which Maildir has in the file's name and gives uids by. */
const FIRST_ARRIVAL = 1_700_000_000;

async function linkIntoInbox({ folder, mailOwner }: DovecotLayout, user: string, files: readonly string[]) {
  const inbox = join(folder, 'mail', user, 'Maildir');
  for (const path of [
    join(folder, 'mail', user),
    inbox,
    ...['cur', 'new', 'tmp'].map((name) => join(inbox, name)),
  ]) {
    await mkdir(path, { recursive: true });
    await chown(path, mailOwner.uid, mailOwner.gid);
  }
  const there = (await readdir(join(inbox, 'cur'))).length + (await readdir(join(inbox, 'new'))).length;
  for (const [position, file] of files.entries()) {
    const { size } = await stat(file);
    await chown(file, mailOwner.uid, mailOwner.gid);
    await link(file, join(inbox, 'new', `${FIRST_ARRIVAL + there + position}.M0P0.test,S=${size},W=${size}`));
  }
}

/** Starts a Dovecot with these users; each has INBOX, Sent, Junk and Trash. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const [imapPort, imapsPort, lmtpPort] = (await freePorts(3)) as [number, number, number];
  const folder = await temporaryFolder('dovecot');
  const places = { folder: folder.path, host: LOOPBACK, imapPort, imapsPort, lmtpPort };
  const { introspectionUrl, capability } = options;
  const layout: DovecotLayout = { ...places, introspectionUrl, capability, ...chooseOwners() };
  let certificate: ServerCertificate;
  let server: ServerProcess;
  try {
    certificate = await writeFiles(layout, options);
    server = await run(layout);
  } catch (error) {
    await folder.remove();
    throw error;
  }

  const folders = (user: string): ImapFolders => {
    const password = options.users.find(({ name }) => name === user)?.password;
    if (password === undefined) throw new Error(`This Dovecot has no user ${user}`);
    return imapFolders({ host: LOOPBACK, port: imapPort, user, password });
  };
  return {
    host: LOOPBACK,
    imapPort,
    imapsPort,
    lmtpPort,
    certificateAuthority: certificate.certificateAuthority,
    certificate: certificate.certificate,
    folders,
    deliver: (user, ...mails) =>
      deliverByLmtp({ host: LOOPBACK, port: lmtpPort }, { from: 'sender@example.test', to: user }, mails),
    deliverFiles: (user, files) => linkIntoInbox(layout, user, files),
    recreateFolder: async (user, name) => {
      if (name.toUpperCase() === 'INBOX') return recreateInbox(layout, user);
      await folders(user).remove(name);
      await folders(user).create(name);
    },
    stopServer: () => server.stop('SIGTERM'),
    startServer: async () => {
      server = await run(layout);
    },
    log: () => server.output(),
    stop: async () => {
      await server.stop('SIGTERM');
      await folder.remove();
    },
  };
}
