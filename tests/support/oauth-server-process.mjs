/**
 * The program that oauth-server.ts forks: oidc-provider on a loopback port, with one user who agrees to everything at
 * once, and switches for what providers do to their clients. Plain JavaScript, since the package is ESM.
 */
import { once } from 'node:events';
import Provider from 'oidc-provider';

const [port, secret] = [Number(process.env.OAUTH_PORT), process.env.OAUTH_SECRET];
const issuer = `http://127.0.0.1:${port}`;

/** What the test has set; see OAuthServer in oauth-server.ts. */
const settings = { lifetime: 3600, consent: 'all', introspection: 'answer', token: 'answer' };
/** Token requests that were answered, by grant type and outcome. */
const answered = [];
const grants = new Map();
/** Access tokens that are out, by account. */
const issued = new Map();
let release = () => {};

const client = (fields) => ({ client_secret: secret, response_types: [], grant_types: [], ...fields });

const provider = new Provider(issuer, {
  clients: [
    client({
      client_id: 'mailroom',
      application_type: 'native',
      // RFC 8252 §7.3: of a native client any loopback port will do.
      redirect_uris: ['127.0.0.1', 'localhost'].map((host) => `http://${host}/mailroom/oauth/callback`),
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
    }),
    client({
      client_id: 'mail-server',
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
    }),
  ],
  cookies: { keys: ['test'] },
  scopes: ['openid', 'offline_access', 'mail'],
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
  },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: {
    AccessToken: () => settings.lifetime,
    AuthorizationCode: 60,
    Grant: 86_400,
    Interaction: 600,
    RefreshToken: 86_400,
    Session: 600,
  },
});

provider.on('access_token.saved', (token) => {
  issued.set(token.accountId, [...(issued.get(token.accountId) ?? []), token]);
});

/** The user at the provider's page. */
async function interact(context) {
  const { prompt, params, session } = await provider.interactionDetails(context.req, context.res);
  const finish = (result) => provider.interactionFinished(context.req, context.res, result);
  context.respond = false;
  if (settings.consent === 'none')
    return finish({ error: 'access_denied', error_description: 'The user said no' });
  if (prompt.name === 'login') return finish({ login: { accountId: params.login_hint } });
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(settings.consent === 'all' ? 'mail offline_access' : 'offline_access');
  if (settings.consent !== 'all') grant.rejectOIDCScope('mail');
  const grantId = await grant.save();
  grants.set(session.accountId, [...(grants.get(session.accountId) ?? []), grantId]);
  return finish({ consent: { grantId } });
}

provider.use(async (context, next) => {
  if (context.path.startsWith('/interaction/')) return interact(context);
  if (context.path === '/token/introspection' && settings.introspection === 'hold') {
    const released = new Promise((resolve) => {
      release = resolve;
    });
    process.send({ event: 'held' });
    await released;
  }
  if (context.path === '/token' && settings.token === 'fail') {
    answered.push('unavailable');
    context.status = 503;
    context.body = 'down for maintenance';
    return;
  }
  await next();
  if (context.path === '/token')
    answered.push(`${context.oidc?.params?.grant_type} ${context.body?.error ?? 'ok'}`);
});

const commands = {
  set: (changes) => {
    Object.assign(settings, changes);
    if (settings.introspection === 'answer') release();
  },
  answered: () => answered,
  /** As when a user withdraws an app's access on the provider's page. */
  revoke: async (account) => {
    for (const id of grants.get(account) ?? []) {
      await (await provider.Grant.find(id))?.destroy();
      await provider.RefreshToken.revokeByGrantId(id);
      await provider.AccessToken.revokeByGrantId(id);
    }
  },
  /** As when only the tokens that are out are withdrawn; refreshing goes on. */
  revokeAccess: async (account) => {
    for (const token of issued.get(account) ?? []) await token.destroy();
  },
};

process.on('message', async ({ id, command, input }) => {
  const value = await commands[command](input);
  process.send({ id, value: value ?? null });
});
// The channel breaks when the test run dies.
process.once('disconnect', () => process.exit(1));

const server = provider.listen(port, '127.0.0.1');
await once(server, 'listening');
process.send({ event: 'listening' });
