/**
 * What our own receiving server found out about a mail's sender (RFC 8601), and how far its From can be believed.
 * Nothing is verified here: SPF, DKIM and DMARC need the connection and the DNS, which only that server had.
 */
import { addressKey, domainOf } from './addresses';
import { readResults, type AuthenticationField, type MethodResult } from './authentication-results';
import type { ParsedMessage } from './message';

/** Results of the methods, as the server wrote them (`pass`, `fail`, `softfail`, `none` …); null where it says nothing. */
export interface Authentication {
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  /** the name under which the server writes them (authserv-id, RFC 8601 §2.5); may be empty */
  readonly by: string;
  /** whether it is our own receiving server that says so, and not whoever sent the mail */
  readonly trusted: boolean;
}

export const MAIL_WARNINGS = [
  /** From is one of us, and our server did not find that one of us wrote it */
  'forged-colleague',
  /** answers go to another domain than the mail claims to come from (peers no. 28) */
  'reply-to-differs',
] as const;
export type MailWarning = (typeof MAIL_WARNINGS)[number];

type Authenticated = Pick<ParsedMessage, 'from' | 'authenticationResults' | 'authenticationResultsOnTop'>;

/** Whose words on authentication count. */
export interface ReceivingServer {
  /** names under which our server writes its results; empty: only results that nobody outside can have written count */
  readonly authservIds: readonly string[];
}

/** Nothing is known of the server: the position of its results decides. */
export const ANY_SERVER: ReceivingServer = { authservIds: [] };

/**
 * The results that count, or, when there are none, the newest that somebody wrote, marked as not trusted.
 *
 * Every host puts its fields above those it received (RFC 5321 §4.4). So the topmost field under our server's name is
 * our server's, as it removes foreign ones of that name (RFC 8601 §5). Where its name is not set, only fields above the
 * first Received field that stands for a delivery from outside are believed: the sender's stand below that.
 *
 * @returns null when the mail has no such field
 */
export function authenticationOf(message: Authenticated, server: ReceivingServer): Authentication | null {
  const found = fieldThatCounts(message, server);
  if (found === null) return null;
  const { field, trusted } = found;
  const fromDomain = domainOf(message.from?.address ?? '');
  return {
    spf: resultOf(field, 'spf'),
    dkim: dkimResult(field, fromDomain),
    dmarc: resultOf(field, 'dmarc'),
    by: field.by,
    trusted,
  };
}

interface Counted {
  readonly field: AuthenticationField;
  readonly trusted: boolean;
}

/** One server may write several fields, each with some of the methods; those of one name are read together. */
function fieldThatCounts(message: Authenticated, { authservIds }: ReceivingServer): Counted | null {
  const fields = fieldsOf(message);
  const names = authservIds.map((id) => id.toLowerCase());
  const isOurs = ({ by }: AuthenticationField, position: number): boolean =>
    names.length === 0
      ? position < message.authenticationResultsOnTop
      : names.some((name) => isNameOrBelow(by, name));
  const ours = fields.filter(isOurs);
  const [newest] = ours.length > 0 ? ours : fields;
  if (newest === undefined) return null;
  const sameServer = ours.length > 0 ? ours.filter(({ by }) => by === newest.by) : [newest];
  return {
    field: { by: newest.by, results: sameServer.flatMap(({ results }) => results) },
    trusted: ours.length > 0,
  };
}

/** By the fields as they are written: several questions are asked about each mail, and reading them costs more than all. */
const readBefore = new WeakMap<readonly string[], readonly AuthenticationField[]>();

function fieldsOf({ authenticationResults: written }: Authenticated): readonly AuthenticationField[] {
  const fields = readBefore.get(written) ?? written.map(readResults);
  readBefore.set(written, fields);
  return fields;
}

/** Large providers write the name of the machine; the name that is set may be the domain they all are in. */
const isNameOrBelow = (by: string, name: string): boolean =>
  by === name || (name !== '' && by.endsWith(`.${name}`));

