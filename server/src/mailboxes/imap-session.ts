/**
 * One IMAP connection for one piece of work: opened, used, closed. It never idles and is never shared.
 * STARTTLS never falls back to cleartext, and a literal is never larger than we mean to read.
 */
import { ImapFlow } from 'imapflow';
import type { Mailbox } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { openSecret } from './credentials';
import { asMailboxError, MailboxError } from './mailbox-error';

export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string;
  readonly secret: string;
  readonly certificateAuthority: string;
}

/** Milliseconds; generous for slow servers, short enough that a dead one does not hold a worker. */
const TIMEOUTS = { connection: 20_000, greeting: 15_000, socket: 120_000 };

/** Bytes; an answer to SEARCH names every mail of a folder, and this much is two million of them. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** How to reach a stored mailbox. @throws MailboxError when it has no IMAP server or its secret cannot be opened */
export function imapSettingsOf(strapi: Strapi, mailbox: Mailbox): ImapSettings {
  if (mailbox.imap === null) throw new MailboxError({ step: 'secret', code: 'secret-missing', detail: '' });
  const { host, port, security, user } = mailbox.imap;
  return {
    host,
    port,
    security,
    user,
    secret: openSecret(strapi, mailbox.imap),
    certificateAuthority: mailbox.certificateAuthority,
  };
}

/** TLS options with a mailbox's private certificate authority, if it has one, in place of the public ones. */
export function tlsOptions(certificateAuthority: string): {
  readonly minVersion: 'TLSv1.2';
  readonly ca?: string;
} {
  return {
    minVersion: 'TLSv1.2',
    ...(certificateAuthority.trim() === '' ? {} : { ca: certificateAuthority }),
  };
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
  options: { readonly largestMessage: number; readonly signal?: AbortSignal; readonly quiet?: number },
  use: (client: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    doSTARTTLS: settings.security === 'starttls',
    auth: { user: settings.user, pass: settings.secret },
    tls: tlsOptions(settings.certificateAuthority),
    logger: false,
    disableAutoIdle: true,
    maxLiteralSize: options.largestMessage,
    maxLineLength: LONGEST_LINE,
    maxResponseSize: options.largestMessage + LONGEST_LINE,
    connectionTimeout: TIMEOUTS.connection,
    greetingTimeout: TIMEOUTS.greeting,
    socketTimeout: options.quiet ?? TIMEOUTS.socket,
  });
  // Without a listener an error event ends the process (imapflow #302); what failed also rejects the running command.
  client.on('error', () => undefined);
  const abort = (): void => client.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    await client.connect().catch((error: unknown) => Promise.reject(asMailboxError(error, 'login')));
    const result = await use(client);
    await client.logout().catch(() => undefined);
    return result;
  } finally {
    options.signal?.removeEventListener('abort', abort);
    client.close();
  }
}
