/**
 * Rows of OAuth2 sign-ins: grants of mailboxes, sealed, and sign-ins that have begun and not ended. Opens no secret.
 * Every change of a grant names the one it rests on, so that of two processes one wins and the other sees it.
 */
import type { ConnectionProblem } from '../domain/connection';
import { insertRows, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

interface MailboxRow {
  readonly id: number;
  readonly oauthGrant: string | null;
}

/** The sealed grant of a mailbox; null when nobody has signed in. */
export async function findGrant(strapi: Strapi, mailboxId: number): Promise<string | null> {
  const row = await rowsOf<MailboxRow>(strapi, UIDS.mailbox).findOne({
    select: ['id', 'oauthGrant'],
    where: { id: mailboxId },
  });
  return row?.oauthGrant ?? null;
}

/**
 * Stores what a sign-in gave; the mailbox is then due at once.
 * @returns false when the mailbox is gone, or does not sign in at this provider any more
 */
export async function storeSignIn(
  strapi: Strapi,
  mailboxId: number,
  provider: string,
  sealed: string,
): Promise<boolean> {
  const { count } = await rowsOf<MailboxRow>(strapi, UIDS.mailbox).updateMany({
    where: { id: mailboxId, authentication: 'oauth2', oauthProvider: provider },
    data: {
      oauthGrant: sealed,
      oauthGrantedAt: new Date(),
      state: 'unchecked',
      failures: 0,
      nextTryAt: null,
      problemStep: null,
      problemCode: null,
      problemDetail: null,
    },
  });
  return count === 1;
}

/** @returns false when the grant is not `previous` any more, and nothing was changed */
export async function replaceGrant(
  strapi: Strapi,
  mailboxId: number,
  previous: string,
  sealed: string,
): Promise<boolean> {
  const { count } = await rowsOf<MailboxRow>(strapi, UIDS.mailbox).updateMany({
    where: { id: mailboxId, oauthGrant: previous },
    data: { oauthGrant: sealed },
  });
  return count === 1;
}

/** Removes a grant that the provider has withdrawn, so that nobody tries it again, and says why. */
export async function withdrawGrant(
  strapi: Strapi,
  mailboxId: number,
  previous: string,
  problem: ConnectionProblem,
): Promise<void> {
  await rowsOf<MailboxRow>(strapi, UIDS.mailbox).updateMany({
    where: { id: mailboxId, oauthGrant: previous },
    data: {
      oauthGrant: null,
      oauthGrantedAt: null,
      state: 'needs-authorization',
      nextTryAt: null,
      problemStep: problem.step,
      problemCode: problem.code,
      problemDetail: problem.detail,
    },
  });
}

/** A sign-in that somebody has begun in the panel and must end at the provider. */
export interface SignInAttempt {
  readonly mailboxId: number;
  /** the admin user who began it */
  readonly userId: number;
  readonly provider: string;
  /** sealed PKCE verifier */
  readonly verifier: string;
  readonly expiresAt: Date;
}

type AttemptRow = Omit<SignInAttempt, 'expiresAt'> & { readonly id: number; readonly expiresAt: string };

/** @param stateHash sha256 of the state, so that a look into the database gives no state away */
export async function createAttempt(
  strapi: Strapi,
  stateHash: string,
  attempt: SignInAttempt,
): Promise<void> {
  await rowsOf(strapi, UIDS.authorizationAttempt).deleteMany({ where: { expiresAt: { $lt: new Date() } } });
  await insertRows(strapi, UIDS.authorizationAttempt, [{ ...attempt, stateHash }]);
}

/** Takes an attempt away: of several who come with one state, exactly one gets it. Null too when it has expired. */
export async function takeAttempt(strapi: Strapi, stateHash: string): Promise<SignInAttempt | null> {
  const rows = rowsOf<AttemptRow>(strapi, UIDS.authorizationAttempt);
  const row = await rows.findOne({ where: { stateHash } });
  if (row === null || (await rows.deleteMany({ where: { id: row.id } })).count !== 1) return null;
  const attempt = { ...row, expiresAt: new Date(row.expiresAt) };
  return attempt.expiresAt.getTime() > Date.now() ? attempt : null;
}
