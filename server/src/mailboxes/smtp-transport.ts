/**
 * Hands one finished message to an SMTP server and says what came of it. It never retries and never composes: bytes and
 * envelope are fixed by the outbox before the first attempt (invariant 4).
 */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { Strapi } from '../data/database';
import type { Mailbox } from '../data/mailboxes';
import type { ConnectionProblem } from '../domain/connection';
import { singleLine, truncate } from '../domain/text';
import { connectionPolicyOf } from '../platform/allowed-hosts/settings';
import type { ImapSettings } from './imap-session';
import { credentialsOf, noteRefusal } from './login-credentials';
import { asMailboxError, MailboxError } from './mailbox-error';
import { reachServer, serverName } from './reach-server';
import { requireTrusted, tlsOptions } from './tls-trust';

export type SmtpSettings = ImapSettings;

/**
 * How to send from a stored mailbox. With OAuth2 it may ask the provider for a new access token.
 * @throws MailboxError when it has no SMTP server or cannot log in
 */
export async function smtpSettingsOf(strapi: Strapi, mailbox: Mailbox): Promise<SmtpSettings> {
  if (mailbox.smtp === null) throw new MailboxError({ step: 'secret', code: 'secret-missing', detail: '' });
  const { host, port, security, user } = mailbox.smtp;
  const { certificateAuthority, certificateFingerprint } = mailbox;
  const credentials = await credentialsOf(strapi, mailbox, mailbox.smtp);
  const policy = await connectionPolicyOf(strapi);
  return { host, port, policy, security, user, credentials, certificateAuthority, certificateFingerprint };
}

export interface Envelope {
  /** empty: the null reverse-path, to which nothing comes back (RFC 5321 §4.5.5) */
  readonly from: string;
  /** where a server takes no null reverse-path from those who log in; absent: there is nothing else to try */
  readonly otherwiseFrom?: string;
  readonly to: readonly string[];
}

export interface RecipientAnswer {
  readonly address: string;
  readonly state: 'accepted' | 'deferred' | 'refused';
  readonly response: string;
}

export type SendOutcome =
  /** the server has the message for at least one recipient */
  | { readonly kind: 'accepted'; readonly response: string; readonly recipients: readonly RecipientAnswer[] }
  /** the server said no for good; `response` is its words */
  | { readonly kind: 'refused'; readonly response: string; readonly recipients: readonly RecipientAnswer[] }
  /**
   * taken for nobody, and trying again may help. `problem`: it was not about this message, the server could not be used at
   * all; without one, `recipients` says who was deferred and who was refused
   */
  | {
      readonly kind: 'deferred';
      readonly response: string;
      readonly problem: ConnectionProblem | null;
      readonly recipients: readonly RecipientAnswer[];
    }
  /** the whole message was handed over and no answer came: it may have been sent (RFC 1047) */
  | { readonly kind: 'uncertain'; readonly response: string };

/** Milliseconds. The answer to DATA may take ten minutes (RFC 5321 §4.5.3.2.6); giving up earlier makes duplicates. */
const TIMEOUTS = { greeting: 30_000, socket: 600_000 };

type SmtpError = Error & {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly rejectedErrors?: readonly SmtpError[];
  readonly recipient?: string;
};
interface SendInfo {
  readonly accepted: readonly string[];
  readonly rejectedErrors?: readonly SmtpError[];
  readonly response: string;
}

/** Opens a connection and logs in, unless `signal` aborts. The caller closes it. @throws MailboxError */
export function connectSmtp(
  settings: SmtpSettings,
  onReady?: (step: 'connected') => void,
  signal?: AbortSignal,
): Promise<SMTPConnection> {
  return reachServer(settings, (address, patience) => {
    const connection = createConnection(settings, address, patience);
    return openConnection(connection, settings, onReady, signal);
  });
}

