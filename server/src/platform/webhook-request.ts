/**
 * One signed request to a webhook (Standard Webhooks 1.0). It follows no redirect, keeps nothing of the answer but its status,
 * and connects only where the operator allows it. When it is made, and what its answer means, is decided elsewhere.
 */
import http from 'node:http';
import https from 'node:https';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Strapi } from '../data/database';
import type { DeliveryAnswer } from '../domain/webhook';
import { checkedUrl, HostNotAllowed, type CheckedUrl } from './allowed-hosts/check';
import { connectionPolicyOf } from './allowed-hosts/settings';
import { withinTime } from './within-time';

/** Milliseconds for a whole request, looking the host up included. */
const TIMEOUT = 10_000;

/** What a receiver gets; `id` is the same in every try. */
export interface WebhookMessage {
  readonly id: string;
  readonly event: string;
  readonly createdAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A new secret in the form that libraries of receivers take: 32 random bytes in base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * Posts a message to a webhook.
 * @param stop ends the request early, as when Strapi stops
 * @throws the reason of `stop`; every other failure is an answer
 */
export async function postToWebhook(
  strapi: Strapi,
  { url, secret }: { readonly url: string; readonly secret: string },
  message: WebhookMessage,
  stop: AbortSignal,
): Promise<DeliveryAnswer> {
  const timeout = AbortSignal.timeout(TIMEOUT);
  const signal = AbortSignal.any([stop, timeout]);
  try {
    const target = await withinTime(
      signal,
      connectionPolicyOf(strapi).then((policy) => checkedUrl(policy, url)),
    );
    return await post(target, signedRequest(secret, message, new Date()), signal);
  } catch (error) {
    stop.throwIfAborted();
    return { kind: 'unanswered', problem: problemOf(error, timeout.aborted) };
  }
}

interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Id, moment and body are signed together, so that no old request can be sent again (Standard Webhooks, "Signature scheme"). */
export function signedRequest(secret: string, message: WebhookMessage, now: Date): SignedRequest {
  const { id, event, createdAt, data } = message;
  const body = JSON.stringify({ id, event, createdAt: createdAt.toISOString(), data });
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Mailroom-Webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    },
  };
}

function post(
  { url, lookup }: CheckedUrl,
  { body, headers }: SignedRequest,
  signal: AbortSignal,
): Promise<DeliveryAnswer> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers, lookup, signal, agent: false }, (response) => {
      const { statusCode: status = 0 } = response;
      // Nobody reads what else it says, however much that is.
      response.on('error', () => undefined);
      response.destroy();
      resolve({ kind: 'answered', status, retryAfterMs: retryAfter(response.headers['retry-after']) });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Seconds or a date (RFC 9110 §10.2.3); what is neither says nothing. */
function retryAfter(value: string | undefined): number | null {
  if (value === undefined) return null;
  const milliseconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no host of this name.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  ECONNREFUSED: 'The host refused the connection.',
  ECONNRESET: 'The connection was closed before an answer came.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
  ETIMEDOUT: 'The host did not answer in time.',
};

/** What hindered the request, without anything that the receiver wrote. */
function problemOf(error: unknown, timedOut: boolean): string {
  if (timedOut) return `No answer came within ${TIMEOUT / 1000} seconds.`;
  if (error instanceof HostNotAllowed)
    return 'Mailroom may not connect to this address. Ask who runs the server to allow it.';
  const code = (error as Partial<NodeJS.ErrnoException> | null)?.code ?? '';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return `The certificate of the host is not accepted (${code}).`;
  return (
    WORDS[code] ?? (/^[A-Z0-9_]{2,60}$/.test(code) ? `The request failed (${code}).` : 'The request failed.')
  );
}
