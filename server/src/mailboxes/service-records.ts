/**
 * What a domain itself says of its mail servers, by SRV records (RFC 6186; RFC 8314 §5.1 for submission over TLS). What is
 * made of it is a suggestion, which a person sees before anything is sent there.
 */
import { Resolver } from 'node:dns/promises';
import type { ConnectionSecurity } from '../domain/connection';

export interface ServiceRecord {
  readonly target: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
}

/** Encrypted from the start before encrypted later (RFC 8314 §3). */
const SERVICES = {
  imap: [
    ['_imaps', 'tls'],
    ['_imap', 'starttls'],
  ],
  smtp: [
    ['_submissions', 'tls'],
    ['_submission', 'starttls'],
  ],
} as const;

/** Milliseconds: a form must not wait for a name server that does not answer. */
const DNS_TIMEOUT = 3_000;

/** @throws when there are none or no name server answers in time */
export async function lookUpServices(name: string): Promise<readonly ServiceRecord[]> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT, tries: 1 });
  // With several name servers the timeout counts for each.
  const timer = setTimeout(() => resolver.cancel(), DNS_TIMEOUT);
  try {
    const records = await resolver.resolveSrv(name);
    return records.map(({ name: target, ...record }) => ({ target, ...record }));
  } finally {
    clearTimeout(timer);
  }
}

/** The IMAP and the submission server that a domain names; null unless it names both. */
export async function serversOfDomain(
  domain: string,
  records: (name: string) => Promise<readonly ServiceRecord[]>,
): Promise<{ readonly imap: ServerAddress; readonly smtp: ServerAddress } | null> {
  const serverOf = async (
    services: (typeof SERVICES)[keyof typeof SERVICES],
  ): Promise<ServerAddress | null> => {
    const found = await Promise.all(
      services.map(async ([service, security]) =>
        bestOf(await records(`${service}._tcp.${domain}`).catch(() => []), security),
      ),
    );
    return found.find((server) => server !== null) ?? null;
  };
  const [imap, smtp] = await Promise.all([serverOf(SERVICES.imap), serverOf(SERVICES.smtp)]);
  return imap === null || smtp === null ? null : { imap, smtp };
}

/** The lowest priority counts; of equal ones the heaviest (RFC 2782). A target of `.` says that there is no such service. */
function bestOf(records: readonly ServiceRecord[], security: ConnectionSecurity): ServerAddress | null {
  const [best] = [...records].sort(
    (left, right) => left.priority - right.priority || right.weight - left.weight,
  );
  const host = best?.target.toLowerCase().replace(/\.$/, '') ?? '';
  return best === undefined || host === '' ? null : { host, port: best.port, security };
}
