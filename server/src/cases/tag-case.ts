/** Tags of a case, set by hand. Filters set theirs where mail is taken in. */
import { addCaseEvents, type NewCaseEvent } from '../data/cases';
import { inTransaction, type Strapi } from '../data/database';
import { lockCases } from '../data/intake-reads';
import type { Reason } from '../domain/reason';
import { addTagsToCase, removeTagsFromCase, tagsOfCases } from '../data/tags';
import { tagKey } from '../domain/filters/tag-name';

/** Gives a case these tags and no others; names that are no tags yet become ones. What stays as it is, is not noted. */
export async function setTags(
  strapi: Strapi,
  caseId: number,
  names: readonly string[],
  actorId: number | null,
  because: Reason | null = null,
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    await lockCases(transaction, [caseId]);
    const present = (await tagsOfCases(strapi, [caseId])).get(caseId) ?? [];
    const wanted = new Map(names.map((name) => [tagKey(name), name.trim()]));
    const known = new Set(present.map(({ name }) => tagKey(name)));
    const added = [...wanted].flatMap(([key, name]) => (known.has(key) ? [] : [name]));
    const removed = present.filter(({ name }) => !wanted.has(tagKey(name)));
    await addTagsToCase(transaction, caseId, added);
    await removeTagsFromCase(transaction, caseId, removed);
    const event = (kind: 'tagged' | 'untagged', marked: readonly string[]): readonly NewCaseEvent[] =>
      marked.length === 0
        ? []
        : [{ caseId, kind, actorId, reason: because, details: { names: marked }, at: new Date() }];
    await addCaseEvents(strapi, [
      ...event('tagged', added),
      ...event(
        'untagged',
        removed.map(({ name }) => name),
      ),
    ]);
  });
}
