/**
 * Signing in at a provider: begun in the panel, ended where the provider leads back to. The way back needs no cookie:
 * it proves itself by a state that is random, single-use, ten minutes old at most and bound to mailbox and admin.
 */
import { createHash } from 'node:crypto';
import type { Strapi } from '../data/database';
import { findMailbox, type Mailbox } from '../data/mailboxes';
import { createAttempt, storeSignIn, takeAttempt, type SignInAttempt } from '../data/oauth';
import { hastenAccount } from '../data/send-queue';
import { findUsers } from '../data/users';
import { openSecret, sealSecret } from './credentials';
import { authorizationUrl, newSecrets, OAuthFailure, redeemCode } from './oauth-client';
import { grantOf, missingScopes, sealGrant } from './oauth-grant';
import { callbackUrlOf, configuredProvider, type OAuthProvider } from './oauth-providers';

const LIFETIME = 10 * 60_000;

export type SignInOutcome =
  | {
      readonly kind: 'done';
      readonly provider: string;
      readonly address: string;
      readonly mailboxId: number;
      /** who began it */
      readonly userId: number;
    }
  /** unknown state: used already, too old, or never ours */
  | { readonly kind: 'expired' }
  /** somebody said no at the provider */
  | { readonly kind: 'denied'; readonly provider: string }
  /** the provider's answer is no, in its own words */
  | { readonly kind: 'refused'; readonly provider: string; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly provider: string; readonly detail: string }
  /** permissions that were not ticked */
  | { readonly kind: 'scope-missing'; readonly provider: string; readonly detail: string }
  /** no refresh token: it would be over within the hour */
  | { readonly kind: 'not-lasting'; readonly provider: string }
  /** the account, its provider or the admin are not what they were */
  | { readonly kind: 'account-changed' }
  /** our own fault, in the log */
  | { readonly kind: 'failed' };

const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex');

/**
 * Begins a sign-in.
 * @returns the address of the provider's page
 * @throws EncryptionKeyMissing
 */
export async function beginSignIn(
  strapi: Strapi,
  mailbox: Mailbox,
  provider: OAuthProvider,
  userId: number,
): Promise<string> {
  const secrets = await newSecrets();
  await createAttempt(strapi, hashOf(secrets.state), {
    mailboxId: mailbox.id,
    userId,
    provider: provider.id,
    verifier: sealSecret(strapi, secrets.verifier),
    expiresAt: new Date(Date.now() + LIFETIME),
  });
  return authorizationUrl(provider, secrets, callbackUrlOf(strapi), mailbox.address);
}

/** Ends a sign-in. @param answer the query with which the provider led back */
export async function completeSignIn(strapi: Strapi, answer: URLSearchParams): Promise<SignInOutcome> {
  const state = answer.get('state') ?? '';
  const attempt = state === '' ? null : await takeAttempt(strapi, hashOf(state));
  if (attempt === null) return { kind: 'expired' };
  const parties = await partiesOf(strapi, attempt);
  if (parties === null) return { kind: 'account-changed' };
  const { mailbox, provider } = parties;
  try {
    const secrets = { state, verifier: openSecret(strapi, attempt.verifier) };
    const tokens = await redeemCode(provider, answer, secrets, callbackUrlOf(strapi));
    const grant = grantOf(provider, tokens, null);
    const missing = missingScopes(provider, grant);
    if (missing.length > 0)
      return { kind: 'scope-missing', provider: provider.name, detail: missing.join(' ') };
    if (grant.refreshToken === null && grant.expiresAt !== null)
      return { kind: 'not-lasting', provider: provider.name };
    if (!(await storeSignIn(strapi, mailbox.id, provider.id, sealGrant(strapi, grant))))
      return { kind: 'account-changed' };
    await hastenAccount(strapi, mailbox.id);
    const { id: mailboxId, address } = mailbox;
    return { kind: 'done', provider: provider.name, address, mailboxId, userId: attempt.userId };
  } catch (error) {
    if (!(error instanceof OAuthFailure)) throw error;
    return { kind: error.kind, provider: provider.name, detail: error.detail };
  }
}

async function partiesOf(
  strapi: Strapi,
  { mailboxId, userId, provider: providerId }: SignInAttempt,
): Promise<{ readonly mailbox: Mailbox; readonly provider: OAuthProvider } | null> {
  const [mailbox, users] = await Promise.all([findMailbox(strapi, mailboxId), findUsers(strapi, [userId])]);
  const provider = configuredProvider(strapi, providerId);
  const isAsBefore = mailbox?.authentication === 'oauth2' && mailbox.oauthProvider === providerId;
  if (mailbox === null || provider === null || !isAsBefore || users.get(userId)?.active !== true) return null;
  return { mailbox, provider };
}
