/** What an operator may set under `mailroom` in config/plugins; everything has a default that works. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from '@strapi/utils';
import { isBuiltIn, type OAuthSettings } from './mailboxes/oauth-providers';
import { isHostPattern, isPrivateEntry, type ConnectionPolicy } from './platform/allowed-hosts/policy';
import type { ConnectionConfig } from './platform/allowed-hosts/settings';
import type { StorageSettings } from './platform/store/storage';

/** Codes and tokens pass through these, so only what stays on this host may be without TLS. */
const endpoint = z.url().refine((url) => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}, 'must begin with https://');
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const schema = z.strictObject({
  accounts: z
    .strictObject({
      /** personal accounts that a user may set up; who administers may set up any number for anybody */
      perUser: z.number().int().min(0).max(100),
    })
    .partial(),
  fetch: z
    .strictObject({
      /** cron rule, five or six fields */
      rule: z.string().min(9),
      batchMessages: z.number().int().min(1).max(1000),
      /** bytes held in memory at once */
      batchBytes: z.number().int().min(1024),
      /** bytes; mail from here up is streamed to disk one by one and never held in memory */
      streamFrom: z.number().int().min(1024),
      /** bytes; of larger mail headers and text are filed, and files are fetched when somebody asks for them */
      largestMessage: z.number().int().min(1024),
      /** mailboxes fetched at the same time */
      concurrency: z.number().int().min(1).max(50),
      /** connections to one host at the same time, those that wait for push included */
      connectionsPerHost: z.number().int().min(1).max(1000),
      /** seconds between two checks of a mailbox whose server tells of new mail by itself */
      pollWithPush: z.number().int().min(10).max(3600),
      /** milliseconds of history imported before new mail is looked for again */
      historySlice: z.number().int().min(100).max(60_000),
      /** bytes of history read from one mailbox in a day; providers count, and the users' own programs need some too */
      historyBytesPerDay: z
        .number()
        .int()
        .min(1024 * 1024),
    })
    .partial(),
  parse: z
    .strictObject({
      /** worker threads */
      workers: z.number().int().min(1).max(32),
      /** milliseconds one mail may take before its worker is ended */
      timeout: z.number().int().min(100),
      /** bytes of heap one worker may have */
      heap: z
        .number()
        .int()
        .min(64 * 1024 * 1024),
    })
    .partial(),
  authentication: z
    .strictObject({
      /** by address of a mailbox, or `*`: names under which its server states results (RFC 8601 §2.5) */
      servers: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)),
    })
    .partial(),
  push: z
    .strictObject({
      enabled: z.boolean(),
      /** seconds after which IDLE is renewed; a server may end it after 29 minutes (RFC 2177) */
      renewal: z.number().int().min(1).max(1740),
    })
    .partial(),
  audit: z
    .strictObject({
      /** days after which entries of the audit trail are removed */
      keepDays: z.number().int().min(1).max(36_500),
    })
    .partial(),
  connections: z
    .strictObject({
      /** only these: `mail.example.com`, `*.example.com`, `mail.example.com:1993`; empty: all public ones */
      hosts: z.array(z.string().refine(isHostPattern, 'must be a host as mail.example.com or *.example.com')),
      /** allowed although they are not public: networks, addresses, names */
      privateNetworks: z.array(
        z.string().refine(isPrivateEntry, 'must be a network as 10.0.0.0/8, an address or a name'),
      ),
      /** besides the usual ones of mail servers, and 443 for webhooks */
      ports: z.union([z.literal('any'), z.array(z.number().int().min(1).max(65_535))]),
      /** whether admins may add to these lists in the panel */
      editable: z.boolean(),
    })
    .partial(),
  images: z
    .strictObject({
      /** where pictures in mails may lie although that is not public; senders choose the address, so name as little as can be */
      privateNetworks: z.array(
        z.string().refine(isPrivateEntry, 'must be a network as 10.0.0.0/8, an address or a name'),
      ),
      /** besides 80 and 443 */
      ports: z.array(z.number().int().min(1).max(65_535)),
    })
    .partial(),
  distribute: z.strictObject({ rule: z.string().min(9) }).partial(),
  reconcile: z.strictObject({ rule: z.string().min(9) }).partial(),
  housekeeping: z.strictObject({ rule: z.string().min(9) }).partial(),
  oauth: z
    .strictObject({
      /** what the provider leads back to begins with this; default: the server's own URL */
      publicUrl: z.url().optional(),
      /** by id; `google` and `microsoft` need only client id and secret */
      providers: z.record(
        z.string().regex(/^[a-z][a-z0-9-]*$/),
        z.strictObject({
          name: z.string().optional(),
          clientId: z.string(),
          clientSecret: z.string().optional(),
          /** Microsoft: id of the directory; default `common` */
          tenant: z.string().optional(),
          /** compared with what the provider says of itself, where it does; needed with the scope `openid` */
          issuer: z.url().optional(),
          authorizationUrl: endpoint.optional(),
          tokenUrl: endpoint.optional(),
          /** where the client secret goes in a token request; default: the body */
          clientAuthentication: z.enum(['post', 'basic']).optional(),
          /** all of them must be granted, apart from offline_access, openid, email and profile */
          scopes: z.array(z.string()).min(1).optional(),
        }),
      ),
    })
    .partial()
    .superRefine(({ providers = {} }, context) => {
      for (const [id, { authorizationUrl, tokenUrl, scopes }] of Object.entries(providers)) {
        if (isBuiltIn(id) || (authorizationUrl && tokenUrl && scopes)) continue;
        const message = 'needs authorizationUrl, tokenUrl and scopes: only google and microsoft are known';
        context.addIssue({ code: 'custom', path: ['providers', id], message });
      }
    }),
  send: z
    .strictObject({
      rule: z.string().min(9),
      /** bytes of all files of one mail; most servers refuse more than this */
      largestFiles: z.number().int().min(1024),
    })
    .partial(),
  portal: z
    .strictObject({
      /** every user's address is proven in another way than by Strapi's mail of confirmation */
      trustAddresses: z.boolean(),
      /** addresses of the group accounts in which users of the app may open cases; default: all that open cases */
      groupAccounts: z.array(z.string().trim().min(3)).min(1).optional(),
    })
    .partial(),
  rest: z
    .strictObject({
      /** how much can be created in a minute, each a whole number */
      limits: z
        .strictObject({
          /** by one API token */
          token: z.number().int().min(1),
          /** by one user of the app */
          user: z.number().int().min(1),
          /** by anybody who has not logged in, from one network address */
          address: z.number().int().min(1),
          /** cases for one requester */
          requester: z.number().int().min(1),
        })
        .partial(),
    })
    .partial(),
  webhooks: z
    .strictObject({
      rule: z.string().min(9),
      /** days for which the log of deliveries is kept */
      keepDays: z.number().int().min(1).max(3650),
    })
    .partial(),
  queue: z
    .strictObject({
      /** PostgreSQL's schema in which processes hand work to each other; default: `mailroom_queue`, after the app's own schema */
      schema: z
        .string()
        .regex(/^[a-z_][a-z0-9_]{0,49}$/, 'must be small letters, digits and underscores')
        .optional(),
    })
    .partial(),
  storage: z
    .strictObject({
      folder: z.string(),
      /** what keeps mails and files: the folder, or an upload provider whose files are private */
      driver: z.enum(['filesystem', 'upload']),
      /** name or package of an upload provider for Mailroom alone; default: the app's own */
      provider: z.string().min(1).optional(),
      providerOptions: z.record(z.string(), z.unknown()),
      /** folder at the provider */
      prefix: z
        .string()
        .regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/, 'must be a folder as mailroom or app/mailroom'),
      /** bytes of what the provider keeps that lie on this machine too */
      cacheBytes: z
        .number()
        .int()
        .min(64 * 1024 * 1024),
    })
    .partial(),
});

