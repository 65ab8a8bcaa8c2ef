/** The `send` task: hands queued mail to the outbox, under one lease for all processes. */
import type { Strapi } from '../data/database';
import { sendDueMail } from '../outbox/send-due';
import type { Runtime } from '../runtime';

export async function sendMail(strapi: Strapi, { jobs, blobs }: Runtime): Promise<void> {
  await jobs.run('send', ({ signal }) => sendDueMail(strapi, blobs, signal));
}

/** Sends soon, without anybody waiting for it; the clock sends what this misses. */
export function kickSending(strapi: Strapi, runtime: Runtime): void {
  setImmediate(() => {
    sendMail(strapi, runtime).catch((error: unknown) =>
      strapi.log.error(`[mailroom] sending: ${error instanceof Error ? error.name : 'failed'}`),
    );
  });
}
