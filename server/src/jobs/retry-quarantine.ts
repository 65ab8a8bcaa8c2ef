/** Tries all quarantined mail again: when somebody asks, and by itself after an upgrade. Never twice at a time. */
import type { Strapi } from '../data/database';
import { retryAllQuarantined } from '../intake/retry-quarantined';
import type { Runtime } from '../runtime';

const LEASE = 'quarantine';

/** @returns null when it is already going on, here or in another process */
export async function retryQuarantine(
  strapi: Strapi,
  runtime: Runtime,
): Promise<{ readonly filed: number; readonly kept: number } | null> {
  const result = await runtime.jobs.run(LEASE, ({ signal }) =>
    retryAllQuarantined(strapi, runtime, { signal }),
  );
  return result.kind === 'done' ? result.value : null;
}

/** What an older version could not read, this one perhaps can. Each mail is tried once by each version. */
export async function retryAfterUpgrade(strapi: Strapi, runtime: Runtime): Promise<void> {
  const result = await runtime.jobs.run(LEASE, ({ signal }) =>
    retryAllQuarantined(strapi, runtime, { signal, byOtherVersions: true }),
  );
  if (result.kind === 'done' && result.value.filed + result.value.kept > 0)
    strapi.log.info(
      `[mailroom] quarantine after the upgrade: ${result.value.filed} filed, ${result.value.kept} kept`,
    );
}