type Settings = z.infer<typeof schema>;

export interface MailroomConfig {
  readonly accounts: { readonly perUser: number };
  readonly fetch: {
    readonly rule: string;
    readonly batchMessages: number;
    readonly batchBytes: number;
    readonly streamFrom: number;
    readonly largestMessage: number;
    readonly concurrency: number;
    readonly connectionsPerHost: number;
    readonly pollWithPush: number;
    readonly historySlice: number;
    readonly historyBytesPerDay: number;
  };
  readonly parse: { readonly workers: number; readonly timeout: number; readonly heap: number };
  readonly authentication: { readonly servers: Readonly<Record<string, readonly string[]>> };
  readonly audit: { readonly keepDays: number };
  readonly connections: ConnectionConfig;
  readonly images: Pick<ConnectionPolicy, 'privateNetworks' | 'ports'>;
  readonly push: { readonly enabled: boolean; readonly renewal: number };
  readonly distribute: { readonly rule: string };
  readonly reconcile: { readonly rule: string };
  readonly housekeeping: { readonly rule: string };
  readonly oauth: OAuthSettings;
  readonly send: { readonly rule: string; readonly largestFiles: number };
  readonly portal: { readonly trustAddresses: boolean; readonly groupAccounts?: readonly string[] };
  readonly rest: {
    readonly limits: {
      readonly token: number;
      readonly user: number;
      readonly address: number;
      readonly requester: number;
    };
  };
  readonly webhooks: { readonly rule: string; readonly keepDays: number };
  readonly queue: { readonly schema?: string | undefined };
  readonly storage: StorageSettings;
}

