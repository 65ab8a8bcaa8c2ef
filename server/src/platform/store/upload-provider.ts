/**
 * Finds the upload provider that keeps our files: one of our own settings, or the app's. Only one that says it is private
 * is taken. What is asked of it is remote-files'.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Core } from '@strapi/strapi';
import { StorageNotPrivate } from './storage-errors';

/** What a provider is given of a file; it writes `url`, and what else it needs to find the file again, into it. */
export interface ProviderFile {
  readonly name: string;
  readonly hash: string;
  readonly ext: string;
  readonly mime: string;
  /** folder */
  readonly path: string;
  /** kilobytes */
  readonly size: number;
  readonly sizeInBytes: number;
  url: string;
  provider_metadata?: unknown;
  stream?: NodeJS.ReadableStream;
  buffer?: Buffer;
}

/** Strapi's contract of upload providers, as far as we use it. */
export interface UploadProvider {
  upload?(file: ProviderFile): Promise<unknown>;
  uploadStream?(file: ProviderFile): Promise<unknown>;
  delete(file: ProviderFile): Promise<unknown>;
  isPrivate?(): boolean | Promise<boolean>;
  getSignedUrl?(file: ProviderFile): Promise<{ readonly url: string }> | { readonly url: string };
}

export interface ProviderSettings {
  /** null: the app's own */
  readonly provider: string | null;
  readonly providerOptions: Readonly<Record<string, unknown>>;
}

/**
 * @throws Error when there is no such provider; StorageNotPrivate when it keeps files where everybody can read them. The
 *   messages say what to change.
 */
export async function findUploadProvider(
  strapi: Core.Strapi,
  settings: ProviderSettings,
): Promise<UploadProvider> {
  const { provider: name } = settings;
  const provider =
    name === null
      ? ((strapi.plugin('upload') as { provider?: UploadProvider } | undefined)?.provider ?? null)
      : loadProvider(strapi.dirs.app.root, name, settings.providerOptions);
  if (provider === null)
    throw new Error(
      'The app has no upload provider. Name one in storage.provider of Mailroom’s settings, or use storage.driver "filesystem".',
    );
  const said = name === null ? 'The app’s upload provider' : `The upload provider "${name}"`;
  if ((await provider.isPrivate?.()) !== true)
    throw new StorageNotPrivate(
      `${said} is not private: everybody could read mail by its URL. Use one whose files are private (of S3: params.ACL "private"), or name another one in storage.provider of Mailroom’s settings.`,
    );
  if (provider.getSignedUrl === undefined)
    throw new StorageNotPrivate(`${said} signs no URLs, so that its private files could not be read again.`);
  return provider;
}

interface ProviderModule {
  init?(options: unknown): UploadProvider;
  readonly default?: ProviderModule;
}

/** As Strapi finds one: by its short name, or by that of its package, from the app's folder. */
function loadProvider(
  appRoot: string,
  name: string,
  options: Readonly<Record<string, unknown>>,
): UploadProvider {
  const load = createRequire(path.join(appRoot, 'package.json'));
  const module = [`@strapi/provider-upload-${name.toLowerCase()}`, name].reduce<ProviderModule | null>(
    (found, candidate) => found ?? loadIfThere(load, candidate),
    null,
  );
  const init = module?.init ?? module?.default?.init;
  if (init === undefined)
    throw new Error(
      `There is no upload provider "${name}". Install its package in the app, or correct storage.provider of Mailroom’s settings.`,
    );
  return init({ ...options });
}

function loadIfThere(load: NodeJS.Require, name: string): ProviderModule | null {
  try {
    load.resolve(name);
  } catch {
    return null;
  }
  return load(name) as ProviderModule;
}
