/**
 * An SMTP submission server that keeps what it gets and misbehaves on demand. It delivers nothing anywhere.
 * A behaviour is chosen once per mail, at MAIL FROM (at AUTH for `refuse-login`), so a change never splits a mail.
 */
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { createServerCertificate, type CertificateKind } from './certificates';
import { LOOPBACK } from './free-port';
import { createBehaviourPlan, type SmtpBehaviour } from './smtp-behaviour';
import { waitUntil } from './wait-until';

export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly raw: Buffer;
  /** Whether the client was told that the mail was taken. */
  readonly confirmed: boolean;
  readonly session: {
    readonly secure: boolean;
    readonly user: string | undefined;
    readonly clientName: string;
  };
}

export interface SmtpSinkOptions {
  readonly user: string;
  readonly password: string;
  /** STARTTLS by default; with it and with TLS, nobody can log in unencrypted. */
  readonly security?: 'starttls' | 'tls' | 'none';
  /** Takes access tokens (XOAUTH2) too, if this says that they are good. */
  readonly isTokenOf?: (user: string, token: string) => Promise<boolean>;
  readonly certificate?: CertificateKind;
  /** A free one by default; the port of an earlier sink to end that one's outage. */
  readonly port?: number;
}

export interface SmtpSink {
  readonly host: string;
  readonly port: number;
  /** PEM that a client must trust. */
  readonly certificateAuthority: string;
  /** What the sink took, oldest first; refused and deferred mails are not here. */
  readonly messages: readonly ReceivedMail[];
  /** How many mails were begun (MAIL FROM), whatever became of them. */
  attempts(): number;
  /** From now on, or for the given number of mails (logins for `refuse-login`), it behaves so. */
  behave(next: SmtpBehaviour, options?: { readonly times: number }): void;
  waitForMessage(predicate?: (mail: ReceivedMail) => boolean, timeout?: number): Promise<ReceivedMail>;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
}

type Handlers = Required<Pick<SMTPServerOptions, 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData'>>;

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

function asReceived(session: SMTPServerSession, raw: Buffer, confirmed: boolean): ReceivedMail {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    envelope: { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) },
    raw,
    confirmed,
    session: { secure: session.secure, user: session.user, clientName: session.hostNameAppearsAs },
  };
}

/** The sink's side of the protocol, and what it remembers of it. */
function createProtocol(options: SmtpSinkOptions, cutConnection: (session: SMTPServerSession) => void) {
  const plan = createBehaviourPlan();
  const behaviours = new WeakMap<SMTPServerSession, SmtpBehaviour>();
  const messages: ReceivedMail[] = [];
  let attempts = 0;

  const handlers: Handlers = {
    onAuth: async ({ username, password, accessToken }, _session, callback) => {
      const next = plan.peek();
      if (next.kind === 'refuse-login') {
        plan.take();
        return callback(refusal(535, next.text ?? 'Login refused'));
      }
      const known =
        accessToken === undefined
          ? username === options.user && password === options.password
          : (await options.isTokenOf?.(username ?? '', accessToken)) === true;
      return known ? callback(null, { user: username }) : callback(refusal(535, 'Wrong user or password'));
    },
    onMailFrom: (_address, session, callback) => {
      attempts += 1;
      behaviours.set(session, plan.take());
      callback();
    },
    onRcptTo: ({ address }, session, callback) => {
      const behaviour = behaviours.get(session);
      const code = behaviour?.kind === 'answer-recipients' ? behaviour.codes[address] : undefined;
      if (code !== undefined) return callback(refusal(code, `No to ${address}`));
      const refused = behaviour?.kind === 'refuse-recipient' && (behaviour.recipient ?? address) === address;
      callback(refused ? refusal(550, behaviour.text ?? 'No such user here') : null);
    },
    onData: async (stream, session, callback) => {
      const behaviour = behaviours.get(session);
      const raw = await buffer(stream).catch(() => undefined);
      // The client went away in the middle of the mail: there is nobody to answer.
      if (!raw) return;
      if (behaviour?.kind === 'answer-recipients' && behaviour.message !== undefined)
        return callback(refusal(behaviour.message, 'No to the message'));
      if (behaviour?.kind === 'refuse-message') return callback(refusal(554, behaviour.text ?? 'Refused'));
      if (behaviour?.kind === 'defer') return callback(refusal(451, behaviour.text ?? 'Try again later'));
      if (behaviour?.kind === 'slow') await sleep(behaviour.milliseconds, undefined, { ref: false });
      const confirmed = behaviour?.kind !== 'drop-after-data';
      messages.push(asReceived(session, raw, confirmed));
      return confirmed ? callback() : cutConnection(session);
    },
  };
  return { handlers, plan, messages, attempts: () => attempts };
}

/** The open connections by the client's port, by which a session tells its connection. */
function trackSockets(server: SMTPServer): ReadonlyMap<number, Socket> {
  const sockets = new Map<number, Socket>();
  server.server.on('connection', (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  return sockets;
}

/** Starts a sink that accepts everything from one user. */
export async function startSmtpSink(options: SmtpSinkOptions): Promise<SmtpSink> {
  const { security = 'starttls', port = 0 } = options;
  const { key, certificate, certificateAuthority } = await createServerCertificate(options.certificate);
  const protocol = createProtocol(options, (session) => sockets.get(session.remotePort)?.destroy());
  const server = new SMTPServer({
    name: 'smtp.example.test',
    secure: security === 'tls',
    key,
    cert: certificate,
    disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    allowInsecureAuth: security === 'none',
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN', ...(options.isTokenOf === undefined ? [] : ['XOAUTH2'])],
    closeTimeout: 100,
    ...protocol.handlers,
  });
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve());
  });
  // A client that cuts the connection or refuses the certificate is a test's intention, not the sink's failure.
  server.on('error', () => {});

  return {
    host: LOOPBACK,
    port: (server.server.address() as AddressInfo).port,
    certificateAuthority,
    messages: protocol.messages,
    attempts: protocol.attempts,
    behave: (next, { times } = { times: Infinity }) => protocol.plan.set(next, times),
    waitForMessage: (predicate = () => true, timeout?: number) =>
      waitUntil('a mail to arrive at the SMTP sink', () => protocol.messages.find(predicate), { timeout }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}
