/**
 * What can go wrong between us and a mail server, as a step and a code that the panel can put into plain words.
 * The server's own words are kept as detail; options of a connection, which hold secrets, never are.
 */
import type { ConnectionProblem, ConnectionProblemCode, ConnectionStepName } from '../domain/connection';
import { singleLine, truncate } from '../domain/text';

export class MailboxError extends Error {
  constructor(readonly problem: ConnectionProblem) {
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
  EAUTH: ['login', 'login-refused'],
  ENOAUTH: ['login', 'login-refused'],
  ETHROTTLE: ['fetch', 'throttled'],
};

/** Fields that imapflow, nodemailer and Node put on their errors. */
interface ServerError extends Error {
  readonly code?: string;
  readonly response?: unknown;
  readonly responseText?: string;
  readonly authenticationFailed?: boolean;
  readonly cause?: unknown;
}

/**
 * Translates an error of a library or socket.
 *
 * @param step what was being done when it was thrown, for errors that do not say
 */
export function asMailboxError(error: unknown, step: ConnectionStepName): MailboxError {
  if (error instanceof MailboxError) return error;
  const failure = (error instanceof Error ? error : new Error(String(error))) as ServerError;
  const code = failure.code ?? '';
  const detail = detailOf(failure);
  if (failure.authenticationFailed === true)
    return new MailboxError({ step: 'login', code: 'login-refused', detail });
  const known = BY_CODE[code] ?? BY_CODE[codeInMessage(failure.message)];
  if (known !== undefined) return new MailboxError({ step: known[0], code: known[1], detail });
  if (code === 'ETLS' || /^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    const offered = !/STARTTLS|does not support/i.test(failure.message);
    return new MailboxError({ step: 'tls', code: offered ? 'tls-failed' : 'tls-not-offered', detail });
  }
  if (/NoConnection|EConnectionClosed|ClosedAfterConnect|ECONNRESET|EPIPE|ECONNECTION|ESOCKET/.test(code)) {
    return new MailboxError({ step, code: 'connection-lost', detail });
  }
  return new MailboxError({
    step,
    code: step === 'login' ? 'login-refused' : step === 'folder' ? 'folder-missing' : 'protocol',
    detail,
  });
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
