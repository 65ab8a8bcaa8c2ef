/**
 * What can go wrong between us and a mail server, as a step and a code that the panel can put into plain words.
 * The server's own words are kept as detail; options of a connection, which hold secrets, never are.
 */
import type { ConnectionProblem, ConnectionProblemCode, ConnectionStepName } from '../domain/connection';
import { singleLine, truncate } from '../domain/text';
import { HostNotAllowed } from '../platform/allowed-hosts/check';
import { StorageNotPrivate, StorageUnavailable } from '../platform/store/storage-errors';

export class MailboxError extends Error {
  /** @param retryAfter milliseconds before which the server does not want to be asked again; 0 when it did not say */
  constructor(
    readonly problem: ConnectionProblem,
    readonly retryAfter = 0,
  ) {
    super(`${problem.step}: ${problem.code}`);
    this.name = 'MailboxError';
  }
}

const BY_CODE: Readonly<Record<string, readonly [ConnectionStepName, ConnectionProblemCode]>> = {
  ENOTFOUND: ['dns', 'host-not-found'],
  EAI_AGAIN: ['dns', 'host-not-found'],
  EDNS: ['dns', 'host-not-found'],
  ECONNREFUSED: ['tcp', 'connection-refused'],
  EHOSTUNREACH: ['tcp', 'unreachable'],
  ENETUNREACH: ['tcp', 'unreachable'],
  EACCES: ['tcp', 'unreachable'],
  ETIMEDOUT: ['tcp', 'timeout'],
  ETIMEOUT: ['tcp', 'timeout'],
  CONNECT_TIMEOUT: ['tcp', 'timeout'],
  GREETING_TIMEOUT: ['tcp', 'timeout'],
  UPGRADE_TIMEOUT: ['tls', 'timeout'],
  CERT_HAS_EXPIRED: ['tls', 'certificate-expired'],
  CERT_NOT_YET_VALID: ['tls', 'certificate-expired'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls', 'certificate-not-trusted'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls', 'certificate-not-trusted'],
  CERT_SIGNATURE_FAILURE: ['tls', 'certificate-not-trusted'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls', 'certificate-not-trusted'],
  UNABLE_TO_GET_ISSUER_CERT: ['tls', 'certificate-not-trusted'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls', 'certificate-not-trusted'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['tls', 'certificate-wrong-host'],
  MissingServerExtension: ['tls', 'tls-not-offered'],
  STARTTLS_INJECTION: ['tls', 'tls-failed'],
  NotFound: ['folder', 'folder-missing'],
  EAUTH: ['login', 'login-refused'],
  ENOAUTH: ['login', 'login-refused'],
  ETHROTTLE: ['fetch', 'throttled'],
};

/** Fields that imapflow, nodemailer and Node put on their errors. */
interface ServerError extends Error {
  readonly code?: string;
  /** Node's code, where nodemailer has put one of its own in its place */
  readonly originalCode?: string;
  readonly response?: unknown;
  readonly responseText?: string;
  /** IMAP: NO or BAD */
  readonly responseStatus?: string;
  /** IMAP response code, RFC 5530 */
  readonly serverResponseCode?: string;
  /** SMTP reply code */
  readonly responseCode?: number;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  /** milliseconds that a throttling server asked for, and how many of them imapflow has waited already */
  readonly throttleReset?: number;
  readonly throttleWaited?: number;
}

/**
 * Translates an error of a library or socket.
 *
 * @param step what was being done when it was thrown, for errors that do not say
 */
export function asMailboxError(error: unknown, step: ConnectionStepName): MailboxError {
  if (error instanceof MailboxError) return error;
  if (error instanceof HostNotAllowed) {
    const { host, port } = error.destination;
    return new MailboxError({ step: 'dns', code: 'host-not-allowed', detail: `${host}:${port}` });
  }
  if (error instanceof StorageUnavailable || error instanceof StorageNotPrivate)
    return new MailboxError({ step: 'fetch', code: 'storage-unavailable', detail: error.message });
  const failure = (error instanceof Error ? error : new Error(String(error))) as ServerError;
  const [at, code] = problemOf(failure, step);
  return new MailboxError({ step: at, code, detail: detailOf(failure) }, retryAfterOf(failure));
}

/** A server that names a time longer than a day has said something else. */
const LONGEST_HINT = 24 * 60 * 60 * 1000;

/** What the server asks for: imapflow's reading of it, or Microsoft's words where it has none (sync-engine §1.10). */
function retryAfterOf(failure: ServerError): number {
  const said = /Backoff Time[:=\s]+(\d+)/i.exec(`${failure.responseText ?? ''} ${failure.message}`)?.[1];
  const asked = (failure.throttleReset ?? Number(said ?? 0)) - (failure.throttleWaited ?? 0);
  return Math.min(Math.max(asked, 0), LONGEST_HINT);
}

type Located = readonly [ConnectionStepName, ConnectionProblemCode];

function problemOf(failure: ServerError, step: ConnectionStepName): Located {
  if (refusesForNow(failure)) return ['login', 'throttled'];
  if (failure.authenticationFailed === true) return ['login', 'login-refused'];
  const code = failure.code ?? '';
  const known =
    BY_CODE[code] ?? BY_CODE[failure.originalCode ?? ''] ?? BY_CODE[codeInMessage(failure.message)];
  if (known !== undefined) return known;
  if (failure.tlsFailed === true || /^(ETLS|ERR_SSL|ERR_TLS|EPROTO$)/.test(code)) {
    const offered = !/STARTTLS|does not support/i.test(failure.message);
    return ['tls', offered ? 'tls-failed' : 'tls-not-offered'];
  }
  if (
    /NoConnection|EConnectionClosed|StateLogout|ClosedAfterConnect|ECONNRESET|EPIPE|ECONNECTION|ESOCKET/.test(
      code,
    )
  ) {
    return [step, 'connection-lost'];
  }
  // Only the server's own "no" says that a folder is missing; anything else may be over with the next try.
  return [step, step === 'folder' && failure.responseStatus !== undefined ? 'folder-missing' : 'protocol'];
}

/**
 * A login that was refused for a reason that passes: the server's own trouble, too many sessions. It says nothing of the
 * password, so it must not count towards giving up.
 */
function refusesForNow(failure: ServerError): boolean {
  const imap =
    failure.authenticationFailed === true &&
    /^(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)$/i.test(failure.serverResponseCode ?? '');
  const smtp = failure.code === 'EAUTH' && failure.responseCode !== undefined && failure.responseCode < 500;
  return imap || smtp;
}

/** Nodemailer wraps socket errors under a code of its own and keeps Node's in the message. */
function codeInMessage(message: string): string {
  const found = /\b(E[A-Z]{5,}|CERT_[A-Z_]+|SELF_SIGNED[A-Z_]*|DEPTH_ZERO[A-Z_]*|UNABLE_TO[A-Z_]+)\b/.exec(
    message,
  )?.[1];
  if (found !== undefined) return found;
  if (/certificate has expired/i.test(message)) return 'CERT_HAS_EXPIRED';
  if (
    /self[- ]signed certificate|unable to verify|signature failure|unable to get (local )?issuer/i.test(
      message,
    )
  )
    return 'SELF_SIGNED_CERT_IN_CHAIN';
  if (/does not match certificate|altname/i.test(message)) return 'ERR_TLS_CERT_ALTNAME_INVALID';
  return '';
}

function detailOf(failure: ServerError): string {
  const words =
    failure.responseText ?? (typeof failure.response === 'string' ? failure.response : failure.message);
  return truncate(singleLine(words), 500);
}