const resultOf = (field: AuthenticationField, method: string): string | null =>
  field.results.find((result) => result.method === method)?.result ?? null;

/** A mail may have many signatures; one that passes for the domain of From says more than the others. */
function dkimResult({ results }: AuthenticationField, fromDomain: string): string | null {
  const signatures = results.filter(({ method }) => method === 'dkim');
  const best =
    signatures.find((signature) => signature.result === 'pass' && isAligned(signature, fromDomain)) ??
    signatures.find(({ result }) => result === 'pass') ??
    signatures[0];
  return best?.result ?? null;
}

const ALIGNING: Readonly<Record<string, readonly string[]>> = {
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom', 'smtp.helo'],
  dmarc: ['header.from'],
  auth: ['smtp.auth', 'smtp.mailfrom'],
};

/** Relaxed alignment (RFC 7489 §3.1), without a list of public suffixes: one domain is the other or lies in it. */
function isAligned({ method, properties }: MethodResult, fromDomain: string): boolean {
  if (fromDomain === '') return false;
  const named = (ALIGNING[method] ?? []).flatMap((name) => properties[name] ?? []);
  return named.some((value) => {
    const domain = value.includes('@') ? domainOf(value) : value.toLowerCase();
    if (!domain.includes('.')) return false;
    return domain === fromDomain || domain.endsWith(`.${fromDomain}`) || fromDomain.endsWith(`.${domain}`);
  });
}

/** Who belongs to us, by address key: mailboxes and users. */
export type IsOneOfUs = (addressKey: string) => boolean;

/**
 * Whether what the mail does may count as done by whom its From names (peers R17). Evidence against it is believed
 * whoever states it; evidence for it only from our own server. Without any evidence a customer is believed, and one of
 * us as well, since servers do not state results for mail that never left them.
 */
export function isTrustworthy(
  message: Authenticated,
  server: ReceivingServer,
  isOneOfUs: IsOneOfUs,
): boolean {
  const counted = fieldThatCounts(message, server);
  if (counted === null) return true;
  const { field, trusted } = counted;
  if (resultOf(field, 'dmarc') === 'fail') return false;
  if (!isOneOfUs(addressKey(message.from?.address ?? ''))) return true;
  return trusted ? provesFrom(field, message) : true;
}

/** Some method passed for the domain that From shows. */
function provesFrom({ results }: AuthenticationField, { from }: Authenticated): boolean {
  const domain = domainOf(from?.address ?? '');
  return results.some(
    (result) =>
      result.result === 'pass' &&
      (isAligned(result, domain) ||
        (result.method === 'dmarc' && result.properties['header.from'] === undefined)),
  );
}

/** What a reader should be told of the sender. */
export function warningsOf(
  message: Authenticated & Pick<ParsedMessage, 'replyTo'>,
  server: ReceivingServer,
  isOneOfUs: IsOneOfUs,
): readonly MailWarning[] {
  const sender = addressKey(message.from?.address ?? '');
  const forged = isOneOfUs(sender) && !isTrustworthy(message, server, isOneOfUs);
  return [
    ...(forged ? (['forged-colleague'] as const) : []),
    ...(replyLeadsElsewhere(message, isOneOfUs) ? (['reply-to-differs'] as const) : []),
  ];
}

/** Lists and contact forms set Reply-To to us or to one domain; only an answer that leaves From's domain is a surprise. */
function replyLeadsElsewhere(
  { from, replyTo }: Pick<ParsedMessage, 'from' | 'replyTo'>,
  isOneOfUs: IsOneOfUs,
): boolean {
  const fromDomain = domainOf(from?.address ?? '');
  if (fromDomain === '') return false;
  return replyTo.some(({ address }) => {
    const domain = domainOf(address);
    if (domain === '' || isOneOfUs(addressKey(address))) return false;
    return domain !== fromDomain && !domain.endsWith(`.${fromDomain}`) && !fromDomain.endsWith(`.${domain}`);
  });
}
