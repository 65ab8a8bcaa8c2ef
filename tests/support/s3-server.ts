/**
 * An S3-compatible server on the loopback interface. Like a private bucket it refuses whoever shows no signature; a test may
 * open it to everybody, take it away, and look at, harm or lose what lies in it.
 */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Core } from '@strapi/strapi';
import { LOOPBACK } from './free-port';
import { temporaryFolder } from './temporary-folder';

interface S3rver {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const S3 = require('s3rver') as new (options: object) => S3rver;

const BUCKET = 'mail';

export interface S3Server {
  /** of `@strapi/provider-upload-aws-s3` */
  readonly providerOptions: { readonly s3Options: Readonly<Record<string, unknown>> };
  /** `open`: everybody reads what lies there; `away`: nobody is answered; `mute`: neither, but what is put in is kept */
  mode: 'private' | 'open' | 'away' | 'mute';
  /** keys of what lies there */
  keys(): Promise<readonly string[]>;
  /** the bytes under a key that ends so */
  bytes(end: string): Promise<Buffer>;
  damage(end: string): Promise<void>;
  lose(end: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
  const folder = await temporaryFolder('s3');
  const s3 = new S3({ silent: true, directory: folder.path, configureBuckets: [{ name: BUCKET }] });
  await s3.configureBuckets();
  const answer = s3.callback();
  const server = createServer((request, response) => {
    if (controls.mode === 'away') return void request.socket.destroy();
    const isSigned =
      request.headers.authorization !== undefined || /X-Amz-Signature=/.test(request.url ?? '');
    if (controls.mode === 'private' && !isSigned) return void response.writeHead(403).end();
    if (controls.mode === 'mute') keepSilent(response);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;

  const objects = async (): Promise<readonly string[]> => {
    const files = await readdir(join(folder.path, BUCKET), { recursive: true }).catch(() => []);
    return files.filter((file) => file.endsWith(CONTENT)).map(String);
  };
  const find = async (end: string): Promise<string> => {
    const found = (await objects()).find((file) => file.endsWith(end + CONTENT));
    if (found === undefined) throw new Error(`Nothing in the bucket ends with ${end}`);
    return join(folder.path, BUCKET, found);
  };
  const controls: S3Server = {
    providerOptions: {
      s3Options: {
        endpoint: `http://${LOOPBACK}:${port}`,
        region: 'eu-west-1',
        forcePathStyle: true,
        maxAttempts: 1,
        credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
        params: { Bucket: BUCKET, ACL: 'private' },
      },
    },
    mode: 'private',
    keys: async () => (await objects()).map((file) => file.slice(0, -CONTENT.length)).sort(),
    bytes: async (end) => readFile(await find(end)),
    damage: async (end) => writeFile(await find(end), 'harmed'),
    lose: async (end) => rm(await find(end)),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await folder.remove();
    },
  };
  return controls;
}

/** Whoever has asked waits until it ends the connection. */
function keepSilent(response: ServerResponse): void {
  response.write = () => true;
  response.end = () => response;
}

/** What s3rver calls the file with an object's bytes. */
const CONTENT = '._S3rver_object';

/** The app as far as looking for an upload provider needs it. */
export const appWith = (appRoot: string, uploadProvider?: object): Core.Strapi =>
  ({
    dirs: { app: { root: appRoot } },
    plugin: () => (uploadProvider === undefined ? undefined : { provider: uploadProvider }),
  }) as unknown as Core.Strapi;
