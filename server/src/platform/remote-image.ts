/**
 * Fetches one picture of the web that a mail names, so that its sender sees this server and never the reader. Senders choose
 * the address: it is fetched only where everybody may connect, and nothing but a picture comes back. Which mail names it is
 * asked elsewhere.
 */
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import pLimit from 'p-limit';
import { typeOfImage } from '../domain/file-type';
import { imageSize, isOversized, isPixel } from '../domain/image-size';
import { checkedUrl, HostNotAllowed, type CheckedUrl } from './allowed-hosts/check';
import type { ConnectionPolicy } from './allowed-hosts/policy';
import { withinTime } from './within-time';

export type RemoteImage =
  | { readonly kind: 'image'; readonly type: string; readonly bytes: Buffer }
  /** seen by nobody: it is there to tell that the mail was opened */
  | { readonly kind: 'pixel' }
  | { readonly kind: 'failed'; readonly why: ImageFailure };

/** `not-allowed`: the address, or one that it leads on to; the others in their words. */
export type ImageFailure = 'not-allowed' | 'unreachable' | 'too-slow' | 'too-large' | 'not-a-picture';

export interface ImageLimits {
  /** milliseconds for everything, redirects included */
  readonly time: number;
  readonly bytes: number;
  readonly redirects: number;
}

const LIMITS: ImageLimits = { time: 10_000, bytes: 8 * 1024 * 1024, redirects: 4 };

/** Connections of this process for pictures at once: a mail full of slow ones must not take them all. */
const atOnce = pLimit(16);

class Failure extends Error {
  constructor(readonly why: ImageFailure) {
    super(why);
  }
}

/** @param policy which servers may be asked; private networks of mail servers must not be among them */
export function fetchImage(
  policy: ConnectionPolicy,
  address: string,
  limits: ImageLimits = LIMITS,
): Promise<RemoteImage> {
  return atOnce(async () => {
    const timeout = AbortSignal.timeout(limits.time);
    try {
      return pictureOf(await follow(policy, address, limits, timeout));
    } catch (error) {
      return { kind: 'failed', why: timeout.aborted ? 'too-slow' : reasonOf(error) };
    }
  });
}

function pictureOf(bytes: Buffer): RemoteImage {
  const type = typeOfImage(bytes);
  if (type === null) return { kind: 'failed', why: 'not-a-picture' };
  const size = imageSize(type, bytes);
  if (isPixel(size)) return { kind: 'pixel' };
  return isOversized(size) ? { kind: 'failed', why: 'too-large' } : { kind: 'image', type, bytes };
}

/** Every step is checked anew: a public address may lead on to one that is not. */
async function follow(
  policy: ConnectionPolicy,
  address: string,
  limits: ImageLimits,
  signal: AbortSignal,
): Promise<Buffer> {
  let next = address;
  for (let step = 0; step <= limits.redirects; step += 1) {
    const target = await withinTime(signal, checkedUrl(policy, next, 'pictures'));
    const response = await ask(target, signal);
    const { statusCode: status = 0, headers } = response;
    if (status >= 300 && status < 400 && headers.location !== undefined) {
      response.destroy();
      next = new URL(headers.location, target.url).href;
    } else if (status === 200) return readBody(response, limits.bytes);
    else {
      response.destroy();
      throw new Failure('unreachable');
    }
  }
  throw new Failure('unreachable');
}

/** Says nothing of who asks: no cookie, no page that it comes from, no name and password of the address. */
function ask({ url, lookup }: CheckedUrl, signal: AbortSignal): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  const headers = {
    accept: 'image/png,image/jpeg,image/gif,image/webp',
    'accept-encoding': 'identity',
    'user-agent': 'Mozilla/5.0 (compatible; Mailroom image proxy)',
  };
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return new Promise((resolve, reject) => {
    request(plain, { headers, lookup, signal, agent: false }, resolve).on('error', reject).end();
  });
}

async function readBody(response: IncomingMessage, most: number): Promise<Buffer> {
  // What is declared too large need not be read first.
  if (Number(response.headers['content-length'] ?? 0) > most) {
    response.destroy();
    throw new Failure('too-large');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Failure('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): ImageFailure {
  if (error instanceof Failure) return error.why;
  const isAddress = (error as Partial<NodeJS.ErrnoException> | null)?.code !== 'ERR_INVALID_URL';
  if (error instanceof HostNotAllowed || !isAddress) return 'not-allowed';
  return 'unreachable';
}