/** Reading a mail costs more than storing it: a second thread helps where it has a core of its own beside the main thread's. */
const READING_THREADS = availableParallelism() > 2 ? 2 : 1;

const DEFAULTS = {
  accounts: { perUser: 2 },
  fetch: {
    rule: '*/30 * * * * *',
    batchMessages: 100,
    batchBytes: 8 * 1024 * 1024,
    streamFrom: 1024 * 1024,
    largestMessage: 50 * 1024 * 1024,
    concurrency: 4,
    connectionsPerHost: 100,
    pollWithPush: 300,
    historySlice: 2_000,
    historyBytesPerDay: 1500 * 1024 * 1024,
  },
  parse: { workers: READING_THREADS, timeout: 60_000, heap: 512 * 1024 * 1024 },
  authentication: { servers: {} },
  audit: { keepDays: 730 },
  connections: { hosts: [], privateNetworks: [], ports: [], editable: true },
  images: { privateNetworks: [], ports: [] },
  push: { enabled: true, renewal: 300 },
  distribute: { rule: '0 * * * * *' },
  reconcile: { rule: '0 30 3 * * *' },
  housekeeping: { rule: '0 45 3 * * *' },
  oauth: { providers: {} },
  send: { rule: '*/15 * * * * *', largestFiles: 25 * 1024 * 1024 },
  portal: { trustAddresses: false },
  rest: { limits: { token: 300, user: 20, address: 20, requester: 10 } },
  webhooks: { rule: '*/15 * * * * *', keepDays: 30 },
  queue: {},
  // Strapi's file watcher passes over dot folders, and nothing below public/ may hold mail.
  storage: {
    folder: '.mailroom',
    driver: 'filesystem',
    providerOptions: {},
    prefix: 'mailroom',
    cacheBytes: 1024 * 1024 * 1024,
  },
} as const;

export default {
  default: DEFAULTS,
  /** @throws when a setting is unknown or has the wrong form; Strapi then says which and does not start */
  validator(settings: unknown): void {
    const result = schema.safeParse(settings);
    if (!result.success) {
      const faults = result.error.issues.map(
        (issue) => `${issue.path.join('.') || 'mailroom'}: ${issue.message}`,
      );
      throw new Error(`config/plugins, mailroom: ${faults.join('; ')}`);
    }
  },
};

function storageOf(settings: NonNullable<Settings['storage']>, appRoot: string): StorageSettings {
  const folder = path.resolve(appRoot, settings.folder ?? DEFAULTS.storage.folder);
  const { provider = null, ...given } = settings;
  return { ...DEFAULTS.storage, ...given, provider, folder, cacheFolder: path.join(folder, 'cache') };
}

/** Settings with defaults, and paths made absolute. */
export function readConfig(settings: Settings, appRoot: string): MailroomConfig {
  return {
    accounts: { ...DEFAULTS.accounts, ...settings.accounts },
    fetch: { ...DEFAULTS.fetch, ...settings.fetch },
    parse: { ...DEFAULTS.parse, ...settings.parse },
    authentication: { ...DEFAULTS.authentication, ...settings.authentication },
    audit: { ...DEFAULTS.audit, ...settings.audit },
    connections: { ...DEFAULTS.connections, ...settings.connections },
    images: { ...DEFAULTS.images, ...settings.images },
    push: { ...DEFAULTS.push, ...settings.push },
    distribute: { ...DEFAULTS.distribute, ...settings.distribute },
    reconcile: { ...DEFAULTS.reconcile, ...settings.reconcile },
    housekeeping: { ...DEFAULTS.housekeeping, ...settings.housekeeping },
    oauth: { ...DEFAULTS.oauth, ...settings.oauth },
    send: { ...DEFAULTS.send, ...settings.send },
    portal: { ...DEFAULTS.portal, ...settings.portal },
    rest: { limits: { ...DEFAULTS.rest.limits, ...settings.rest?.limits } },
    webhooks: { ...DEFAULTS.webhooks, ...settings.webhooks },
    queue: { ...DEFAULTS.queue, ...settings.queue },
    storage: storageOf(settings.storage ?? {}, appRoot),
  };
}
