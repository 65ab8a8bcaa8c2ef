/** What an operator may set under `mailroom` in config/plugins; everything has a default that works. */
import path from 'node:path';
import { z } from '@strapi/utils';

const schema = z.strictObject({
  fetch: z
    .strictObject({
      /** cron rule, five or six fields */
      rule: z.string().min(9),
      batchMessages: z.number().int().min(1).max(1000),
      /** bytes held in memory at once */
      batchBytes: z.number().int().min(1024),
      /** bytes; larger mail is kept in quarantine with its headers */
      largestMessage: z.number().int().min(1024),
      /** mailboxes fetched at the same time */
      concurrency: z.number().int().min(1).max(50),
    })
    .partial(),
  send: z.strictObject({ rule: z.string().min(9) }).partial(),
  storage: z.strictObject({ folder: z.string().optional() }),
});

type Settings = z.infer<typeof schema>;

export interface MailroomConfig {
  readonly fetch: {
    readonly rule: string;
    readonly batchMessages: number;
    readonly batchBytes: number;
    readonly largestMessage: number;
    readonly concurrency: number;
  };
  readonly send: { readonly rule: string };
  readonly storage: { readonly folder: string };
}

const DEFAULTS = {
  fetch: {
    rule: '*/30 * * * * *',
    batchMessages: 50,
    batchBytes: 16 * 1024 * 1024,
    largestMessage: 50 * 1024 * 1024,
    concurrency: 4,
  },
  send: { rule: '*/15 * * * * *' },
  // Strapi's file watcher passes over dot folders, and nothing below public/ may hold mail.
  storage: { folder: '.mailroom' },
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

/** Settings with defaults, and paths made absolute. */
export function readConfig(settings: Settings, appRoot: string): MailroomConfig {
  return {
    fetch: { ...DEFAULTS.fetch, ...settings.fetch },
    send: { ...DEFAULTS.send, ...settings.send },
    storage: { folder: path.resolve(appRoot, settings.storage?.folder ?? DEFAULTS.storage.folder) },
  };
}
