/**
 * One server of a mailbox as its form holds it: ports that follow the security, and when a stored password may be
 * kept. Pure: no React, no requests.
 */
import type {
  ConnectionSecurity,
  ServerSettings,
  ServerSettingsInput,
} from '../../../../../server/src/api/contracts';

export type Protocol = 'imap' | 'smtp';

/** `port` is text, as it is typed; `secret` is empty while a stored one is kept. */
export interface ServerValues {
  readonly host: string;
  readonly port: string;
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly secret: string;
}

const DEFAULT_PORTS: Readonly<Record<Protocol, Readonly<Record<ConnectionSecurity, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};

/** The port a server of this kind usually listens on. */
export const defaultPort = (protocol: Protocol, security: ConnectionSecurity): number =>
  DEFAULT_PORTS[protocol][security];

/** A server that is yet to be filled in, with the safest security. */
export const emptyServer = (protocol: Protocol): ServerValues => ({
  host: '',
  port: String(defaultPort(protocol, 'tls')),
  security: 'tls',
  user: '',
  secret: '',
});

/** What is stored, without the secret: it never leaves the server. */
export const storedServerValues = (protocol: Protocol, stored: ServerSettings | null): ServerValues =>
  stored === null
    ? emptyServer(protocol)
    : {
        host: stored.host,
        port: String(stored.port),
        security: stored.security,
        user: stored.user,
        secret: '',
      };

/** Another security, and its usual port with it, unless the port was set by hand. */
export const withSecurity = (
  protocol: Protocol,
  server: ServerValues,
  security: ConnectionSecurity,
): ServerValues => {
  const portIsUsual = server.port.trim() === String(defaultPort(protocol, server.security));
  return { ...server, security, port: portIsUsual ? String(defaultPort(protocol, security)) : server.port };
};

/** `null` when the text is no TCP port. */
export const parsePort = (text: string): number | null => {
  const trimmed = text.trim();
  const port = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
};

/**
 * Whether the stored secret may still be used. It may not once host, port, security or user differ: else it could be
 * sent to a server for which it was never meant.
 */
export const keepsStoredSecret = (stored: ServerSettings | null, server: ServerValues): boolean =>
  stored !== null &&
  stored.secretSet &&
  stored.host === server.host.trim() &&
  stored.port === parsePort(server.port) &&
  stored.security === server.security &&
  stored.user === server.user.trim();

/** Whether a secret has to be typed for these values, as none is stored for them. A server without user needs none. */
export const needsTypedSecret = (stored: ServerSettings | null, server: ServerValues): boolean =>
  server.user.trim() !== '' && !keepsStoredSecret(stored, server);

/** Whether the secret that has to be typed is not there yet. */
export const lacksSecret = (stored: ServerSettings | null, server: ServerValues): boolean =>
  server.secret === '' && needsTypedSecret(stored, server);

/** What the server is told. An empty secret is left out, which keeps the stored one; nobody signs in without a user. */
export const toServerInput = (server: ServerValues): ServerSettingsInput => ({
  host: server.host.trim(),
  port: parsePort(server.port) ?? 0,
  security: server.security,
  user: server.user.trim(),
  ...(server.secret === '' || server.user.trim() === '' ? {} : { secret: server.secret }),
});
