/**
 * Our files in an upload provider: put there from a file, read back by a signed URL, removed. Which files are there is the
 * register's business; providers cannot list theirs.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { RemoteAddress } from '../../domain/file-register';
import { withinTime } from '../within-time';
import { FileMissing, StorageNotPrivate, StorageUnavailable } from './storage-errors';
import type { ProviderFile, UploadProvider } from './upload-provider';

export interface RemoteFiles {
  /** Resolves when the provider has all of it. @throws StorageUnavailable, StorageNotPrivate */
  put(name: string, file: string, size: number): Promise<RemoteAddress>;
  /** @throws FileMissing, StorageUnavailable */
  open(name: string, address: RemoteAddress, size: number): Promise<Readable>;
  /** What is not there is removed. @throws StorageUnavailable */
  remove(name: string, address: RemoteAddress): Promise<void>;
}

/** Milliseconds for a provider to answer, and for each byte of a slow line (64 KB a second). */
const PATIENCE = 30_000;
const PER_BYTE = 1 / 64;

const timeFor = (size: number): AbortSignal => AbortSignal.timeout(Math.ceil(PATIENCE + size * PER_BYTE));

/** @param prefix folder at the provider */
export function createRemoteFiles(provider: UploadProvider, prefix: string): RemoteFiles {
  let proof: Promise<void> | null = null;
  /** Once a process; a provider that was away is asked again. */
  const provePrivate = (): Promise<void> => {
    proof ??= provePrivacy(provider, prefix).catch((error: unknown) => {
      proof = null;
      throw error;
    });
    return proof;
  };
  return {
    async put(name, file, size) {
      await provePrivate();
      const given = fileOf(prefix, name, size);
      if (provider.uploadStream !== undefined) given.stream = createReadStream(file);
      else given.buffer = await readFile(file);
      return send(provider, given, size);
    },
    async open(name, { url, details }, size) {
      const signed = await signedUrl(provider, {
        ...fileOf(prefix, name, size),
        url,
        provider_metadata: details,
      });
      return download(name, signed, size);
    },
    async remove(name, { url, details }) {
      const given = { ...fileOf(prefix, name, 0), url, provider_metadata: details };
      await asking(withinTime(timeFor(0), Promise.resolve(provider.delete(given)))).catch(
        (error: unknown) => {
          if (!isGone(error)) throw error;
        },
      );
    },
  };
}

const fileOf = (prefix: string, name: string, size: number): ProviderFile => ({
  name,
  hash: name.replace(/\.[a-z]+$/, ''),
  ext: /\.[a-z]+$/.exec(name)?.[0] ?? '',
  // Whatever a file holds, a browser that came to it would not show it.
  mime: 'application/octet-stream',
  path: `${prefix}/${name.slice(0, 2)}`,
  size: size / 1000,
  sizeInBytes: size,
  url: '',
});

async function send(provider: UploadProvider, file: ProviderFile, size: number): Promise<RemoteAddress> {
  const sending = file.stream === undefined ? provider.upload?.(file) : provider.uploadStream?.(file);
  try {
    await asking(withinTime(timeFor(size), Promise.resolve(sending)));
  } finally {
    (file.stream as Readable | undefined)?.destroy();
  }
  return { url: file.url, details: file.provider_metadata ?? null };
}

async function signedUrl(provider: UploadProvider, file: ProviderFile): Promise<string> {
  const { url } = (await asking(
    withinTime(timeFor(0), Promise.resolve(provider.getSignedUrl?.(file) ?? { url: '' })),
  )) as { readonly url: string };
  if (!/^https?:\/\//.test(url)) throw new StorageUnavailable('the provider gave no URL to read a file by');
  return url;
}

/** Nothing but the provider's own URL is followed. */
async function download(name: string, url: string, size: number): Promise<Readable> {
  const response = await asking(fetch(url, { signal: timeFor(size), redirect: 'error' }));
  if (response.status === 404 || response.status === 410) throw new FileMissing(name);
  if (!response.ok || response.body === null)
    throw new StorageUnavailable(`the provider answered ${response.status}`);
  return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
}

/** A provider that says it is private may lie in a bucket that is not: one small file tells. */
async function provePrivacy(provider: UploadProvider, prefix: string): Promise<void> {
  const content = Buffer.from(randomUUID());
  const file = fileOf(prefix, `privacy-${randomUUID()}`, content.length);
  if (provider.uploadStream !== undefined) file.stream = Readable.from([content]);
  else file.buffer = content;
  const { url } = await send(provider, file, content.length);
  try {
    if (!/^https?:\/\//.test(url)) return;
    const seen = await asking(fetch(url, { signal: timeFor(0), redirect: 'manual' }));
    if (seen.ok && (await seen.text()) === content.toString())
      throw new StorageNotPrivate(
        'Everybody can read what the upload provider keeps, though it says it is private: no mail is kept there. Close the bucket to the public.',
      );
  } finally {
    await provider.delete({ ...file, url }).catch(() => undefined);
  }
}

/** Providers' errors carry requests and keys: only their kind is passed on. */
async function asking<Value>(request: Promise<Value>): Promise<Value> {
  try {
    return await request;
  } catch (error) {
    if (isGone(error)) throw error;
    throw new StorageUnavailable(kindOf(error));
  }
}

interface ProviderError extends Error {
  readonly code?: unknown;
  readonly cause?: { readonly code?: unknown };
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  (error as ProviderError).$metadata?.httpStatusCode === 404 &&
  error.name !== 'NoSuchBucket';

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code, cause, name } = error as ProviderError;
  const said = [code, cause?.code].find((value) => typeof value === 'string');
  return typeof said === 'string' && /^[A-Za-z0-9_]{2,60}$/.test(said) ? said : name;
}