const createConnection = (settings: SmtpSettings, address: string, patience: number): SMTPConnection =>
  new SMTPConnection({
    host: address,
    ...serverName(settings.host),
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    tls: tlsOptions(settings),
    connectionTimeout: patience,
    greetingTimeout: TIMEOUTS.greeting,
    socketTimeout: TIMEOUTS.socket,
    logger: false,
  });

async function openConnection(
  connection: SMTPConnection,
  settings: SmtpSettings,
  onReady: ((step: 'connected') => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<SMTPConnection> {
  const hangUp = (): void => connection.close();
  signal?.addEventListener('abort', hangUp);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(closed()));
      connection.connect((error?: Error | null) => (error ? reject(error) : resolve()));
    });
    // nodemailer has no other way to its socket; nothing but greetings has been exchanged yet.
    requireTrusted((connection as unknown as { readonly _socket: unknown })._socket, settings);
    onReady?.('connected');
    connection.on('error', () => undefined);
    if (settings.user !== '') await login(connection, settings);
    return connection;
  } catch (error) {
    connection.close();
    throw asMailboxError(error, 'tcp');
  } finally {
    signal?.removeEventListener('abort', hangUp);
  }
}

const closed = (): Error => Object.assign(new Error('The connection was closed'), { code: 'ECONNECTION' });

async function login(connection: SMTPConnection, { user, credentials }: SmtpSettings): Promise<void> {
  const auth =
    credentials.kind === 'oauth2'
      ? { user, oauth2: new XOAuth2({ user, accessToken: credentials.accessToken }) }
      : { user, pass: credentials.secret };
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(closed()));
      connection.login(auth, (error?: Error | null) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    const failure = asMailboxError(error, 'login');
    await noteRefusal(credentials, failure);
    throw failure;
  }
}

/**
 * Sends one message once. Never throws: whatever happens is an outcome.
 *
 * @param open the message, asked for once when the server is ready; it is never held as a whole
 * @param signal ends the attempt while it surely has sent nothing; after that the server's answer is waited for
 */
export async function sendMessage(
  settings: SmtpSettings,
  envelope: Envelope,
  open: () => Promise<Readable>,
  signal?: AbortSignal,
): Promise<SendOutcome> {
  let connection: SMTPConnection;
  try {
    connection = await connectSmtp(settings, undefined, signal);
  } catch (error) {
    const { problem } = asMailboxError(error, 'tcp');
    return { kind: 'deferred', response: problem.detail, problem, recipients: [] };
  }
  const source = await open().catch(() => null);
  if (source === null) {
    connection.quit();
    return UNREADABLE;
  }
  const body = observedBody(source);
  const stop = (): void => (body.begun() ? undefined : connection.close());
  signal?.addEventListener('abort', stop);
  try {
    if (signal?.aborted) stop();
    const info = await sendAs(connection, envelope, body.stream);
    connection.quit();
    return {
      kind: 'accepted',
      response: words(info.response),
      recipients: answers(envelope, info.rejectedErrors ?? [], info.response),
    };
  } catch (error) {
    const failure = error as SmtpError;
    // In the middle of a message a QUIT would become part of it.
    if (failure.responseCode === undefined) connection.close();
    else connection.quit();
    if (body.broken()) return UNREADABLE;
    return outcomeOf(failure, envelope, refusedRecipients(connection), body.handedOver());
  } finally {
    signal?.removeEventListener('abort', stop);
    source.destroy();
  }
}

/** Only this mail is concerned; the folder of mails may be back with the next try. */
const UNREADABLE: SendOutcome = {
  kind: 'deferred',
  response: 'The stored mail cannot be read',
  problem: null,
  recipients: [],
};

interface ObservedBody {
  readonly stream: Readable;
  /** something of it may be on its way */
  readonly begun: () => boolean;
  /** all of it was taken from us: the final dot may have gone out, which nodemailer does not say */
  readonly handedOver: () => boolean;
  /** it could not be read to its end, so no final dot went out */
  readonly broken: () => boolean;
}

