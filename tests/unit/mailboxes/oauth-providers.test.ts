/** What is known of providers without asking them, and which configurations are refused at the start. */
import config from '../../../server/src/config';
import type { Strapi } from '../../../server/src/data/database';
import { authorizationUrl } from '../../../server/src/mailboxes/oauth-client';
import { grantOf, missingScopes } from '../../../server/src/mailboxes/oauth-grant';
import {
  callbackUrlOf,
  configuredProvider,
  providersOf,
  registerProviders,
  type OAuthProvider,
  type OAuthSettings,
} from '../../../server/src/mailboxes/oauth-providers';

const CLIENT = { clientId: 'client', clientSecret: 'secret' };
const CUSTOM = {
  ...CLIENT,
  authorizationUrl: 'https://id.mail.example/authorize',
  tokenUrl: 'https://id.mail.example/token',
  scopes: ['imap', 'smtp'],
};

function registered(settings: OAuthSettings): Strapi {
  const strapi = {} as Strapi;
  registerProviders(strapi, settings, 'https://cms.example/strapi/');
  return strapi;
}
function provider(id: string, settings: OAuthSettings['providers'][string]): OAuthProvider {
  const found = configuredProvider(registered({ providers: { [id]: settings } }), id);
  if (found === null) throw new Error(`${id} is not configured`);
  return found;
}

test('Google and Microsoft are there before they are configured, and need a secret; others need none', () => {
  const strapi = registered({
    providers: {
      google: { clientId: 'client', clientSecret: '' },
      mail: { ...CUSTOM, clientSecret: undefined },
    },
  });
  expect(providersOf(strapi).map(({ id, configured }) => [id, configured])).toEqual([
    ['google', false],
    ['microsoft', false],
    ['mail', true],
  ]);
  expect(configuredProvider(strapi, 'google')).toBeNull();
  expect(configuredProvider(strapi, 'unheard-of')).toBeNull();
  expect(configuredProvider(strapi, null)).toBeNull();
});

test('the way back begins with the public URL, or with that of the server', () => {
  expect(callbackUrlOf(registered({ providers: {} }))).toBe(
    'https://cms.example/strapi/mailroom/oauth/callback',
  );
  const strapi = registered({ publicUrl: 'https://admin.example', providers: {} });
  expect(callbackUrlOf(strapi)).toBe('https://admin.example/mailroom/oauth/callback');
});

test('the tenant of Microsoft is in both of its addresses', () => {
  const { authorizationUrl, tokenUrl } = provider('microsoft', { ...CLIENT, tenant: 'contoso.example' });
  expect(authorizationUrl).toBe('https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize');
  expect(tokenUrl).toBe('https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token');
  expect(provider('microsoft', CLIENT).tokenUrl).toContain('/common/');
});

test.each([
  ['google', CLIENT, { access_type: 'offline', prompt: 'consent', scope: 'https://mail.google.com/' }],
  [
    'microsoft',
    CLIENT,
    { scope: expect.stringMatching(/IMAP\.AccessAsUser\.All .*SMTP\.Send offline_access$/) },
  ],
  ['mail', CUSTOM, { scope: 'imap smtp' }],
])('%s is asked for lasting access to mail, of this address, with PKCE', (id, settings, expected) => {
  const secrets = { state: 'state', challenge: 'challenge' };
  const url = authorizationUrl(
    provider(id, settings),
    secrets,
    'https://cms.example/back',
    'us@shop.example',
  );
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'client',
    redirect_uri: 'https://cms.example/back',
    state: 'state',
    code_challenge: 'challenge',
    code_challenge_method: 'S256',
    login_hint: 'us@shop.example',
    ...expected,
  });
  expect(url).not.toContain('secret');
});

describe('a grant', () => {
  const issuedAt = new Date('2024-03-05T09:00:00Z');
  const tokens = {
    accessToken: 'a',
    refreshToken: 'r',
    expiresAt: new Date('2024-03-05T10:00:00Z'),
    scope: null,
    issuedAt,
  };

  test('is renewed after 80% of its lifetime, and keeps what is not said again', () => {
    const first = grantOf(provider('mail', CUSTOM), { ...tokens, scope: 'imap smtp' }, null);
    expect(first.refreshAt).toEqual(new Date('2024-03-05T09:48:00Z'));
    const renewed = grantOf(
      provider('mail', CUSTOM),
      { ...tokens, accessToken: 'b', refreshToken: null },
      first,
    );
    expect(renewed).toMatchObject({ accessToken: 'b', refreshToken: 'r', scope: 'imap smtp' });
    const eternal = grantOf(provider('mail', CUSTOM), { ...tokens, expiresAt: null }, null);
    expect(eternal).toMatchObject({ expiresAt: null, refreshAt: null });
  });

  test.each([
    [null, []],
    ['smtp imap email', []],
    ['imap', ['smtp']],
    ['', ['imap', 'smtp']],
  ])('for the scope %j lacks %j', (scope, missing) => {
    const mail = provider('mail', { ...CUSTOM, scopes: ['imap', 'smtp', 'offline_access'] });
    expect(missingScopes(mail, grantOf(mail, { ...tokens, scope }, null))).toEqual(missing);
  });
});

describe('the configuration', () => {
  const check = (providers: object) => () => config.validator({ ...config.default, oauth: { providers } });

  test('may name Google by client id and secret, and others with their endpoints', () => {
    expect(check({ google: CLIENT, mail: CUSTOM })).not.toThrow();
    expect(check({ mail: { ...CUSTOM, tokenUrl: 'http://127.0.0.1:4000/token' } })).not.toThrow();
  });

  test.each([
    ['endpoints that nobody knows', { mail: CLIENT }, /mail: needs authorizationUrl/],
    ['tokens in the clear', { mail: { ...CUSTOM, tokenUrl: 'http://id.mail.example/token' } }, /https/],
    ['a setting that does not exist', { google: { ...CLIENT, secret: 'x' } }, /secret/],
  ])('is refused with %s', (_, providers, words) => expect(check(providers)).toThrow(words));
});
