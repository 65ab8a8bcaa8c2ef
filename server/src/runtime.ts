/** What one running Strapi shares among our parts: settings, blob store, what runs when. Made in bootstrap, ended in destroy. */
import type { Strapi } from './data/database';
import { readConfig, type MailroomConfig } from './config';
import { extensionsOf } from './extensions';
import { createLiveHub, type LiveHub } from './inbox/live-hub';
import { createFileReader, type FileReader } from './intake/file-reader';
import { keepingReader } from './intake/kept-mail';
import { createMailReader, type MailReader } from './intake/mail-reader';
import { createFetching, type Fetching } from './jobs/fetch-schedule';
import { createJobRunner, type JobRunner } from './jobs/job-runner';
import { createNotifying } from './jobs/mail-notifications';
import { createProcesses } from './jobs/processes/create-processes';
import type { Processes } from './jobs/processes/processes';
import { createPush, type Push } from './jobs/push';
import { createWorkQueue } from './jobs/queue/create-queue';
import type { FollowedWork } from './jobs/queue/followed-work';
import type { WorkQueue } from './jobs/queue/work-queue';
import { createSending, type Sending } from './jobs/send-mail';
import { createTasks, type Tasks } from './jobs/tasks';
import { createHostConnections, type HostConnections } from './mailboxes/host-connections';
import { registerProviders } from './mailboxes/oauth-providers';
import { registerConnections } from './platform/allowed-hosts/settings';
import type { BlobStore } from './platform/blob-store';
import { incomingFiles, type IncomingFiles } from './platform/incoming-files';
import { createStorage, type Storage } from './platform/store/storage';
import { PLUGIN_ID } from './plugin-id';

export interface Runtime {
  readonly config: MailroomConfig;
  readonly blobs: BlobStore;
  /** what keeps the blobs */
  readonly storage: Storage;
  readonly reader: MailReader;
  readonly files: FileReader;
  readonly incoming: IncomingFiles;
  readonly jobs: JobRunner;
  readonly processes: Processes;
  readonly hosts: HostConnections;
  readonly queue: WorkQueue;
  readonly fetching: Fetching;
  readonly sending: Sending;
  /** what it comes to: mails that were queued */
  readonly notifying: FollowedWork<number>;
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
  const storage = createStorage(strapi, config.storage);
  const reader = createMailReader(storage.files.folder, config.parse, extensions.headers());
  const itself = (): Runtime => runtime;
  const processes = createProcesses(strapi, () => runtime.jobs);
  const queue = createWorkQueue(strapi, config.queue);
  const runtime: Runtime = {
    config,
    blobs: storage.files,
    storage,
    reader: config.storage.driver === 'upload' ? keepingReader(reader, storage.files.keep) : reader,
    files: createFileReader(storage.files.bring),
    incoming: incomingFiles(config.storage.folder),
    jobs: createJobRunner(strapi, () => strapi.server.httpServer.listening && processes.mayServe()),
    processes,
    hosts: createHostConnections({ perHost: connectionsPerHost, reserved: concurrency }, processes.count),
    queue,
    fetching: createFetching(strapi, config, queue, itself),
    sending: createSending(strapi, queue, itself),
    notifying: createNotifying(strapi, queue, itself),
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
