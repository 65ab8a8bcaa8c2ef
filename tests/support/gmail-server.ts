/**
 * A small IMAP server with Gmail's peculiarities: folders are labels, All Mail holds everything once (X-GM-EXT-1). It
 * speaks real protocol lines for what a client of ours says, has one user, and forgets everything when it is stopped.
 */
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { LOOPBACK } from './free-port';
import { splitImapLines } from './imap-lines';

export interface GmailMessage {
  readonly uid: number;
  readonly source: Buffer;
  labels: string[];
  flags: string[];
  modseq: number;
}

export interface GmailServer {
  readonly host: string;
  readonly port: number;
  /** Uids whose whole source was fetched, in order. */
  readonly downloaded: readonly number[];
  /** Paths that were opened, each once. */
  readonly opened: ReadonlySet<string>;
  add(source: Buffer, labels: readonly string[], flags?: readonly string[]): number;
  relabel(uid: number, labels: readonly string[]): void;
  stop(): Promise<void>;
}

const ALL_MAIL = '[Gmail]/All Mail';
const FOLDERS: readonly (readonly [path: string, attributes: string])[] = [
  ['INBOX', '\\HasNoChildren'],
  ['Orders', '\\HasNoChildren'],
  [ALL_MAIL, '\\All \\HasNoChildren'],
  ['[Gmail]/Sent Mail', '\\Sent \\HasNoChildren'],
  ['[Gmail]/Spam', '\\Junk \\HasNoChildren'],
];
const CAPABILITIES = 'IMAP4rev1 UIDPLUS ENABLE CONDSTORE SPECIAL-USE X-GM-EXT-1';

export async function startGmailServer(): Promise<GmailServer> {
  const messages: GmailMessage[] = [];
  const downloaded: number[] = [];
  const opened = new Set<string>();
  const sockets = new Set<Socket>();
  let modseq = 1;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    const lines = splitImapLines();
    socket.write(`* OK [CAPABILITY ${CAPABILITIES}] Gimap ready\r\n`);
    socket.on('data', (chunk: Buffer) => {
      for (const line of lines.push(chunk)) socket.write(answer(line.toString('latin1').trimEnd()));
    });
  });

  const select = (path: string): Buffer => {
    opened.add(path);
    const inside = path === ALL_MAIL ? messages : [];
    const next = (messages.at(-1)?.uid ?? 0) + 1;
    return Buffer.from(
      [
        '* FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen)',
        `* ${inside.length} EXISTS`,
        '* OK [UIDVALIDITY 7] UIDs valid',
        `* OK [UIDNEXT ${next}] Predicted next UID`,
        `* OK [HIGHESTMODSEQ ${modseq}]`,
        '',
      ].join('\r\n'),
    );
  };

  const row = (message: GmailMessage, items: string): Buffer => {
    const { uid, source, labels, flags } = message;
    const quoted = labels.map((label) => `"${label.replaceAll('\\', '\\\\')}"`).join(' ');
    const head = [
      `UID ${uid}`,
      `FLAGS (${flags.join(' ')})`,
      'INTERNALDATE "05-Jan-2026 10:00:00 +0000"',
      `RFC822.SIZE ${source.length}`,
      `X-GM-MSGID ${1_000_000 + uid}`,
      `X-GM-LABELS (${quoted})`,
      `MODSEQ (${message.modseq})`,
    ].join(' ');
    if (!items.includes('BODY.PEEK[]'))
      return Buffer.from(`* ${messages.indexOf(message) + 1} FETCH (${head})\r\n`);
    downloaded.push(uid);
    return Buffer.concat([
      Buffer.from(`* ${messages.indexOf(message) + 1} FETCH (${head} BODY[] {${source.length}}\r\n`),
      source,
      Buffer.from(')\r\n'),
    ]);
  };

  /** RFC 3501 §6.3.8: an empty name asks for the separator. */
  const listed = (name: string, pattern: string): string => {
    if (pattern.endsWith(' ""')) return `* ${name} (\\Noselect) "/" ""\r\n`;
    const asked = pattern.replace(/^"" /, '').replace(/^"|"$/g, '');
    return FOLDERS.filter(([path]) => asked === '*' || asked === path)
      .map(([path, attributes]) => `* ${name} (${attributes}) "/" "${path}"\r\n`)
      .join('');
  };

  const answer = (line: string): Buffer => {
    const [tag = '*', ...words] = line.split(' ');
    const rest = words.join(' ');
    const done = (text: string, data: string | Buffer = ''): Buffer =>
      Buffer.concat([Buffer.from(data), Buffer.from(`${tag} OK ${text}\r\n`)]);
    const uidCommand = /^UID (SEARCH|FETCH) (.*)$/i.exec(rest);
    if (uidCommand !== null) {
      const [, name = '', given = ''] = uidCommand;
      if (name.toUpperCase() === 'SEARCH') {
        const found = messages.filter(({ uid }) => within(uid, /UID ([\d:,*]+)/i.exec(given)?.[1] ?? '1:*'));
        return done('SEARCH', `* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}\r\n`);
      }
      const [set = '', ...items] = given.split(' ');
      const since = Number(/CHANGEDSINCE (\d+)/i.exec(given)?.[1] ?? 0);
      const found = messages.filter((each) => within(each.uid, set) && each.modseq > since);
      return done('FETCH', Buffer.concat(found.map((message) => row(message, items.join(' ')))));
    }
    const [name = '', ...given] = words;
    switch (name.toUpperCase()) {
      case 'CAPABILITY':
        return done(name, `* CAPABILITY ${CAPABILITIES}\r\n`);
      case 'ENABLE':
        return done(name, '* ENABLED CONDSTORE\r\n');
      case 'LIST':
      case 'LSUB':
        return done(name, listed(name, given.join(' ')));
      case 'SELECT':
      case 'EXAMINE':
        return done(`[READ-WRITE] ${name}`, select(given.join(' ').replace(/^"|"$/g, '')));
      case 'LOGOUT':
        return done(name, '* BYE\r\n');
      default:
        return done(name);
    }
  };

  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    host: LOOPBACK,
    port: address.port,
    downloaded,
    opened,
    add(source, labels, flags = []) {
      modseq += 1;
      const uid = (messages.at(-1)?.uid ?? 0) + 1;
      messages.push({ uid, source, labels: [...labels], flags: [...flags], modseq });
      return uid;
    },
    relabel(uid, labels) {
      const message = messages.find((each) => each.uid === uid);
      if (message === undefined) throw new Error(`There is no mail ${uid}`);
      modseq += 1;
      Object.assign(message, { labels: [...labels], modseq });
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Whether a uid is in a sequence set. */
function within(uid: number, set: string): boolean {
  return set.split(',').some((part) => {
    const [from = '', to = from] = part.split(':');
    return uid >= Number(from) && (to === '*' || uid <= Number(to));
  });
}
