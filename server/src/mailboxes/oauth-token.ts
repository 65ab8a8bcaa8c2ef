/**
 * The access token of a mailbox, renewed before it expires. However many ask at once, in however many processes, one
 * asks the provider and the others use what it stored; a rotated refresh token is committed before anybody uses the new
 * access token (sync-engine §1.11).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Strapi } from '../data/database';
import { releaseLease, takeLease } from '../data/leases';
import type { Mailbox } from '../data/mailboxes';
import { findGrant, replaceGrant, withdrawGrant } from '../data/oauth';
import type { ConnectionProblemCode } from '../domain/connection';
import { MailboxError } from './mailbox-error';
import { OAuthFailure, refreshTokens } from './oauth-client';
import { grantOf, openGrant, sealGrant, type Grant } from './oauth-grant';
import { configuredProvider, type OAuthProvider } from './oauth-providers';

export interface AccessToken {
  readonly accessToken: string;
  /** a session must not go on after it; null: does not expire */
  readonly expiresAt: Date | null;
  /** Says that a server did not take the token; the next one who asks gets another. */
  readonly refused: () => Promise<void>;
}

interface StoredGrant {
  readonly sealed: string;
  readonly grant: Grant;
}

/** Milliseconds; more than one request to a provider may take. */
const LEASE = 30_000;
const PATIENCE = 45_000;
const POLL = 100;
/** Milliseconds; a token that has less to live is of no use for a new session. */
const TOO_SHORT = 5_000;

type Renewals = Map<number, Promise<StoredGrant>>;
const renewalsOf = new WeakMap<Strapi, Renewals>();

/** @throws MailboxError `authorization-missing`, `-refused`, `-unreadable` or `-unreachable` */
export async function accessTokenOf(
  strapi: Strapi,
  { id, oauthProvider }: Pick<Mailbox, 'id' | 'oauthProvider'>,
): Promise<AccessToken> {
  const stored = await loadGrant(strapi, id);
  const { sealed, grant } = isDue(stored.grant) ? await renewOnce(strapi, id, oauthProvider, stored) : stored;
  return {
    accessToken: grant.accessToken,
    expiresAt: grant.expiresAt,
    refused: async () => {
      if (grant.refreshToken === null) return;
      const now = new Date();
      await replaceGrant(strapi, id, sealed, sealGrant(strapi, { ...grant, refreshAt: now, expiresAt: now }));
    },
  };
}

const isDue = ({ refreshAt }: Grant): boolean => refreshAt !== null && refreshAt.getTime() <= Date.now();
const isAlive = ({ expiresAt }: Grant): boolean =>
  expiresAt === null || expiresAt.getTime() > Date.now() + TOO_SHORT;

async function loadGrant(strapi: Strapi, mailboxId: number): Promise<StoredGrant> {
  const sealed = await findGrant(strapi, mailboxId);
  if (sealed === null) throw problem('authorization-missing', '');
  try {
    return { sealed, grant: openGrant(strapi, sealed) };
  } catch {
    // The grant stays: with the key that it was sealed with it is good again.
    throw problem('authorization-unreadable', '');
  }
}

const problem = (code: ConnectionProblemCode, detail: string): MailboxError =>
  new MailboxError({ step: 'secret', code, detail });

/** All who ask in this process share one renewal. */
function renewOnce(
  strapi: Strapi,
  mailboxId: number,
  providerId: string | null,
  stale: StoredGrant,
): Promise<StoredGrant> {
  const renewals: Renewals = renewalsOf.get(strapi) ?? new Map();
  renewalsOf.set(strapi, renewals);
  const running = renewals.get(mailboxId);
  if (running !== undefined) return running;
  const renewal = renewOrGoOn(strapi, mailboxId, providerId, stale).finally(() => renewals.delete(mailboxId));
  renewals.set(mailboxId, renewal);
  return renewal;
}

/** A provider that is away for a moment does no harm while the token still lives. */
async function renewOrGoOn(
  strapi: Strapi,
  mailboxId: number,
  providerId: string | null,
  stale: StoredGrant,
): Promise<StoredGrant> {
  try {
    return await renewUnderLease(strapi, mailboxId, providerId, stale);
  } catch (error) {
    const isAway = error instanceof MailboxError && error.problem.code === 'authorization-unreachable';
    if (isAway && isAlive(stale.grant)) return stale;
    throw error;
  }
}

async function renewUnderLease(
  strapi: Strapi,
  mailboxId: number,
  providerId: string | null,
  stale: StoredGrant,
): Promise<StoredGrant> {
  const name = `oauth:${mailboxId}`;
  const giveUpAt = Date.now() + PATIENCE;
  for (;;) {
    const token = await takeLease(strapi, name, LEASE);
    try {
      // Whoever held the lease before may have renewed it.
      const current = await loadGrant(strapi, mailboxId);
      if (current.sealed !== stale.sealed && !isDue(current.grant)) return current;
      if (token !== null) return await renew(strapi, mailboxId, providerId, current);
    } finally {
      if (token !== null) await releaseLease(strapi, name, token);
    }
    if (Date.now() > giveUpAt) throw problem('authorization-unreachable', 'Another process is asking');
    await sleep(POLL);
  }
}

async function renew(
  strapi: Strapi,
  mailboxId: number,
  providerId: string | null,
  { sealed, grant }: StoredGrant,
): Promise<StoredGrant> {
  const provider = configuredProvider(strapi, providerId);
  if (provider === null)
    throw problem('authorization-unreachable', `The provider ${providerId} is not configured`);
  const renewed = grantOf(provider, await ask(strapi, mailboxId, provider, { sealed, grant }), grant);
  const resealed = sealGrant(strapi, renewed);
  if (await replaceGrant(strapi, mailboxId, sealed, resealed)) return { sealed: resealed, grant: renewed };
  // Somebody signed in again meanwhile; that grant is the newer one.
  return loadGrant(strapi, mailboxId);
}

async function ask(
  strapi: Strapi,
  mailboxId: number,
  provider: OAuthProvider,
  { sealed, grant }: StoredGrant,
) {
  try {
    if (grant.refreshToken === null) throw new OAuthFailure('refused', 'The provider gave no refresh token');
    return await refreshTokens(provider, grant.refreshToken);
  } catch (error) {
    if (!(error instanceof OAuthFailure)) throw error;
    if (error.kind === 'unreachable') throw problem('authorization-unreachable', error.detail);
    const refusal = problem('authorization-refused', error.detail);
    await withdrawGrant(strapi, mailboxId, sealed, refusal.problem);
    throw refusal;
  }
}
