/** Tries all quarantined mail again: when somebody asks, and by itself after an upgrade. Never twice at a time. */
import type { Strapi } from '../data/database';
import { findMailbox } from '../data/mailboxes';
import type { QuarantineRecord } from '../data/quarantine';
import {
  retryAllQuarantined,
  retryQuarantined,
  type RetryResult,
  type RetryTools,
} from '../intake/retry-quarantined';
import { isReadable } from '../mailboxes/health';
import { MailboxError } from '../mailboxes/mailbox-error';
import { readAgain } from '../mailboxes/read-again';
import type { Runtime } from '../runtime';

const LEASE = 'quarantine';

/** @returns null when it is already going on, here or in another process */
export async function retryQuarantine(
  strapi: Strapi,
  runtime: Runtime,
): Promise<{ readonly filed: number; readonly kept: number } | null> {
  const result = await runtime.jobs.run(LEASE, ({ signal }) =>
    retryAllQuarantined(strapi, toolsOf(strapi, runtime), { signal }),
  );
  return result.kind === 'done' ? result.value : null;
}

/** What an older version could not read, this one perhaps can. Each mail is tried once by each version. */
export async function retryAfterUpgrade(strapi: Strapi, runtime: Runtime): Promise<void> {
  const result = await runtime.jobs.run(LEASE, ({ signal }) =>
    retryAllQuarantined(strapi, toolsOf(strapi, runtime), { signal, byOtherVersions: true }),
  );
  if (result.kind === 'done' && result.value.filed + result.value.kept > 0)
    strapi.log.info(
      `[mailroom] quarantine after the upgrade: ${result.value.filed} filed, ${result.value.kept} kept`,
    );
}

/** Tries one mail, for somebody who waits. @throws DataError (unavailable) */
export const retryOne = (strapi: Strapi, runtime: Runtime, mail: QuarantineRecord): Promise<RetryResult> =>
  retryQuarantined(strapi, toolsOf(strapi, runtime), mail);

/** For one run: a server that cannot be logged in to is not asked again for each mail of it. */
function toolsOf(strapi: Strapi, { blobs, reader, incoming, config }: Runtime): RetryTools {
  const away = new Set<number>();
  return {
    blobs,
    reader,
    async askServer(mail, use) {
      const { mailboxId } = mail;
      if (mailboxId === null || away.has(mailboxId)) return null;
      // What stopped because of a wrong password must not be tried by this way either.
      const mailbox = await findMailbox(strapi, mailboxId);
      if (mailbox === null || !isReadable(mailbox.health)) return null;
      try {
        return await readAgain(strapi, mailbox, mail, { files: incoming, limits: config.fetch }, use);
      } catch (error) {
        if (!(error instanceof MailboxError)) throw error;
        // The mail itself may end the connection; others of its mailbox have their turn.
        if (error.problem.step !== 'fetch') away.add(mailboxId);
        return null;
      }
    },
  };
}
