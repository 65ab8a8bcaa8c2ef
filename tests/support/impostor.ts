/**
 * A mail server that is not the one it stands in for: it greets, offers logins, lets everybody in and writes down all it
 * is told. What a client gives away to it shows in `heard`. Knows just enough IMAP and SMTP to be talked to.
 */
import { X509Certificate } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { createServerCertificate, type CertificateKind } from './certificates';
import { LOOPBACK } from './free-port';

export interface ImpostorOptions {
  readonly protocol: 'imap' | 'smtp';
  /** `starttls`: offered; `refused`: offered, and then not done; `absent`: neither offered nor done */
  readonly security: 'tls' | 'starttls' | 'refused' | 'absent';
  readonly certificate?: CertificateKind;
  /** A free one by default. */
  readonly port?: number;
}

export interface Impostor {
  readonly host: string;
  readonly port: number;
  /** sha256 of its certificate, lower-case hex */
  readonly fingerprint: string;
  /** Everything clients said, encrypted or not. */
  heard(): string;
  stop(): Promise<void>;
}

/** The sha256 of a certificate, as Mailroom writes it. */
export const fingerprintOf = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

type Answer = (line: string) => { readonly text: string; readonly upgrade?: boolean };

function imap(security: ImpostorOptions['security']): Answer {
  const offer = security === 'starttls' || security === 'refused' ? ' STARTTLS' : '';
  return (line) => {
    const [tag = '', command = ''] = line.split(' ');
    if (command.toUpperCase() === 'STARTTLS')
      return security === 'starttls'
        ? { text: `${tag} OK Begin\r\n`, upgrade: true }
        : { text: `${tag} BAD No TLS here\r\n` };
    return { text: `* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN${offer}\r\n${tag} OK Done\r\n` };
  };
}

function smtp(security: ImpostorOptions['security']): Answer {
  const offer = security === 'starttls' || security === 'refused' ? '250-STARTTLS\r\n' : '';
  return (line) => {
    if (/^EHLO/i.test(line)) return { text: `250-impostor\r\n${offer}250 AUTH PLAIN LOGIN\r\n` };
    if (/^STARTTLS/i.test(line))
      return security === 'starttls'
        ? { text: '220 Begin\r\n', upgrade: true }
        : { text: '502 No TLS here\r\n' };
    return { text: '235 Welcome\r\n' };
  };
}

export async function startImpostor(options: ImpostorOptions): Promise<Impostor> {
  const { key, certificate } = await createServerCertificate(options.certificate);
  const answer = (options.protocol === 'imap' ? imap : smtp)(options.security);
  const sockets = new Set<Socket>();
  let heard = '';

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    // Whoever finds out goes away, in the middle of anything.
    socket.on('error', () => undefined);
    const hear = (bytes: Buffer): void => {
      heard += bytes.toString('latin1');
      for (const line of bytes.toString('latin1').split('\r\n').filter(Boolean)) {
        const { text, upgrade = false } = answer(line);
        socket.write(text);
        if (!upgrade) continue;
        socket.off('data', hear);
        serve(new TLSSocket(socket, { isServer: true, key, cert: certificate }));
      }
    };
    socket.on('data', hear);
  };
  const greet = (socket: Socket): void => {
    serve(socket);
    socket.write(options.protocol === 'imap' ? '* OK Hello\r\n' : '220 impostor ESMTP\r\n');
  };
  const server =
    options.security === 'tls' ? createTlsServer({ key, cert: certificate }, greet) : createServer(greet);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, LOOPBACK, () => resolve());
  });
  return {
    host: LOOPBACK,
    port: (server.address() as AddressInfo).port,
    fingerprint: fingerprintOf(certificate),
    heard: () => heard,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
