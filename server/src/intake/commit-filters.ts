/** Stores what filters have done with a batch: how often each has matched, and the tags of what was filed. */
import type { Transaction } from '../data/database';
import { countHits } from '../data/filters';
import { storeTags } from '../data/tags';
import { placedMails, type Outcome } from '../domain/intake-plan';

/** @param outcomes of a batch whose mails and cases are stored, in the same transaction */
export async function storeFilterEffects(
  transaction: Transaction,
  outcomes: readonly Outcome[],
  now: Date,
): Promise<void> {
  const hits = new Map<number, number>();
  const placed = placedMails(outcomes);
  const ignored = outcomes.filter((outcome) => outcome.kind === 'ignored');
  for (const { filterIds } of [...placed, ...ignored])
    for (const id of filterIds) hits.set(id, (hits.get(id) ?? 0) + 1);
  await countHits(transaction, hits, now);
  await storeTags(transaction, placed);
}
