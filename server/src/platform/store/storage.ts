/** The file store of one running Strapi, as its settings say, with the upload provider behind it where there is one. */
import type { Strapi } from '../../data/database';
import { fileRegister } from '../../data/stored-files';
import { createFileStore, type FileStore } from './file-store';
import { isOurFolder } from './folder-mark';
import { createRemoteFiles, type RemoteFiles } from './remote-files';
import { findUploadProvider } from './upload-provider';

export interface StorageSettings {
  readonly driver: 'filesystem' | 'upload';
  /** absolute */
  readonly folder: string;
  /** absolute; what an upload provider keeps lies here while it is sent, and after it was read */
  readonly cacheFolder: string;
  /** bytes that lie there at most */
  readonly cacheBytes: number;
  /** null: the app's upload provider */
  readonly provider: string | null;
  readonly providerOptions: Readonly<Record<string, unknown>>;
  /** folder at the provider */
  readonly prefix: string;
}

export interface Storage {
  readonly settings: StorageSettings;
  readonly files: FileStore;
  /** What the provider keeps. @throws what is wrong with the provider */
  remote(): Promise<RemoteFiles>;
  /**
   * Refuses a start whose provider cannot be used, and warns of a folder that is not the one it was. A provider that is only
   * away is no reason.
   * @throws with what to change
   */
  prepare(): Promise<void>;
}

export function createStorage(strapi: Strapi, settings: StorageSettings): Storage {
  let found: Promise<RemoteFiles> | null = null;
  const remote = (): Promise<RemoteFiles> => {
    found ??= findUploadProvider(strapi, settings).then((provider) =>
      createRemoteFiles(provider, settings.prefix),
    );
    return found;
  };
  const { driver, folder, cacheFolder: cache, cacheBytes } = settings;
  return {
    settings,
    files: createFileStore({ driver, folder, cache, cacheBytes, remote, register: fileRegister(strapi) }),
    remote,
    async prepare() {
      if (driver === 'filesystem') {
        // A folder that cannot be written says so with the first mail.
        if (!(await isOurFolder(strapi, folder).catch(() => true)))
          strapi.log.warn(
            `[mailroom] ${folder} is not the folder in which the mail of this database lies: is a disk missing, or does each process have a folder of its own? See docs/storage.md.`,
          );
        return;
      }
      await remote().catch((error: unknown) => {
        throw new Error(`Mailroom cannot start: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
  };
}
