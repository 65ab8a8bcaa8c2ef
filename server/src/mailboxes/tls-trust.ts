/**
 * Which certificate of a mail server is trusted: one that an authority vouches for, or exactly one, known by its
 * fingerprint. There is no "do not verify".
 */
import { TLSSocket } from 'node:tls';
import type { ConnectionSecurity } from '../domain/connection';
import { MailboxError } from './mailbox-error';

export interface CertificateTrust {
  /** PEM of private authorities, which then replace the public ones; may be empty */
  readonly certificateAuthority: string;
  /** sha256 of the one trusted certificate, lower-case hex; empty: trust is by authority */
  readonly certificateFingerprint: string;
}

/**
 * Options for `tls.connect`. With a fingerprint the handshake itself accepts any certificate, so whoever uses them must
 * call `requireTrusted` before anything confidential is written.
 */
export function tlsOptions({ certificateAuthority, certificateFingerprint }: CertificateTrust): {
  readonly minVersion: 'TLSv1.2';
  readonly ca?: string;
  readonly rejectUnauthorized?: false;
} {
  const minVersion = 'TLSv1.2';
  // A pinned certificate may be self-signed, expired or of another name: its fingerprint says that it is the one.
  if (certificateFingerprint !== '') return { minVersion, rejectUnauthorized: false };
  return certificateAuthority.trim() === '' ? { minVersion } : { minVersion, ca: certificateAuthority };
}

/**
 * Checks the certificate that a server has presented. Without a fingerprint the handshake has done so already; without
 * TLS there is none.
 *
 * @param socket as the library that opened it holds it
 * @throws MailboxError `certificate-fingerprint`, with the fingerprint that was presented as detail
 */
export function requireTrusted(
  socket: unknown,
  { certificateFingerprint, security }: CertificateTrust & { readonly security: ConnectionSecurity },
): void {
  if (certificateFingerprint === '' || security === 'none') return;
  const presented = socket instanceof TLSSocket ? fingerprintOf(socket) : '';
  if (presented !== certificateFingerprint)
    throw new MailboxError({ step: 'tls', code: 'certificate-fingerprint', detail: presented });
}

/** Empty when no certificate was presented. */
const fingerprintOf = (socket: TLSSocket): string =>
  // Node's types say that there always is one.
  ((socket.getPeerCertificate().fingerprint256 as string | undefined) ?? '')
    .replaceAll(':', '')
    .toLowerCase();
