/**
 * Settings for an address, as far as they are known: by its domain, by what the domain says of itself, or by who receives
 * its mail. A guess for a form, never used by itself.
 */
import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';
import type { Authentication, ConnectionSecurity } from '../domain/connection';
import { MAIL_PROVIDERS, type MailProvider } from './server-table';
import { serversOfDomain, type ServiceRecord } from './service-records';

interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
}

export interface Suggestion {
  readonly provider: string;
  readonly imap: ServerAddress;
  readonly smtp: ServerAddress;
  readonly authentication: Authentication;
  readonly oauthProvider: string | null;
  readonly needsAppPassword: boolean;
}

export interface SuggestionSources {
  /** hosts that receive a domain's mail, in any order; may throw */
  readonly mailExchangers: (domain: string) => Promise<readonly string[]>;
  /** SRV records of a name; may throw */
  readonly serviceRecords: (name: string) => Promise<readonly ServiceRecord[]>;
  /** whether this installation has client id and secret for an OAuth2 provider */
  readonly canSignInAt: (oauthProvider: string) => boolean;
}

/** Milliseconds: a form must not wait for a name server that does not answer. */
const DNS_TIMEOUT = 3_000;

/** The domain's MX records (RFC 5321 §5.1). @throws when there are none or no name server answers in time */
export async function lookUpMailExchangers(domain: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT, tries: 1 });
  // With several name servers the timeout counts for each.
  const timer = setTimeout(() => resolver.cancel(), DNS_TIMEOUT);
  try {
    const records = await resolver.resolveMx(domain);
    return [...records].sort((left, right) => left.priority - right.priority).map(({ exchange }) => exchange);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns null when nothing is known; a name server that fails is no error */
export async function suggestServers(
  address: string,
  sources: SuggestionSources,
): Promise<Suggestion | null> {
  const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1)).toLowerCase();
  if (domain === '') return null;
  const byDomain = MAIL_PROVIDERS.find(({ domains }) => domains?.includes(domain) === true);
  if (byDomain !== undefined) return suggestionFrom(byDomain, sources);
  const [said, host] = await Promise.all([
    serversOfDomain(domain, sources.serviceRecords),
    hostOf(domain, sources),
  ]);
  // A host that we know is known with its way of signing in, of which records say nothing.
  if (host !== null) return suggestionFrom(host, sources);
  if (said === null) return null;
  return {
    provider: domain,
    ...said,
    authentication: 'password',
    oauthProvider: null,
    needsAppPassword: false,
  };
}

async function hostOf(domain: string, { mailExchangers }: SuggestionSources): Promise<MailProvider | null> {
  const exchangers = await mailExchangers(domain).catch(() => []);
  // The first one receives the mail; the others are often somebody else's, for emergencies.
  const [first] = exchangers.map((host) => host.toLowerCase().replace(/\.$/, ''));
  return first === undefined ? null : providerOfExchanger(first);
}

/** Several may fit (`mail.protection.outlook.com` and `olc.protection…`): the longest name says most. */
function providerOfExchanger(host: string): MailProvider | null {
  const fits = (name: string): boolean => host === name || host.endsWith(`.${name}`);
  let best: { readonly provider: MailProvider; readonly length: number } | null = null;
  for (const provider of MAIL_PROVIDERS) {
    for (const name of provider.exchangers ?? []) {
      if (fits(name) && name.length > (best?.length ?? 0)) best = { provider, length: name.length };
    }
  }
  return best?.provider ?? null;
}

function suggestionFrom(known: MailProvider, { canSignInAt }: SuggestionSources): Suggestion {
  const { provider, imap, smtp, oauthProvider, appPassword } = known;
  // Where an app password works too, it is of more use than a provider that nobody has configured.
  const signsIn = oauthProvider !== undefined && (canSignInAt(oauthProvider) || appPassword !== true);
  return {
    provider,
    imap,
    smtp,
    authentication: signsIn ? 'oauth2' : 'password',
    oauthProvider: signsIn ? oauthProvider : null,
    needsAppPassword: !signsIn && appPassword === true,
  };
}
