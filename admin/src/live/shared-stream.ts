/**
 * One stream for all pages of a browser: whoever has the lock holds it and passes on what it hears; when that page closes, the next
 * takes over. Without locks (a panel without TLS) each page holds its own.
 */
import { changeLiveState, forgetLiveState, liveState, takeEvent, type LiveState } from './live-store';
import { holdStream, type StreamOptions } from './stream-connection';
import type { LiveEvent } from '../../../server/src/api/contracts';

type Message =
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'state'; readonly state: Partial<LiveState> }
  /** of a page that has just been opened */
  | { readonly kind: 'ask' };

export interface SharedStreamOptions extends Pick<StreamOptions, 'url' | 'token' | 'onSignedOut'> {
  /** pages of another user share nothing with this one */
  readonly userId: number;
  readonly onEvent: (event: LiveEvent) => void;
}

/** @returns what ends it for this page */
export function joinStream({ userId, onEvent, ...stream }: SharedStreamOptions): () => void {
  const name = `mailroom-live-${userId}`;
  const channel = new BroadcastChannel(name);
  const over = new AbortController();
  let leads = false;
  const hear = (event: LiveEvent): void => {
    takeEvent(event);
    onEvent(event);
  };
  const tell = (message: Message): void => channel.postMessage(message);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'ask' && leads) tell({ kind: 'state', state: liveState() });
    if (leads) return;
    if (data.kind === 'event') hear(data.event);
    if (data.kind === 'state') changeLiveState(data.state);
  };

  const lead = (): Promise<void> => {
    leads = true;
    const end = holdStream({
      ...stream,
      onEvent: (event) => {
        hear(event);
        tell({ kind: 'event', event });
      },
      onState: (state) => {
        changeLiveState(state);
        tell({ kind: 'state', state });
      },
    });
    return new Promise((resolve) => {
      over.signal.addEventListener('abort', () => {
        end();
        resolve();
      });
    });
  };

  if (navigator.locks === undefined) void lead();
  else {
    // Refused only when this page leaves while it waits for its turn.
    void navigator.locks.request(name, { signal: over.signal }, lead).catch(() => undefined);
    tell({ kind: 'ask' });
  }
  return () => {
    if (leads) tell({ kind: 'state', state: { told: false } });
    over.abort();
    channel.close();
    forgetLiveState();
  };
}
