/**
 * A TCP proxy in front of a real server, which does to connections what networks and bad servers do to them. It decides
 * nothing by chance: whoever makes a fault draws its numbers from a seed. What it edits is IMAP without TLS.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort, LOOPBACK } from './free-port';
import { firstLine, splitImapLines } from './imap-lines';

/** One response of the server, with its literals, and the command it comes after. */
export interface ImapResponse {
  readonly bytes: Buffer;
  readonly line: string;
  /** name of the client's last command, e.g. `UID FETCH`; empty before the first */
  readonly command: string;
  /** whether it ends that command */
  readonly tagged: boolean;
}

/** What the client gets in place of a response; nothing drops it. */
export type EditResponse = (response: ImapResponse) => readonly Buffer[];

/** Byte counts are of what the server sends on one connection. */
export type Fault =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'cut'; readonly by: 'rst' | 'fin'; readonly afterBytes: number }
  /** nothing passes any more in either direction, and nobody says so */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  | { readonly kind: 'garbage'; readonly afterBytes: number; readonly bytes: Buffer }
  | { readonly kind: 'edit'; readonly edit: EditResponse }
  /** the connection ends in place of this response */
  | { readonly kind: 'end'; readonly instead: (response: ImapResponse) => boolean }
  /** in place of a response and all after it: these bytes, and then the letter x without end */
  | {
      readonly kind: 'flood';
      readonly instead: (response: ImapResponse) => boolean;
      readonly opening: string;
    };

export interface FaultProxy {
  readonly host: string;
  readonly port: number;
  /** Connections that were made so far. */
  readonly connections: number;
  /** How often a fault did something so far: one that waits for more bytes than come has done nothing. */
  readonly strikes: number;
  /** From now on connections have this fault. Those that were there before are cut: the network has changed. */
  set(fault: Fault | null): Promise<void>;
  /** From now on connections are as good as the server; those that an earlier fault holds are cut. */
  lift(): Promise<void>;
  stop(): Promise<void>;
}

/** One connection: the client's side and the server's side of it. */
interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Notes that the fault did something. */
  readonly strike: () => void;
}

type Forward = (chunk: Buffer) => void;

function close({ client, upstream }: Link, by: 'rst' | 'fin'): void {
  if (by === 'rst') client.resetAndDestroy();
  else client.end();
  upstream.destroy();
}

/** Passes on the first `bytes` and then does something, once. */
function after(bytes: number, send: Forward, act: (rest: Buffer) => void): Forward {
  let passed = 0;
  let done = false;
  return (chunk) => {
    const room = bytes - passed;
    passed += chunk.length;
    if (done || chunk.length < room) {
      send(chunk);
      return;
    }
    done = true;
    if (room > 0) send(chunk.subarray(0, room));
    act(chunk.subarray(Math.max(0, room)));
  };
}

function stall(link: Link): void {
  for (const side of [link.client, link.upstream]) side.removeAllListeners('data').pause();
}

const SLICES_PER_SECOND = 20;

function throttled(bytesPerSecond: number, link: Link, send: Forward): Forward {
  const slice = Math.max(1, Math.floor(bytesPerSecond / SLICES_PER_SECOND));
  let waiting = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    timer = undefined;
    if (waiting.length === 0 || link.client.destroyed) return;
    send(waiting.subarray(0, slice));
    waiting = waiting.subarray(slice);
    timer = setTimeout(next, 1000 / SLICES_PER_SECOND);
  };
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    if (timer === undefined) next();
  };
}

const COMMAND = /^(\S+) ((?:UID )?[A-Z]+)/i;

/** Lets `edit` change what the server sends, response by response; what the client sends tells which command runs. */
function edited(edit: EditResponse, send: Forward): { readonly down: Forward; readonly see: Forward } {
  const responses = splitImapLines();
  const commands = splitImapLines();
  let tag = '';
  let command = '';
  return {
    see: (chunk) => {
      for (const bytes of commands.push(chunk)) {
        const found = COMMAND.exec(firstLine(bytes));
        if (found === null) continue;
        tag = found[1]!;
        command = found[2]!.toUpperCase();
      }
    },
    down: (chunk) => {
      for (const bytes of responses.push(chunk)) {
        const line = firstLine(bytes);
        for (const part of edit({ bytes, line, command, tagged: line.startsWith(`${tag} `) })) send(part);
      }
    },
  };
}

const FLOOD = Buffer.alloc(256 * 1024, 'x');

/** Writes as fast as the client takes it, until the client has had enough. */
function pour(client: Socket): void {
  const more = () => {
    while (client.writable && client.write(FLOOD));
  };
  client.on('drain', more);
  more();
}

