/**
 * One connection that waits for news of a folder by IDLE (RFC 2177; sync-engine §1.10). What it hears is a hint that
 * something has changed, never what: it reads no mail and changes nothing on the server.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { withImapSession, type ImapSettings } from './imap-session';
import { asMailboxError, MailboxError } from './mailbox-error';

/** Milliseconds a server has to answer when it is asked whether it is still there. */
const ANSWER = 15_000;
/** An IDLE that ends sooner, so many times in a row, is no waiting. */
const SHORT_IDLE = 1_000;
const SHORT_IDLES = 5;
/** Bytes; nothing that this connection asks for is long. */
const LARGEST_ANSWER = 1024 * 1024;

/** `arrived`: there is more mail; `changed`: mail has gone, or its flags are others */
export type PushHint = 'arrived' | 'changed';

export interface PushOptions {
  readonly folder: string;
  /** milliseconds after which IDLE is renewed, and the server shows that it is still there */
  readonly renewal: number;
  readonly signal: AbortSignal;
  /** The connection waits from now on. What came before may not have been told. */
  readonly onWaiting: () => void;
  readonly onHint: (hint: PushHint) => void;
}

/**
 * Waits for news until `signal` aborts.
 *
 * @returns `unsupported` when the server cannot do that
 * @throws MailboxError when the connection fails or goes silent
 */
export function waitForNews(settings: ImapSettings, options: PushOptions): Promise<'ended' | 'unsupported'> {
  const session = {
    largestMessage: LARGEST_ANSWER,
    signal: options.signal,
    // Silence is what is expected here; asking is done by the renewal.
    quiet: options.renewal + 2 * ANSWER,
  };
  return withImapSession(settings, session, async (client) => {
    if (!client.capabilities.has('IDLE')) return 'unsupported';
    client.on('exists', () => options.onHint('arrived'));
    client.on('expunge', () => options.onHint('changed'));
    client.on('flags', () => options.onHint('changed'));
    await client
      .mailboxOpen(options.folder, { readOnly: true })
      .catch((error: unknown) => Promise.reject(asMailboxError(error, 'folder')));
    return idle(client, options);
  });
}

async function idle(client: ImapFlow, options: PushOptions): Promise<'ended' | 'unsupported'> {
  const { renewal, signal } = options;
  let short = 0;
  for (let first = true; !signal.aborted; first = false) {
    const since = Date.now();
    const idling = client.idle();
    if (first) options.onWaiting();
    const ended = await endedWithin(idling, renewal, signal);
    if (signal.aborted) break;
    if (ended !== null) {
      if (!client.usable) throw new MailboxError({ step: 'fetch', code: 'connection-lost', detail: 'IDLE' });
      if (ended.refused) return 'unsupported';
      short = Date.now() - since < SHORT_IDLE ? short + 1 : 0;
      if (short >= SHORT_IDLES) throw new MailboxError({ step: 'fetch', code: 'protocol', detail: 'IDLE' });
    }
    await requireAnswer(client, signal);
  }
  return 'ended';
}

/** @returns null when IDLE still goes on after that time, or the signal aborted */
async function endedWithin(
  idling: Promise<boolean | void>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<{ readonly refused: boolean } | null> {
  const timer = new AbortController();
  const over = AbortSignal.any([timer.signal, signal]);
  try {
    return await Promise.race([
      idling.then((answer) => ({ refused: answer === false })),
      sleep(milliseconds, null, { ref: false, signal: over }).catch(() => null),
    ]);
  } finally {
    timer.abort();
  }
}

/** A connection may be dead for hours without TCP noticing: only an answer shows that it is not. */
async function requireAnswer(client: ImapFlow, signal: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const answered = await Promise.race([
    client.noop().then(
      () => client.usable,
      () => false,
    ),
    sleep(ANSWER, false, { ref: false, signal: AbortSignal.any([timer.signal, signal]) }).catch(() => false),
  ]);
  timer.abort();
  if (!answered && !signal.aborted)
    throw new MailboxError({
      step: 'fetch',
      code: client.usable ? 'timeout' : 'connection-lost',
      detail: 'NOOP',
    });
}
