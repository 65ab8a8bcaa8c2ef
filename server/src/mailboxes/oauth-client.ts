/**
 * Speaks OAuth2 with a provider: authorization code with PKCE (RFC 6749 §4.1, RFC 7636) and refresh. The protocol is
 * oauth4webapi's; this file only says what we ask and what the answers mean to us. Stores nothing.
 */
import type * as OAuth from 'oauth4webapi';
import { singleLine, truncate } from '../domain/text';
import type { OAuthProvider } from './oauth-providers';

/** The package is ESM; the plugin is loaded by `require`, which not every Node 20 can do with it. */
const library = () => import('oauth4webapi');

/** What a provider gave. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** null: the provider does not say */
  readonly expiresAt: Date | null;
  /** null: what was asked for (RFC 6749 §5.1) */
  readonly scope: string | null;
  readonly issuedAt: Date;
}

/** Thrown when a provider does not give a token. */
export class OAuthFailure extends Error {
  constructor(
    readonly kind:
      /** somebody at the provider's page said no */
      | 'denied'
      /** the grant or the code is not valid, or not any more */
      | 'refused'
      /** no answer, or none that helps: trying again may */
      | 'unreachable',
    /** the provider's own words */
    readonly detail: string,
  ) {
    super(`OAuth2: ${kind}`);
    this.name = 'OAuthFailure';
  }
}

const TIMEOUT = 15_000;

/** What must come back unchanged (`state`), what only we know (`verifier`), and its hash (`challenge`, RFC 7636 §4). */
export async function newSecrets(): Promise<{
  readonly state: string;
  readonly verifier: string;
  readonly challenge: string;
}> {
  const oauth = await library();
  const verifier = oauth.generateRandomCodeVerifier();
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  return { state: oauth.generateRandomState(), verifier, challenge };
}

/** The address of the provider's page. @param address of the mailbox, so that the right account is offered there */
export function authorizationUrl(
  provider: OAuthProvider,
  { state, challenge }: { readonly state: string; readonly challenge: string },
  redirectUri: string,
  address: string,
): string {
  const url = new URL(provider.authorizationUrl);
  const parameters = {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: provider.scopes.join(' '),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    login_hint: address,
    ...provider.parameters,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** @param answer the query with which the provider led back. @throws OAuthFailure */
export function redeemCode(
  provider: OAuthProvider,
  answer: URLSearchParams,
  secrets: { readonly state: string; readonly verifier: string },
  redirectUri: string,
): Promise<TokenSet> {
  return asking(async () => {
    const oauth = await library();
    const { server, client, authentication, options } = await partiesOf(provider);
    const given = new URLSearchParams(answer);
    if (provider.issuer === null) given.delete('iss');
    const parameters = oauth.validateAuthResponse(server, client, given, secrets.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      redirectUri,
      secrets.verifier,
      options,
    );
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response));
  });
}

/** @throws OAuthFailure */
export function refreshTokens(provider: OAuthProvider, refreshToken: string): Promise<TokenSet> {
  return asking(async () => {
    const oauth = await library();
    const { server, client, authentication, options } = await partiesOf(provider);
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authentication,
      refreshToken,
      options,
    );
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
  });
}

async function partiesOf(provider: OAuthProvider) {
  const oauth = await library();
  const server: OAuth.AuthorizationServer = {
    issuer: provider.issuer ?? new URL(provider.tokenUrl).origin,
    authorization_endpoint: provider.authorizationUrl,
    token_endpoint: provider.tokenUrl,
  };
  const client: OAuth.Client = { client_id: provider.clientId };
  return {
    server,
    client,
    authentication: authenticationOf(oauth, provider),
    options: {
      signal: () => AbortSignal.timeout(TIMEOUT),
      // Only a provider on this very host may be spoken to in the clear; config.ts refuses others.
      [oauth.allowInsecureRequests]: provider.tokenUrl.startsWith('http:'),
    },
  };
}

function authenticationOf(
  oauth: typeof OAuth,
  { clientSecret, clientAuthentication }: OAuthProvider,
): OAuth.ClientAuth {
  if (clientSecret === null) return oauth.None();
  return clientAuthentication === 'basic'
    ? oauth.ClientSecretBasic(clientSecret)
    : oauth.ClientSecretPost(clientSecret);
}

function tokensOf(response: OAuth.TokenEndpointResponse): TokenSet {
  const issuedAt = new Date();
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? null,
    expiresAt:
      response.expires_in === undefined ? null : new Date(issuedAt.getTime() + response.expires_in * 1000),
    scope: response.scope ?? null,
    issuedAt,
  };
}

/** Errors that only a new sign-in can mend; the last three are Microsoft's and OpenID's. */
const REFUSALS = ['invalid_grant', 'interaction_required', 'consent_required', 'login_required'];

async function asking(request: () => Promise<TokenSet>): Promise<TokenSet> {
  try {
    return await request();
  } catch (error) {
    const { AuthorizationResponseError, ResponseBodyError } = await library();
    if (error instanceof AuthorizationResponseError) {
      const kind = error.error === 'access_denied' ? 'denied' : 'refused';
      throw new OAuthFailure(kind, words(error.error, error.error_description));
    }
    if (error instanceof ResponseBodyError)
      throw new OAuthFailure(
        REFUSALS.includes(error.error) ? 'refused' : 'unreachable',
        words(error.error, error.error_description),
      );
    throw new OAuthFailure('unreachable', causeOf(error));
  }
}

const words = (code: string, description: string | undefined): string =>
  truncate(singleLine(description === undefined ? code : `${code}: ${description}`), 500);

/** Never the request itself: it holds secrets. `fetch` says only "fetch failed" and keeps the reason as its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause as { readonly code?: unknown } | undefined;
  return words(typeof cause?.code === 'string' ? cause.code : error.message, undefined);
}
