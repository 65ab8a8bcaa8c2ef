/**
 * The `reconcile` task: every mailbox is fetched once with its folders compared as a whole (sync-engine §1.5). One that
 * cannot be reached now is compared when it can.
 */
import { askForReconciliation, comparedTooEarly } from '../data/cursors';
import type { Strapi } from '../data/database';
import { readableMailboxes } from '../data/mailboxes';
import type { Runtime } from '../runtime';

// A type, since a run's result is a record of numbers.
export type ReconcileCounts = {
  readonly mailboxes: number;
  readonly failed: number;
};

export async function reconcileMailboxes(strapi: Strapi, { fetching }: Runtime): Promise<ReconcileCounts> {
  const mailboxes = await readableMailboxes(strapi);
  const outcomes = await Promise.all(
    mailboxes.map(async (id) => {
      const asked = new Date();
      await askForReconciliation(strapi, id);
      const outcome = await fetching.now(id);
      if (!(await comparedTooEarly(strapi, id, asked))) return outcome;
      await askForReconciliation(strapi, id);
      return fetching.now(id);
    }),
  );
  return {
    mailboxes: mailboxes.length,
    failed: outcomes.filter(({ kind }) => kind === 'failed').length,
  };
}
