/** An open panel as the server sees it: listens to the stream of hints and keeps what it hears. */
import type { LiveEvent } from '../../server/src/api/contracts';
import { createEventReader } from '../../admin/src/live/event-reader';
import { waitUntil } from './wait-until';

export interface LivePanel {
  readonly status: number;
  readonly headers: Headers;
  /** everything heard so far, in its order */
  readonly events: readonly LiveEvent[];
  /** Waits for an event that was not heard when this was called first, unless `since` says from which on. */
  heard(what: string, is: (event: LiveEvent) => boolean, since?: number): Promise<LiveEvent>;
  /** Waits until the server ends it. @param timeout milliseconds */
  ended(timeout?: number): Promise<boolean>;
  close(): void;
}

/** @returns when the first event has been heard, or the server has refused */
export async function openPanel(url: string, token: string): Promise<LivePanel> {
  const controller = new AbortController();
  const response = await fetch(`${url}/mailroom/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: controller.signal,
  });
  const events: LiveEvent[] = [];
  let over = false;
  const listen = async (): Promise<void> => {
    const reader = createEventReader();
    const decoder = new TextDecoder();
    const body = response.body?.getReader();
    for (let chunk = await body?.read(); chunk?.done === false; chunk = await body?.read())
      for (const data of reader.push(decoder.decode(chunk.value, { stream: true })))
        events.push(JSON.parse(data) as LiveEvent);
  };
  if (response.ok)
    void listen()
      .catch(() => undefined)
      .finally(() => {
        over = true;
      });
  else {
    over = true;
    await response.body?.cancel();
  }
  const panel: LivePanel = {
    status: response.status,
    headers: response.headers,
    events,
    heard: (what, is, since = events.length) =>
      waitUntil(`a panel to hear of ${what}`, () => events.slice(since).find(is), { interval: 10 }),
    ended: (timeout = 60_000) => waitUntil('a stream to end', () => over, { timeout }),
    close: () => controller.abort(),
  };
  if (response.ok) await panel.heard('the beginning', ({ kind }) => kind === 'hello', 0);
  return panel;
}

/** Whether an event says that this case changed. */
export const tellsOf =
  (caseId: string) =>
  (event: LiveEvent): boolean =>
    event.kind === 'changed' && event.cases.includes(caseId);
