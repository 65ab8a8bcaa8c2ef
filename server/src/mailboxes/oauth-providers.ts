/**
 * Where accounts can sign in: Google and Microsoft, whose endpoints are known, and whatever the configuration names.
 * Speaks to nobody.
 */
import type { Strapi } from '../data/database';

/** One provider as an operator configures it (config.ts). */
export interface OAuthProviderSettings {
  readonly name?: string | undefined;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly tenant?: string | undefined;
  readonly issuer?: string | undefined;
  readonly authorizationUrl?: string | undefined;
  readonly tokenUrl?: string | undefined;
  readonly clientAuthentication?: ClientAuthentication | undefined;
  readonly scopes?: readonly string[] | undefined;
}

export interface OAuthSettings {
  readonly publicUrl?: string | undefined;
  readonly providers: Readonly<Record<string, OAuthProviderSettings>>;
}

/** Where the client secret goes in a token request (RFC 6749 §2.3.1). */
export type ClientAuthentication = 'post' | 'basic';

export interface OAuthProvider {
  readonly id: string;
  readonly name: string;
  /** false while client id or secret are missing */
  readonly configured: boolean;
  readonly clientId: string;
  /** null: a public client */
  readonly clientSecret: string | null;
  readonly clientAuthentication: ClientAuthentication;
  /** null: not known, and then not compared (RFC 9207) */
  readonly issuer: string | null;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  /** more of the authorization request */
  readonly parameters: Readonly<Record<string, string>>;
}

type BuiltIn = Pick<
  OAuthProvider,
  'name' | 'issuer' | 'authorizationUrl' | 'tokenUrl' | 'scopes' | 'parameters'
>;

/** https://developers.google.com/identity/protocols/oauth2/web-server, https://developers.google.com/gmail/imap/xoauth2-protocol */
const GOOGLE: BuiltIn = {
  name: 'Google',
  issuer: 'https://accounts.google.com',
  authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  scopes: ['https://mail.google.com/'],
  // Without both, a second sign-in gives no refresh token.
  parameters: { access_type: 'offline', prompt: 'consent' },
};

/** https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth */
const microsoft = (tenant: string): BuiltIn => ({
  name: 'Microsoft 365',
  // Its issuer names the directory that the user turns out to belong to.
  issuer: null,
  authorizationUrl: `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize`,
  tokenUrl: `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
  scopes: [
    'https://outlook.office.com/IMAP.AccessAsUser.All',
    'https://outlook.office.com/SMTP.Send',
    'offline_access',
  ],
  parameters: { prompt: 'select_account' },
});

const builtIn = (id: string, settings: OAuthProviderSettings | undefined): BuiltIn | null => {
  if (id === 'google') return GOOGLE;
  return id === 'microsoft' ? microsoft(settings?.tenant ?? 'common') : null;
};

/** What an operator need not say, by id. */
export const isBuiltIn = (id: string): boolean => builtIn(id, undefined) !== null;

function providerFrom(id: string, settings: OAuthProviderSettings | undefined): OAuthProvider {
  const known = builtIn(id, settings);
  const clientId = settings?.clientId ?? '';
  const clientSecret = settings?.clientSecret === '' ? null : (settings?.clientSecret ?? null);
  // Endpoints of one's own belong to an issuer of one's own.
  const issuer = settings?.authorizationUrl === undefined ? (known?.issuer ?? null) : null;
  return {
    id,
    name: settings?.name ?? known?.name ?? id,
    // Both of them give a server-side client a secret and insist on it; others may have public clients.
    configured: clientId !== '' && (known === null || clientSecret !== null),
    clientId,
    clientSecret,
    clientAuthentication: settings?.clientAuthentication ?? 'post',
    issuer: settings?.issuer ?? issuer,
    authorizationUrl: settings?.authorizationUrl ?? known?.authorizationUrl ?? '',
    tokenUrl: settings?.tokenUrl ?? known?.tokenUrl ?? '',
    scopes: settings?.scopes ?? known?.scopes ?? [],
    parameters: known?.parameters ?? parametersFor(settings?.scopes ?? []),
  };
}

/** Without it, offline access may be left out (OpenID Connect Core §11). */
const parametersFor = (scopes: readonly string[]): Readonly<Record<string, string>> =>
  scopes.includes('offline_access') ? { prompt: 'consent' } : {};

interface Registered {
  readonly providers: ReadonlyMap<string, OAuthProvider>;
  readonly callbackUrl: string;
}
const registered = new WeakMap<Strapi, Registered>();

/**
 * Makes the configured providers known; called once at the start.
 * @param serverUrl where browsers reach this Strapi, unless the settings say otherwise
 */
export function registerProviders(strapi: Strapi, settings: OAuthSettings, serverUrl: string): void {
  const ids = [...new Set(['google', 'microsoft', ...Object.keys(settings.providers)])];
  const base = (settings.publicUrl ?? serverUrl).replace(/\/+$/, '');
  registered.set(strapi, {
    providers: new Map(ids.map((id) => [id, providerFrom(id, settings.providers[id])])),
    callbackUrl: `${base}/mailroom/oauth/callback`,
  });
}

const registrationOf = (strapi: Strapi): Registered =>
  registered.get(strapi) ?? { providers: new Map(), callbackUrl: '' };

/** All providers, those without client id and secret too. */
export const providersOf = (strapi: Strapi): readonly OAuthProvider[] => [
  ...registrationOf(strapi).providers.values(),
];

/** The provider of this id if an account can sign in there. */
export function configuredProvider(strapi: Strapi, id: string | null): OAuthProvider | null {
  const provider = id === null ? undefined : registrationOf(strapi).providers.get(id);
  return provider?.configured === true ? provider : null;
}

/** The redirect URI that has to be entered at every provider. */
export const callbackUrlOf = (strapi: Strapi): string => registrationOf(strapi).callbackUrl;
