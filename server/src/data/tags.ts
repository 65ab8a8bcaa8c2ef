/** Tags, and what is marked with them. */
import { tagKey } from '../domain/filters/tag-name';
import type { Filed } from '../domain/intake-plan';
import { insertMissing, type NewRow, type Transaction } from './database';
import { UIDS } from './uids';

/** Marks stored mails and their cases with their tags; tags that are new are made. */
export async function storeTags(transaction: Transaction, filed: readonly Filed[]): Promise<void> {
  const tagged = filed.filter(({ tags }) => tags.length > 0);
  if (tagged.length === 0) return;
  const ids = await tagIds(
    transaction,
    tagged.flatMap(({ tags }) => tags),
  );
  const rowsFor = (column: 'email_id' | 'case_id', idOf: (outcome: Filed) => number | null) =>
    new Map(
      tagged.flatMap((outcome) => {
        const marked = idOf(outcome);
        return outcome.tags.flatMap((name): (readonly [string, NewRow])[] => {
          const tag = ids.get(tagKey(name));
          return marked === null || tag === undefined
            ? []
            : [[`${marked} ${tag}`, { [column]: marked, tag_id: tag }]];
        });
      }),
    );
  const emails = rowsFor('email_id', ({ email }) => email.id);
  const cases = rowsFor('case_id', (outcome) => outcome.case?.id ?? null);
  await insertMissing(transaction, UIDS.tagging, [...emails.values()], ['email_id', 'tag_id']);
  await insertMissing(transaction, UIDS.tagging, [...cases.values()], ['case_id', 'tag_id']);
}

/** Ids of tags by `tagKey`. */
async function tagIds(
  transaction: Transaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const byKey = new Map(names.map((name) => [tagKey(name), name.trim()]));
  // In one order everywhere, so that two batches cannot wait for each other's rows.
  const rows = [...byKey]
    .map(([key, name]) => ({ name, name_hash: key }))
    .sort((left, right) => (left.name_hash < right.name_hash ? -1 : 1));
  await insertMissing(transaction, UIDS.tag, rows, 'name_hash');
  const { knex, table } = transaction;
  const found: { id: number; name_hash: string }[] = await knex(table(UIDS.tag))
    .whereIn('name_hash', [...byKey.keys()])
    .select('id', 'name_hash');
  return new Map(found.map(({ id, name_hash: key }) => [key, id]));
}
