/**
 * Requests that send or open something are handled once, however often they come: the header `Idempotency-Key` says which
 * are the same. What it came to is kept for a day, and a repeat gets the first answer.
 *
 * A process may die between the work and its record. The repeat then does the work again, so the work must find what it
 * has done: by `workKey`, which is the same for the same request, or by settling in its own transaction.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Strapi } from '../../data/database';
import {
  claimRequest,
  dropClaim,
  storeAnswer,
  type Claim,
  type RequestIdentity,
  type StoredAnswer,
} from '../../data/idempotency';
import { hashOf } from '../../domain/identity';
import { fieldErrors, uploads } from '../http';
import { callerKey, callerOf } from './caller';
import type { ContentContext } from './context';

const HEADER = 'Idempotency-Key';
/** Milliseconds after which a request whose process has died can be handled again. */
const CLAIM = 60_000;
/** Milliseconds that a repeat waits for the first one's answer. */
const PATIENCE = 10_000;

export interface KeyedRequest {
  /** the same for this request whenever it comes, and for no other; hex */
  readonly workKey: string;
  /** when it came first */
  readonly startedAt: Date;
  /** stores the answer already, in the transaction that does the work; for work that would not find what it has done */
  settle(answer: StoredAnswer): Promise<void>;
}

/**
 * Answers with what `work` comes to, or with what it came to before. What it throws is answered and not kept: the request
 * can be corrected and sent again with the same key.
 *
 * @throws ValidationError without a key, and whatever `work` throws
 */
export async function idempotent(
  strapi: Strapi,
  context: ContentContext,
  work: (request: KeyedRequest) => Promise<StoredAnswer>,
): Promise<void> {
  const identity = await identityOf(context);
  const claim = await waitForClaim(strapi, identity);
  switch (claim.kind) {
    case 'other-body':
      return context.unprocessableEntity(
        `Another request has been sent with this ${HEADER}. Make a new key for each request, and keep it only to repeat the same one.`,
      );
    case 'taken':
      context.set('Retry-After', '2');
      return context.conflict('The same request is being handled. Send it again in a moment.');
    case 'answered':
      context.set('Idempotency-Replayed', 'true');
      return answer(context, claim.answer);
    case 'mine':
      return answer(context, await done(strapi, claim, identity, work));
  }
}

const answer = (context: ContentContext, { status, body }: StoredAnswer): void => {
  context.status = status;
  context.body = body;
};

async function done(
  strapi: Strapi,
  claim: Extract<Claim, { kind: 'mine' }>,
  { keyHash, requestHash }: RequestIdentity,
  work: (request: KeyedRequest) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  try {
    const settle = (settled: StoredAnswer): Promise<void> => storeAnswer(strapi, claim.id, settled);
    const workKey = hashOf('request', keyHash, requestHash);
    const result = await work({ workKey, startedAt: claim.startedAt, settle });
    await settle(result);
    return result;
  } catch (error) {
    await dropClaim(strapi, claim).catch(() => undefined);
    throw error;
  }
}

async function waitForClaim(strapi: Strapi, identity: RequestIdentity): Promise<Claim> {
  const end = Date.now() + PATIENCE;
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    const now = new Date();
    const claim = await claimRequest(strapi, identity, now, new Date(now.getTime() + CLAIM));
    if (claim.kind !== 'taken' || now.getTime() >= end) return claim;
    await sleep(pause);
  }
}

async function identityOf(context: ContentContext): Promise<RequestIdentity> {
  const key = context.get(HEADER);
  if (!/^[\x21-\x7e]{8,100}$/.test(key))
    throw fieldErrors([
      {
        path: [HEADER],
        message:
          'Send this header with 8 to 100 printable characters, made once for each request and sent again when it is repeated; a UUID does well.',
      },
    ]);
  return {
    keyHash: hashOf(callerKey(callerOf(context)), context.method, context.path, key),
    requestHash: await bodyHash(context),
  };
}

/** Of the fields, in whatever order they come, and of the files' bytes. */
async function bodyHash(context: ContentContext): Promise<string> {
  const files: string[] = [];
  for (const part of Object.keys(context.request.files ?? {}))
    for (const { name, type, path } of uploads(context, part)) {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      files.push(JSON.stringify([part, name, type, hash.digest('hex')]));
    }
  return hashOf(JSON.stringify(ordered(context.request.body)), ...files.sort());
}

/** The same value with the keys of its objects in order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
