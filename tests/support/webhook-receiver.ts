/**
 * An app that is told by webhooks: a local HTTP server that verifies signatures with the library for receivers and keeps what
 * it got. It answers as it is told to.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { LOOPBACK } from './free-port';
import { waitUntil } from './wait-until';

export interface ReceivedEvent {
  readonly id: string;
  readonly event: string;
  readonly createdAt: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** `hang`: no answer comes */
export type ReceiverAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'hang';

export interface WebhookReceiver {
  readonly url: string;
  readonly port: number;
  /** What it got with a good signature, in the order of arrival, whatever it answered. */
  readonly received: readonly ReceivedEvent[];
  /** Requests without a good signature. */
  readonly refused: readonly string[];
  /** Verified with this from now on. */
  secret: string;
  /** 204 unless set. */
  answer: ReceiverAnswer;
  waitFor(event: string, count?: number, timeout?: number): Promise<readonly ReceivedEvent[]>;
  stop(): Promise<void>;
}

/** @param port of an earlier receiver, to end that one's outage */
export async function startWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const received: ReceivedEvent[] = [];
  const refused: string[] = [];
  const respond = (response: ServerResponse): void => {
    if (receiver.answer === 'hang') return;
    const { status, headers = {}, body = '' } = receiver.answer;
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      try {
        const message = new Webhook(receiver.secret).verify(body, request.headers as Record<string, string>);
        received.push({ ...(message as ReceivedEvent), path: request.url ?? '', headers: request.headers });
      } catch (error) {
        refused.push(error instanceof Error ? error.message : 'unknown');
      }
      respond(response);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: listening } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    url: `http://${LOOPBACK}:${listening}/mailroom`,
    port: listening,
    received,
    refused,
    // Of nobody.
    secret: `whsec_${Buffer.from('nobody').toString('base64')}`,
    answer: { status: 204 },
    waitFor: (event, count = 1, timeout = 30_000) =>
      waitUntil(
        `${count} × ${event}`,
        () => {
          const found = received.filter((one) => one.event === event);
          return found.length >= count && found;
        },
        { timeout },
      ),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
