/**
 * One stream of hints from the server, held as long as it is wanted: begun again when it ends, breaks or falls silent. By `fetch`,
 * since an EventSource cannot say who asks.
 */
import { reconnectDelay } from './back-off';
import { createEventReader } from './event-reader';
import type { LiveEvent } from '../../../server/src/api/contracts';

export interface StreamOptions {
  readonly url: string;
  readonly token: () => string | null;
  readonly onEvent: (event: LiveEvent) => void;
  /** told: hints come; unreachable: nobody answers */
  readonly onState: (state: { readonly told: boolean; readonly server: 'ok' | 'unreachable' }) => void;
  /** the token is not good any more: gets another, or leads to the login */
  readonly onSignedOut: () => Promise<unknown>;
}

/** Milliseconds without a sign of life after which a stream is given up: two of the server's are missing then. */
const SILENCE = 40_000;
const LOOK = 5_000;
/** Milliseconds until a server that refuses is asked again. */
const REFUSED = 60_000;
/** Attempts in a row before the server is said not to answer: a restart needs some. */
const PATIENT_ATTEMPTS = 2;

type Outcome = 'ended' | 'broken' | 'refused' | 'signed-out';

const isAway = (status: number): boolean => status >= 500 || status === 404 || status === 408;

/** @returns what ends it for good */
export function holdStream(options: StreamOptions): () => void {
  const { onState, onSignedOut } = options;
  const over = new AbortController();
  let wake: (() => void) | null = null;
  let current: AbortController | null = null;
  let heardAt = 0;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function read(attempt: AbortController): Promise<Outcome> {
    const response = await fetch(options.url, {
      headers: { authorization: `Bearer ${options.token() ?? ''}`, accept: 'text/event-stream' },
      signal: attempt.signal,
      cache: 'no-store',
    });
    if (response.status === 401) return 'signed-out';
    if (!response.ok || response.body === null) return isAway(response.status) ? 'broken' : 'refused';
    const events = createEventReader();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      heardAt = Date.now();
      if (done) return 'ended';
      for (const data of events.push(value)) options.onEvent(JSON.parse(data) as LiveEvent);
    }
  }

  async function hold(): Promise<void> {
    for (let failures = 0; !over.signal.aborted;) {
      const attempt = new AbortController();
      current = attempt;
      heardAt = Date.now();
      const outcome = await read(attempt).catch((): Outcome => 'broken');
      if (over.signal.aborted) return;
      failures = outcome === 'broken' ? failures + 1 : outcome === 'signed-out' ? 1 : 0;
      const isGone = outcome === 'broken' && failures > PATIENT_ATTEMPTS;
      onState({ told: false, server: isGone ? 'unreachable' : 'ok' });
      if (outcome === 'signed-out') await onSignedOut();
      await pause(outcome === 'refused' ? REFUSED : reconnectDelay(failures, Math.random()));
    }
  }

  /** After a sleep, or where the network has changed, a stream may be dead without having ended. */
  const look = (): void => {
    if (Date.now() - heardAt > SILENCE) current?.abort();
  };
  const onReturn = (): void => {
    look();
    wake?.();
  };
  const timer = setInterval(look, LOOK);
  window.addEventListener('online', onReturn);
  document.addEventListener('visibilitychange', onReturn);
  void hold();
  return () => {
    over.abort();
    current?.abort();
    wake?.();
    clearInterval(timer);
    window.removeEventListener('online', onReturn);
    document.removeEventListener('visibilitychange', onReturn);
  };
}