/** As `edit`: lets everything pass up to the chosen response, which it drowns. */
function flooding(fault: Extract<Fault, { kind: 'flood' }>, link: Link): EditResponse {
  let pouring = false;
  return (response) => {
    if (pouring) return [];
    if (!fault.instead(response)) return [response.bytes];
    pouring = true;
    link.client.write(fault.opening);
    pour(link.client);
    return [];
  };
}

/** As `edit`: lets everything pass up to the chosen response, and then hangs up. */
function ending({ instead }: Extract<Fault, { kind: 'end' }>, link: Link): EditResponse {
  let ended = false;
  return (response) => {
    if (!ended && !instead(response)) return [response.bytes];
    ended = true;
    close(link, 'fin');
    return [];
  };
}

/** As `edit`, and notes what it changed. */
function noting(edit: EditResponse, link: Link): EditResponse {
  return (response) => {
    const parts = edit(response);
    if (parts.length !== 1 || parts[0] !== response.bytes) link.strike();
    return parts;
  };
}

const passAll: Forward = () => undefined;

/** How this fault treats what comes from the server, and what it sees of what the client sends. */
function treat(fault: Fault | null, link: Link): { readonly down: Forward; readonly see: Forward } {
  const send: Forward = (chunk) => {
    if (link.client.writable) link.client.write(chunk);
  };
  const strikeAfter = (bytes: number, act: (rest: Buffer) => void): Forward =>
    after(bytes, send, (rest) => {
      link.strike();
      act(rest);
    });
  const blind = (down: Forward) => ({ down, see: passAll });
  switch (fault?.kind) {
    case undefined:
    case 'refuse':
      return blind(send);
    case 'cut':
      return blind(strikeAfter(fault.afterBytes, () => close(link, fault.by)));
    case 'stall':
      return blind(strikeAfter(fault.afterBytes, () => stall(link)));
    case 'garbage':
      return blind(strikeAfter(fault.afterBytes, (rest) => send(Buffer.concat([fault.bytes, rest]))));
    case 'delay':
      link.strike();
      return blind((chunk) => void setTimeout(() => send(chunk), fault.milliseconds));
    case 'throttle':
      link.strike();
      return blind(throttled(fault.bytesPerSecond, link, send));
    case 'edit':
      return edited(noting(fault.edit, link), send);
    case 'end':
      return edited(noting(ending(fault, link), link), send);
    case 'flood':
      return edited(noting(flooding(fault, link), link), send);
  }
}

/** Starts a proxy to a server on this machine. Without a fault it passes everything on. */
export async function startFaultProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<FaultProxy> {
  const port = await freePort();
  const links = new Set<Link>();
  let fault: Fault | null = null;
  let connections = 0;
  let strikes = 0;

  const accept = (client: Socket): void => {
    connections += 1;
    const upstream = connect(target);
    const link: Link = { client, upstream, strike: () => (strikes += 1) };
    links.add(link);
    const { down, see } = treat(fault, link);
    client.setNoDelay(true).on('data', (chunk: Buffer) => {
      see(chunk);
      if (upstream.writable) upstream.write(chunk);
    });
    upstream.setNoDelay(true).on('data', down);
    // What a slow connection still holds goes out before its end.
    upstream.on('end', () =>
      setTimeout(() => client.end(), fault?.kind === 'delay' ? fault.milliseconds : 0),
    );
    for (const side of [client, upstream]) {
      // A cut connection is what we are here for.
      side.on('error', () => undefined);
      side.on('close', () => {
        links.delete(link);
        if (side === client) upstream.destroy();
      });
    }
  };

  let server: Server | null = null;
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server = createServer(accept).once('error', reject).listen(port, target.host, resolve);
    });
  const unlisten = async (): Promise<void> => {
    const listening = server;
    server = null;
    if (listening !== null) await new Promise((resolve) => listening.close(resolve));
  };
  const cutAll = () => [...links].forEach((link) => close(link, 'rst'));

  const set = async (next: Fault | null): Promise<void> => {
    fault = next;
    cutAll();
    if (next?.kind === 'refuse') {
      strikes += 1;
      await unlisten();
    }
    if (next?.kind !== 'refuse' && server === null) await listen();
  };
  await listen();
  return {
    host: LOOPBACK,
    port,
    get connections() {
      return connections;
    },
    get strikes() {
      return strikes;
    },
    set,
    lift: () => set(null),
    stop: async () => {
      cutAll();
      await unlisten();
    },
  };
}
