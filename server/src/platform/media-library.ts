/**
 * Files of Strapi's media library, wherever its provider keeps them, for users who may read them there. It keeps nothing.
 */
import { Readable } from 'node:stream';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/strapi';

/** What opens the media library to an admin user. */
const READ_MEDIA = 'plugin::upload.read';

export interface MediaFile {
  readonly name: string;
  readonly type: string;
  /** bytes, as the library says */
  readonly size: number;
  open(): Promise<Readable>;
}

interface StoredFile {
  readonly id: number;
  readonly name: string;
  readonly mime: string;
  readonly url: string;
  /** kilobytes */
  readonly size: number;
  readonly sizeInBytes?: number;
  readonly isUrlSigned?: boolean;
}

interface Ability {
  can(action: string, subject?: unknown): boolean;
}

interface FileService {
  signFileUrls(file: StoredFile): Promise<StoredFile>;
}

/** A role may allow only what the user, or somebody of the same role, has put there. */
const AUTHOR = { createdBy: { populate: ['roles'] } };

/** Null when there is no such file, or the user may not read it. */
export async function fileFromMediaLibrary(
  strapi: Core.Strapi,
  ability: object,
  id: number,
): Promise<MediaFile | null> {
  const upload = strapi.plugin('upload');
  const file = (await upload.service('upload').findOne(id, AUTHOR)) as (StoredFile & object) | null;
  if (file === null) return null;
  const subject = Object.assign(Object.create(null), file, { __caslSubjectType__: 'plugin::upload.file' });
  if (!(ability as Ability).can(READ_MEDIA, subject)) return null;
  const { name, mime, size, sizeInBytes } = file;
  return {
    name,
    type: mime,
    size: sizeInBytes ?? Math.ceil(size * 1000),
    open: async () => contentOf(strapi, await (upload.service('file') as FileService).signFileUrls(file)),
  };
}

/** Milliseconds until a provider has to answer. */
const PATIENCE = 60_000;

/** A local provider's files lie in the public folder; others are fetched from where the provider says they are. */
async function contentOf(strapi: Core.Strapi, { url }: StoredFile): Promise<Readable> {
  if (url.startsWith('/')) {
    const root = path.resolve(strapi.dirs.static.public);
    const file = path.resolve(root, `.${decodeURI(url.split('?')[0] ?? '')}`);
    if (!file.startsWith(root + path.sep)) throw new Error('A file outside of the public folder');
    await access(file);
    return createReadStream(file);
  }
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok || response.body === null) throw new Error(`The provider answered ${response.status}`);
  return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
}
