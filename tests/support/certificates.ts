/** TLS certificates for loopback servers, signed by a throw-away certificate authority. */
import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

export type CertificateKind = 'valid' | 'expired' | 'wrong-host';

export interface ServerCertificate {
  /** PEM of the server's private key. */
  readonly key: string;
  /** PEM of the server's certificate. */
  readonly certificate: string;
  /** PEM of the authority a client must trust to accept it. */
  readonly certificateAuthority: string;
}

const DAY = 24 * 60 * 60 * 1000;
const KEY = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Each has a name of its own: of two authorities with one name, a client that trusts both would try only the first. */
function createAuthority(notBeforeDate: Date) {
  return generate([{ name: 'commonName', value: `Mailroom test authority ${randomUUID()}` }], {
    ...KEY,
    notBeforeDate,
    notAfterDate: new Date(Date.now() + 30 * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

/** A certificate for 127.0.0.1 and localhost; `expired` ended yesterday, `wrong-host` names another host. */
export async function createServerCertificate(kind: CertificateKind = 'valid'): Promise<ServerCertificate> {
  const notBeforeDate = new Date(Date.now() - 30 * DAY);
  const authority = await createAuthority(notBeforeDate);
  const wrongHost = kind === 'wrong-host';
  const server = await generate([{ name: 'commonName', value: wrongHost ? 'other.example' : 'localhost' }], {
    ...KEY,
    notBeforeDate,
    notAfterDate: new Date(Date.now() + (kind === 'expired' ? -DAY : 30 * DAY)),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: wrongHost
          ? [{ type: 2, value: 'other.example' }]
          : [
              { type: 2, value: 'localhost' },
              { type: 7, ip: '127.0.0.1' },
            ],
      },
    ],
    ca: { key: authority.private, cert: authority.cert },
  });
  return { key: server.private, certificate: server.cert, certificateAuthority: authority.cert };
}
