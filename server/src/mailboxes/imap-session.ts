/**
 * One IMAP connection for one piece of work: opened, used, closed. It never idles and is never shared.
 * STARTTLS never falls back to cleartext, and a literal is never larger than we mean to read.
 */
import { ImapFlow } from 'imapflow';
import type { Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import type { ConnectionSecurity } from '../domain/connection';
import { connectionPolicyOf } from '../platform/allowed-hosts/settings';
import { credentialsOf, noteRefusal, type Credentials } from './login-credentials';
import { asMailboxError, MailboxError } from './mailbox-error';
import { reachServer, serverName, type Server } from './reach-server';
import { requireTrusted, tlsOptions, type CertificateTrust } from './tls-trust';

/** How one server is reached and logged in to, with opened secrets. */
export interface ImapSettings extends Server, CertificateTrust {
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly credentials: Credentials;
}

/** Milliseconds; generous for slow servers, short enough that a dead one does not hold a worker. */
const TIMEOUTS = { greeting: 15_000, socket: 120_000 };

/** Bytes; an answer to SEARCH names every mail of a folder, and this much is two million of them. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * How to reach a stored mailbox. With OAuth2 it may ask the provider for a new access token.
 * @throws MailboxError when it has no IMAP server or cannot log in
 */
export async function imapSettingsOf(strapi: Strapi, mailbox: Mailbox): Promise<ImapSettings> {
  if (mailbox.imap === null) throw new MailboxError({ step: 'secret', code: 'secret-missing', detail: '' });
  const { host, port, security, user } = mailbox.imap;
  const { certificateAuthority, certificateFingerprint } = mailbox;
  const credentials = await credentialsOf(strapi, mailbox, mailbox.imap);
  const policy = await connectionPolicyOf(strapi);
  return { host, port, policy, security, user, credentials, certificateAuthority, certificateFingerprint };
}

interface SessionOptions {
  readonly largestMessage: number;
  readonly signal?: AbortSignal;
  readonly quiet?: number;
}

/**
 * Opens a session, hands it to `use` and closes it, also when `use` throws or `signal` aborts.
 *
 * @param largestMessage bytes; larger literals end the connection
 * @param quiet milliseconds after which a silent connection is asked whether it is still there; two minutes when not given
 * @throws MailboxError
 */
export async function withImapSession<Result>(
  settings: ImapSettings,
  options: SessionOptions,
  use: (client: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const client = await reachServer(settings, (address, patience) =>
    openSession(settings, options, address, patience),
  );
  const abort = (): void => client.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  if (options.signal?.aborted) abort();
  const expiry = atExpiry(settings.credentials, abort);
  try {
    const result = await use(client);
    await client.logout().catch(() => undefined);
    return result;
  } finally {
    clearTimeout(expiry);
    options.signal?.removeEventListener('abort', abort);
    client.close();
  }
}

/** A session that is logged in, at one address of the server. @throws MailboxError */
async function openSession(
  settings: ImapSettings,
  options: SessionOptions,
  address: string,
  patience: number,
): Promise<ImapFlow> {
  const client = createClient(settings, options, address, patience);
  const abort = (): void => client.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  const expiry = atExpiry(settings.credentials, abort);
  try {
    await open(client, settings);
    return client;
  } catch (error) {
    client.close();
    throw error;
  } finally {
    clearTimeout(expiry);
    options.signal?.removeEventListener('abort', abort);
  }
}

function createClient(
  settings: ImapSettings,
  options: SessionOptions,
  address: string,
  patience: number,
): ImapFlow {
  const client = new ImapFlow({
    host: address,
    ...serverName(settings.host),
    port: settings.port,
    secure: settings.security === 'tls',
    doSTARTTLS: settings.security === 'starttls',
    auth: authOf(settings),
    tls: tlsOptions(settings),
    logger: false,
    disableAutoIdle: true,
    maxLiteralSize: options.largestMessage,
    maxLineLength: LONGEST_LINE,
    maxResponseSize: options.largestMessage + LONGEST_LINE,
    connectionTimeout: patience,
    greetingTimeout: TIMEOUTS.greeting,
    socketTimeout: options.quiet ?? TIMEOUTS.socket,
  });
  // Without a listener an error event ends the process (imapflow #302); what failed also rejects the running command.
  client.on('error', () => undefined);
  return client;
}

const authOf = ({ user, credentials }: ImapSettings) =>
  credentials.kind === 'oauth2'
    ? { user, accessToken: credentials.accessToken }
    : { user, pass: credentials.secret };

async function open(client: ImapFlow, settings: ImapSettings): Promise<void> {
  checkBeforeLogin(client, settings);
  try {
    await client.connect();
    // A server that greets with PREAUTH asks for no login.
    requireTrusted(internals(client).socket, settings);
  } catch (error) {
    const failure = asMailboxError(error, 'login');
    await noteRefusal(settings.credentials, failure);
    throw failure;
  }
}

/**
 * Puts our look at the certificate between the handshake and the login. imapflow has no hook there, so its own step is
 * wrapped; tests/integration/mail/certificates.test.ts watches that nothing is sent when the look fails.
 */
function checkBeforeLogin(client: ImapFlow, settings: ImapSettings): void {
  const steps = internals(client);
  const authenticate = steps.authenticate.bind(client);
  steps.authenticate = async () => {
    requireTrusted(steps.socket, settings);
    return authenticate();
  };
}

const internals = (client: ImapFlow) =>
  client as unknown as { readonly socket: unknown; authenticate(): Promise<unknown> };

/** Servers drop a session whose token has expired, in the middle of whatever it does: better to end it ourselves. */
function atExpiry(credentials: Credentials, close: () => void): NodeJS.Timeout | undefined {
  if (credentials.kind !== 'oauth2' || credentials.expiresAt === null) return undefined;
  const milliseconds = credentials.expiresAt.getTime() - Date.now();
  // Longer than a timer can wait; no session stands for weeks.
  return milliseconds > 2 ** 31 - 1 ? undefined : setTimeout(close, Math.max(0, milliseconds)).unref();
}
