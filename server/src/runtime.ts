/** What one running Strapi shares among our parts: settings, blob store, job runner. Made in bootstrap, ended in destroy. */
import type { Strapi } from './data/database';
import { readConfig, type MailroomConfig } from './config';
import { createMailReader, type MailReader } from './intake/mail-reader';
import { createJobRunner, type JobRunner } from './jobs/job-runner';
import { createBlobStore, type BlobStore } from './platform/blob-store';
import { PLUGIN_ID } from './plugin-id';

export interface Runtime {
  readonly config: MailroomConfig;
  readonly blobs: BlobStore;
  readonly reader: MailReader;
  readonly jobs: JobRunner;
}

const runtimes = new WeakMap<Strapi, Runtime>();

export function startRuntime(strapi: Strapi): Runtime {
  const config = readConfig(strapi.config.get(`plugin::${PLUGIN_ID}`), strapi.dirs.app.root);
  const runtime = {
    config,
    blobs: createBlobStore(config.storage.folder),
    reader: createMailReader(config.storage.folder, config.parse),
    jobs: createJobRunner(strapi, () => strapi.server.httpServer.listening),
  };
  runtimes.set(strapi, runtime);
  return runtime;
}

/** @throws when called before bootstrap */
export function runtimeOf(strapi: Strapi): Runtime {
  const runtime = runtimes.get(strapi);
  if (runtime === undefined) throw new Error('Mailroom has not been started');
  return runtime;
}