function observedBody(source: Readable): ObservedBody {
  const seen = { begun: false, handedOver: false, broken: false };
  async function* bytes(): AsyncGenerator<Uint8Array> {
    seen.begun = true;
    try {
      for await (const chunk of source) yield chunk as Uint8Array;
    } catch (error) {
      seen.broken = true;
      throw error;
    }
    seen.handedOver = true;
  }
  return {
    stream: Readable.from(bytes(), { objectMode: false }),
    begun: () => seen.begun,
    handedOver: () => seen.handedOver,
    broken: () => seen.broken,
  };
}

/** Nothing but MAIL FROM was said when it is refused: the same connection may say it again. */
async function sendAs(connection: SMTPConnection, envelope: Envelope, body: Readable): Promise<SendInfo> {
  const { from, otherwiseFrom } = envelope;
  try {
    return await send(connection, envelope, body);
  } catch (error) {
    const { command, responseCode = 0 } = error as SmtpError;
    if (from !== '' || otherwiseFrom === undefined || command !== 'MAIL FROM' || responseCode < 500)
      throw error;
    return send(connection, { ...envelope, from: otherwiseFrom }, body);
  }
}

function send(connection: SMTPConnection, envelope: Envelope, body: Readable): Promise<SendInfo> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(closed()));
    connection.send({ from: envelope.from, to: [...envelope.to] }, body, (error, info) =>
      error ? reject(error) : resolve(info as unknown as SendInfo),
    );
  });
}

function outcomeOf(
  error: SmtpError,
  envelope: Envelope,
  refusals: readonly SmtpError[],
  handedOver: boolean,
): SendOutcome {
  const response = words(error.response ?? error.message);
  if (error.responseCode === undefined) {
    if (handedOver) return { kind: 'uncertain', response };
    const { problem } = asMailboxError(error, 'tcp');
    return { kind: 'deferred', response, problem, recipients: [] };
  }
  const recipients = answers(envelope, error.rejectedErrors ?? refusals, response, error.responseCode);
  return recipients.every(({ state }) => state === 'refused')
    ? { kind: 'refused', response, recipients }
    : { kind: 'deferred', response, problem: null, recipients };
}

/**
 * What the server said to RCPT TO. nodemailer hands it over with a message that was taken and with one for which every
 * recipient was refused, but not with one that was refused or deferred after DATA.
 */
function refusedRecipients(connection: SMTPConnection): readonly SmtpError[] {
  const inside = connection as unknown as { _envelope?: { rejectedErrors?: readonly SmtpError[] } };
  return inside._envelope?.rejectedErrors ?? [];
}

/** One answer per recipient: those the server named, and for the others what it said of the whole message. */
function answers(
  envelope: Envelope,
  rejected: readonly SmtpError[],
  response: string,
  code = 250,
): readonly RecipientAnswer[] {
  return envelope.to.map((address) => {
    const refusal = rejected.find((error) => error.recipient === address);
    return refusal === undefined
      ? { address, state: stateAfter(code), response: words(response) }
      : {
          address,
          state: stateAfter(refusal.responseCode ?? code, TOO_MANY_RECIPIENTS),
          response: words(refusal.response ?? refusal.message),
        };
  });
}

/** Older servers say it so when there are too many recipients at once; the rest is to come later (RFC 5321 §4.5.3.1.10). */
const TOO_MANY_RECIPIENTS = 552;
/** It is about our order of commands, not about the message (nodemailer's `permanent` leaves it out too). */
const BAD_SEQUENCE = 503;

function stateAfter(code: number, ...passing: readonly number[]): RecipientAnswer['state'] {
  if (code < 300) return 'accepted';
  return code < 500 || code === BAD_SEQUENCE || passing.includes(code) ? 'deferred' : 'refused';
}

const words = (text: string): string => truncate(singleLine(text), 500);
