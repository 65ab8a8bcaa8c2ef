/**
 * A real OAuth2 provider (oidc-provider) for one test file, with rotating refresh tokens and token introspection, and
 * the browser of somebody who signs in there. It has one client, Mailroom, and takes whatever address is hinted at.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, LOOPBACK } from './free-port';
import { collectOutput, endChild } from './server-process';

interface Switches {
  /** seconds that access tokens live */
  readonly lifetime: number;
  /** what people agree to at the page: all, all but mail, or nothing */
  readonly consent: 'all' | 'without-mail' | 'none';
  /** `hold`: whoever asks whether a token is good waits until it is `answer` again */
  readonly introspection: 'answer' | 'hold';
  readonly token: 'answer' | 'fail';
}

export interface OAuthServer {
  /** Settings of Mailroom for a provider `loopback` that is this server. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** With credentials in it, as Dovecot wants it. */
  readonly introspectionUrl: string;
  set(switches: Partial<Switches>): Promise<void>;
  /** Token requests so far: `<grant type> <ok or error>`, or `unavailable`. */
  answered(): Promise<readonly string[]>;
  /** Withdraws everything that an account was given. */
  revoke(account: string): Promise<void>;
  /** Withdraws only the access tokens. */
  revokeAccess(account: string): Promise<void>;
  /** Resolves when somebody who asked for introspection is held. */
  held(): Promise<void>;
  /** Whether a token is good, and whose it is. */
  isTokenOf(account: string, token: string): Promise<boolean>;
  /** Goes through the provider's pages as a browser does. @returns where it leads back to */
  browse(url: string): Promise<string>;
  stop(): Promise<void>;
}

const SECRET = 'client-secret-of-the-tests';
const REDIRECTS = 10;

export async function startOAuthServer(): Promise<OAuthServer> {
  const port = await freePort();
  const origin = `http://${LOOPBACK}:${port}`;
  const child = fork(join(__dirname, 'oauth-server-process.mjs'), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: { PATH: process.env.PATH, OAUTH_PORT: String(port), OAUTH_SECRET: SECRET },
  });
  const output = collectOutput(child);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`No OAuth server:\n${output()}`)));
  await Promise.race([nextEvent('listening'), ended]);
  ended.catch(() => undefined);

  function nextEvent(name: string): Promise<void> {
    return new Promise((resolve) => {
      const listen = (message: { readonly event?: string }): void => {
        if (message.event !== name) return;
        child.off('message', listen);
        resolve();
      };
      child.on('message', listen);
    });
  }

  let last = 0;
  function call<Value>(command: string, input?: unknown): Promise<Value> {
    const id = (last += 1);
    return new Promise((resolve) => {
      const listen = (message: { readonly id?: number; readonly value?: unknown }): void => {
        if (message.id !== id) return;
        child.off('message', listen);
        resolve(message.value as Value);
      };
      child.on('message', listen);
      child.send({ id, command, input });
    });
  }

  return {
    settings: {
      providers: {
        loopback: {
          name: 'Loopback Mail',
          clientId: 'mailroom',
          clientSecret: SECRET,
          authorizationUrl: `${origin}/auth`,
          tokenUrl: `${origin}/token`,
          issuer: origin,
          scopes: ['mail', 'offline_access'],
        },
      },
    },
    introspectionUrl: `http://mail-server:${SECRET}@${LOOPBACK}:${port}/token/introspection`,
    set: (switches) => call('set', switches),
    answered: () => call('answered'),
    revoke: (account) => call('revoke', account),
    revokeAccess: (account) => call('revokeAccess', account),
    held: () => nextEvent('held'),
    isTokenOf: async (account, token) => {
      const response = await fetch(`${origin}/token/introspection`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`mail-server:${SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ token }),
      });
      const { active, sub } = (await response.json()) as { active: boolean; sub?: string };
      return active && sub === account;
    },
    browse: (url) => browse(origin, url),
    stop: () => endChild(child, 'SIGTERM'),
  };
}

/** Follows redirects with cookies until they lead to another origin. */
async function browse(origin: string, start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let step = 0; step < REDIRECTS; step += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    url = new URL(location, url).href;
    if (new URL(url).origin !== origin) return url;
  }
  throw new Error(`${REDIRECTS} redirects led nowhere`);
}

/** Opens the page that a provider leads back to, and says what it shows. */
export async function land(callback: string, language = 'en') {
  const response = await fetch(callback, { headers: { 'accept-language': language } });
  const html = await response.text();
  return { status: response.status, outcome: /data-outcome="([\w-]+)"/.exec(html)?.[1], html };
}
