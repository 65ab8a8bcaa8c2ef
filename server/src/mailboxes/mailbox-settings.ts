/** Settings of a mailbox as an admin enters them: secrets are sealed, and a stored one is never sent to another server. */
import type { ConnectionSecurity } from '../domain/connection';
import type { Mailbox, MailboxSettings, SealedServer } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { openSecret, sealSecret } from './credentials';
import type { ImapSettings } from './imap-session';

/** A server as it was entered; `secret` absent keeps the stored one. */
export interface EnteredServer {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly secret?: string | undefined;
}

export type EnteredMailbox = Omit<MailboxSettings, 'imap' | 'smtp'> & {
  readonly imap: EnteredServer | null;
  readonly smtp: EnteredServer | null;
};

/** Thrown when the secret has to be entered: there is none, or it belongs to another server or user (EspoCRM rule A10). */
export class SecretRequired extends Error {
  constructor(readonly server: 'imap' | 'smtp') {
    super('Enter the password. It is asked for again whenever host, port, security or user change.');
    this.name = 'SecretRequired';
  }
}

/**
 * @param stored the mailbox that is changed; null for a new one
 * @throws SecretRequired, EncryptionKeyMissing
 */
export function sealMailbox(
  strapi: Strapi,
  entered: EnteredMailbox,
  stored: Mailbox | null,
): MailboxSettings {
  return {
    ...entered,
    imap: entered.imap === null ? null : sealServer(strapi, 'imap', entered.imap, stored?.imap ?? null),
    smtp: entered.smtp === null ? null : sealServer(strapi, 'smtp', entered.smtp, stored?.smtp ?? null),
  };
}

function sealServer(
  strapi: Strapi,
  name: 'imap' | 'smtp',
  { secret, ...server }: EnteredServer,
  stored: SealedServer | null,
): SealedServer {
  if (secret !== undefined) return { ...server, sealedSecret: sealSecret(strapi, secret) };
  if (stored !== null && stored.sealedSecret !== null && isSameServer(server, stored))
    return { ...server, sealedSecret: stored.sealedSecret };
  // Sending without a login is a legitimate set-up (a relay on the same host); reading never is.
  if (name === 'smtp' && server.user === '') return { ...server, sealedSecret: null };
  throw new SecretRequired(name);
}

/** What to test a connection with. @throws SecretRequired, MailboxError when the stored secret cannot be opened */
export function settingsToTest(
  strapi: Strapi,
  name: 'imap' | 'smtp',
  entered: EnteredServer,
  stored: Mailbox | null,
  certificateAuthority: string,
): ImapSettings {
  const { secret, ...server } = entered;
  const sealed = stored?.[name] ?? null;
  const known = sealed !== null && isSameServer(server, sealed) ? sealed : null;
  if (secret === undefined && known === null && !(name === 'smtp' && server.user === ''))
    throw new SecretRequired(name);
  return {
    ...server,
    certificateAuthority,
    secret: secret ?? (known === null || known.sealedSecret === null ? '' : openSecret(strapi, known)),
  };
}

function isSameServer(entered: Omit<EnteredServer, 'secret'>, stored: SealedServer): boolean {
  return (
    entered.host === stored.host &&
    entered.port === stored.port &&
    entered.security === stored.security &&
    entered.user === stored.user
  );
}
