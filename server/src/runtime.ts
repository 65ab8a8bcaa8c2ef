/** What one running Strapi shares among our parts: settings, blob store, what runs when. Made in bootstrap, ended in destroy. */
import type { Strapi } from './data/database';
import { readConfig, type MailroomConfig } from './config';
import { extensionsOf } from './extensions';
import { createLiveHub, type LiveHub } from './inbox/live-hub';
import { createFileReader, type FileReader } from './intake/file-reader';
import { createMailReader, type MailReader } from './intake/mail-reader';
import { createFetching, type Fetching } from './jobs/fetch-schedule';
import { createJobRunner, type JobRunner } from './jobs/job-runner';
import { createPush, type Push } from './jobs/push';
import { createTasks, type Tasks } from './jobs/tasks';
import { createHostConnections, type HostConnections } from './mailboxes/host-connections';
import { registerProviders } from './mailboxes/oauth-providers';
import { registerConnections } from './platform/allowed-hosts/settings';
import { createBlobStore, type BlobStore } from './platform/blob-store';
import { incomingFiles, type IncomingFiles } from './platform/incoming-files';
import { PLUGIN_ID } from './plugin-id';

export interface Runtime {
  readonly config: MailroomConfig;
  readonly blobs: BlobStore;
  readonly reader: MailReader;
  readonly files: FileReader;
  readonly incoming: IncomingFiles;
  readonly jobs: JobRunner;
  readonly hosts: HostConnections;
  readonly fetching: Fetching;
  readonly push: Push;
  readonly tasks: Tasks;
  readonly live: LiveHub;
}

const runtimes = new WeakMap<Strapi, Runtime>();

export function startRuntime(strapi: Strapi): Runtime {
  const extensions = extensionsOf(strapi);
  extensions.close();
  const config = readConfig(strapi.config.get(`plugin::${PLUGIN_ID}`), strapi.dirs.app.root);
  const { concurrency, connectionsPerHost } = config.fetch;
  const itself = (): Runtime => runtime;
  const runtime: Runtime = {
    config,
    blobs: createBlobStore(config.storage.folder),
    reader: createMailReader(config.storage.folder, config.parse, extensions.headers()),
    files: createFileReader(config.storage.folder),
    incoming: incomingFiles(config.storage.folder),
    jobs: createJobRunner(strapi, () => strapi.server.httpServer.listening),
    hosts: createHostConnections({ perHost: connectionsPerHost, reserved: concurrency }),
    fetching: createFetching(strapi, config, itself),
    push: createPush(strapi, itself),
    tasks: createTasks(strapi, config, itself),
    live: createLiveHub(strapi),
  };
  registerConnections(strapi, config.connections);
  registerProviders(strapi, config.oauth, strapi.config.get('server.absoluteUrl'));
  runtimes.set(strapi, runtime);
  return runtime;
}

/** @throws when called before bootstrap */
export function runtimeOf(strapi: Strapi): Runtime {
  const runtime = runtimes.get(strapi);
  if (runtime === undefined) throw new Error('Mailroom has not been started');
  return runtime;
}
