/** A grant as it is stored, sealed, with a mailbox: what the provider gave, and when it is to be renewed. Does no I/O. */
import type { Strapi } from '../data/database';
import { openSecret, sealSecret } from './credentials';
import type { TokenSet } from './oauth-client';
import type { OAuthProvider } from './oauth-providers';

export interface Grant {
  readonly accessToken: string;
  /** null: the access token does not expire */
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
  /** from here on a new access token is asked for, though the old one still works */
  readonly refreshAt: Date | null;
  readonly scope: string;
}

/** Share of an access token's lifetime after which it is renewed (sync-engine §1.11). */
const REFRESH_AFTER = 0.8;

/** @param previous the grant that was renewed: what the provider does not repeat stays */
export function grantOf(provider: OAuthProvider, tokens: TokenSet, previous: Grant | null): Grant {
  const { expiresAt, issuedAt } = tokens;
  const lifetime = expiresAt === null ? 0 : expiresAt.getTime() - issuedAt.getTime();
  return {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? previous?.refreshToken ?? null,
    expiresAt,
    refreshAt: expiresAt === null ? null : new Date(issuedAt.getTime() + lifetime * REFRESH_AFTER),
    scope: tokens.scope ?? previous?.scope ?? provider.scopes.join(' '),
  };
}

/** Scopes that give no access to mail, and that providers do not repeat in their answers. */
const NOT_OF_MAIL = new Set(['offline_access', 'openid', 'email', 'profile']);

/** Scopes that were asked for and not given: people can untick them at the provider's page. */
export function missingScopes(provider: OAuthProvider, grant: Grant): readonly string[] {
  const given = new Set(grant.scope.toLowerCase().split(/\s+/));
  return provider.scopes.filter(
    (scope) => !NOT_OF_MAIL.has(scope.toLowerCase()) && !given.has(scope.toLowerCase()),
  );
}

/** @throws EncryptionKeyMissing */
export const sealGrant = (strapi: Strapi, grant: Grant): string => sealSecret(strapi, JSON.stringify(grant));

/** @throws MailboxError when the encryption key has changed since */
export function openGrant(strapi: Strapi, sealed: string): Grant {
  const stored = JSON.parse(openSecret(strapi, sealed)) as Omit<Grant, 'expiresAt' | 'refreshAt'> & {
    readonly expiresAt: string | null;
    readonly refreshAt: string | null;
  };
  const moment = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return { ...stored, expiresAt: moment(stored.expiresAt), refreshAt: moment(stored.refreshAt) };
}
