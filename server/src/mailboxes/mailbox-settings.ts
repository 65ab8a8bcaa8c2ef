/**
 * Settings of a mailbox as an admin enters them: secrets are sealed, and a stored one is never sent to another server,
 * or to one that another certificate vouches for. The same holds for an OAuth2 grant.
 */
import type { Authentication, ConnectionSecurity } from '../domain/connection';
import type { Authorization, Mailbox, MailboxSettings, SealedServer } from '../data/mailboxes';
import type { Strapi } from '../data/database';
import { connectionPolicyOf } from '../platform/allowed-hosts/settings';
import { openSecret, sealSecret } from './credentials';
import type { ImapSettings } from './imap-session';
import type { Credentials } from './login-credentials';
import { accessTokenOf } from './oauth-token';
import type { CertificateTrust } from './tls-trust';

/** A server as it was entered; `secret` absent keeps the stored one. */
export interface EnteredServer {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly secret?: string | undefined;
}

type ServerName = 'imap' | 'smtp';

export type EnteredMailbox = Omit<MailboxSettings, ServerName | 'authorization'> & {
  readonly imap: EnteredServer | null;
  readonly smtp: EnteredServer | null;
};

/** Thrown when the secret has to be entered: there is none, or it belongs to another server or user (EspoCRM rule A10). */
export class SecretRequired extends Error {
  constructor(
    readonly server: ServerName,
    isUnreadable = false,
  ) {
    super(
      isUnreadable
        ? 'The stored password cannot be read any more, because the encryption key has changed. Enter it again.'
        : 'Enter the password. It is asked for again whenever host, port, security, user or trusted certificates change.',
    );
    this.name = 'SecretRequired';
  }
}

/** Thrown when something can only be done with a grant, and there is none for these settings. */
export class SignInRequired extends Error {
  constructor() {
    super('Save the account and sign in at the provider first. Changed servers need a new sign-in.');
    this.name = 'SignInRequired';
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
  const seal = (name: ServerName): SealedServer | null => {
    const server = entered[name];
    if (server === null) return null;
    if (entered.authentication === 'oauth2') return withoutSecret(server);
    const known = reusable(name, server, entered, stored);
    // An account that is switched off may wait for its password.
    if (known !== null && server.secret === undefined && entered.active) requireReadable(strapi, name, known);
    return sealServer(strapi, name, server, known);
  };
  return {
    ...entered,
    imap: seal('imap'),
    smtp: seal('smtp'),
    authorization: authorizationAfter(entered, stored),
  };
}

const withoutSecret = ({ host, port, security, user }: EnteredServer): SealedServer => ({
  host,
  port,
  security,
  user,
  sealedSecret: null,
});

/** @throws SecretRequired */
function requireReadable(strapi: Strapi, name: ServerName, { sealedSecret }: SealedServer): void {
  try {
    openSecret(strapi, sealedSecret);
  } catch {
    throw new SecretRequired(name, true);
  }
}

function sealServer(
  strapi: Strapi,
  name: ServerName,
  server: EnteredServer,
  stored: SealedServer | null,
): SealedServer {
  if (server.secret !== undefined)
    return { ...withoutSecret(server), sealedSecret: sealSecret(strapi, server.secret) };
  if (stored !== null) return stored;
  // Sending without a login is a legitimate set-up (a relay on the same host); reading never is.
  if (name === 'smtp' && server.user === '') return withoutSecret(server);
  throw new SecretRequired(name);
}

function authorizationAfter(entered: EnteredMailbox, stored: Mailbox | null): Authorization {
  if (entered.authentication === 'password') return 'unused';
  return hasGrantFor(entered, stored) ? 'kept' : 'needed';
}

type SignInSettings = Pick<EnteredMailbox, 'oauthProvider' | ServerName> & CertificateTrust;

/** Whether the stored grant may be used with what was entered: same provider, and no server that it was not given for. */
function hasGrantFor(entered: SignInSettings, stored: Mailbox | null): boolean {
  if (stored?.authentication !== 'oauth2' || stored.oauthGrantedAt === null) return false;
  const isKnown = (name: ServerName): boolean => {
    const server = entered[name];
    return server === null || (isSameServer(server, stored[name]) && isSameTrust(server, entered, stored));
  };
  return entered.oauthProvider === stored.oauthProvider && isKnown('imap') && isKnown('smtp');
}

/** What is to be tested; secrets that are not entered are those of the stored mailbox. */
export interface EnteredTest extends CertificateTrust {
  readonly authentication: Authentication;
  readonly oauthProvider: string | null;
  readonly imap: EnteredServer | null;
  readonly smtp: EnteredServer | null;
}

/**
 * What to test a connection with.
 * @throws SecretRequired, SignInRequired, MailboxError when the stored secret cannot be opened or no token is to be had
 */
export async function settingsToTest(
  strapi: Strapi,
  entered: EnteredTest,
  stored: Mailbox | null,
): Promise<{ readonly imap: ImapSettings | null; readonly smtp: ImapSettings | null }> {
  const { certificateAuthority, certificateFingerprint } = entered;
  const policy = await connectionPolicyOf(strapi);
  const settings = async (name: ServerName): Promise<ImapSettings | null> => {
    const server = entered[name];
    if (server === null) return null;
    const { host, port, security, user } = server;
    const credentials = await credentialsToTest(strapi, name, server, entered, stored);
    return { host, port, policy, security, user, credentials, certificateAuthority, certificateFingerprint };
  };
  return { imap: await settings('imap'), smtp: await settings('smtp') };
}

async function credentialsToTest(
  strapi: Strapi,
  name: ServerName,
  server: EnteredServer,
  entered: EnteredTest,
  stored: Mailbox | null,
): Promise<Credentials> {
  if (name === 'smtp' && server.user === '') return { kind: 'password', secret: '' };
  if (entered.authentication === 'oauth2') {
    if (stored === null || !hasGrantFor(entered, stored)) throw new SignInRequired();
    return { kind: 'oauth2', ...(await accessTokenOf(strapi, stored)) };
  }
  if (server.secret !== undefined) return { kind: 'password', secret: server.secret };
  const known = reusable(name, server, entered, stored);
  if (known === null) throw new SecretRequired(name);
  return { kind: 'password', secret: openSecret(strapi, known.sealedSecret) };
}

/** The stored server if its secret may be used for the entered one. */
function reusable(
  name: ServerName,
  server: EnteredServer,
  entered: CertificateTrust,
  stored: Mailbox | null,
): SealedServer | null {
  const known = stored?.[name] ?? null;
  if (stored === null || known === null || known.sealedSecret === null) return null;
  return isSameServer(server, known) && isSameTrust(server, entered, stored) ? known : null;
}

const isSameServer = (entered: EnteredServer, stored: SealedServer | null): boolean =>
  entered.host === stored?.host &&
  entered.port === stored.port &&
  entered.security === stored.security &&
  entered.user === stored.user;

/** Another authority or fingerprint makes another server of the same name; without TLS nothing is vouched for. */
const isSameTrust = (
  { security }: EnteredServer,
  entered: CertificateTrust,
  stored: CertificateTrust,
): boolean =>
  security === 'none' ||
  (entered.certificateAuthority.trim() === stored.certificateAuthority.trim() &&
    entered.certificateFingerprint === stored.certificateFingerprint);
