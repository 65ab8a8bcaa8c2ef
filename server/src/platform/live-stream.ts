/** An answer that never ends: events for one open panel, as text/event-stream. What is sent, and to whom, is decided elsewhere. */
import { PassThrough, type Readable } from 'node:stream';

export interface EventStream {
  /** what the answer is made of */
  readonly body: Readable;
  /** Sends one event; a reader that does not keep up is dropped instead of being waited for. */
  send(event: object): void;
  /** Shows both sides, and whatever is between them, that the connection lives. */
  beat(): void;
  end(): void;
  /** Runs once, however it ends. */
  onEnd(run: () => void): void;
}

/** Bytes that may wait for a slow reader: some hundred hints. */
const MOST_WAITING = 64 * 1024;

/** Headers of the answer: nothing on its way may keep it, or wait for its end. */
export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/** @param drop closes the connection at once */
export function createEventStream(drop: () => void): EventStream {
  const body = new PassThrough({ highWaterMark: MOST_WAITING });
  // The connection's errors end it; there is nobody to tell.
  body.on('error', () => undefined);
  const write = (text: string): void => {
    if (body.destroyed || body.writableEnded) return;
    // Whoever comes back is given everything anew, so nothing is lost.
    if (body.write(text)) return;
    body.destroy();
    drop();
  };
  return {
    body,
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    beat: () => write(':\n\n'),
    end: () => body.end(),
    onEnd: (run) => void body.once('close', run),
  };
}
