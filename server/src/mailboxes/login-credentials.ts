/** What a mailbox logs in with: its opened password, or an access token of its OAuth2 grant. */
import type { Strapi } from '../data/database';
import type { Mailbox, SealedServer } from '../data/mailboxes';
import { openSecret } from './credentials';
import type { MailboxError } from './mailbox-error';
import { accessTokenOf, type AccessToken } from './oauth-token';

export type Credentials =
  { readonly kind: 'password'; readonly secret: string } | ({ readonly kind: 'oauth2' } & AccessToken);

/** @throws MailboxError when there is nothing to log in with */
export async function credentialsOf(
  strapi: Strapi,
  mailbox: Mailbox,
  server: SealedServer,
): Promise<Credentials> {
  // Sending without a login is a legitimate set-up (a relay on the same host).
  if (server.user === '') return { kind: 'password', secret: '' };
  if (mailbox.authentication === 'oauth2')
    return { kind: 'oauth2', ...(await accessTokenOf(strapi, mailbox)) };
  return { kind: 'password', secret: openSecret(strapi, server.sealedSecret) };
}

/** A refused access token may have been revoked while its grant still stands, so the next login asks for another. */
export async function noteRefusal(credentials: Credentials, { problem }: MailboxError): Promise<void> {
  if (credentials.kind === 'oauth2' && problem.code === 'login-refused') await credentials.refused();
}
