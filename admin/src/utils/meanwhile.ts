/** What others have said in a case while somebody writes there. */
import type { TimelineEntry } from '../../../server/src/api/contracts';

const SAID: ReadonlySet<TimelineEntry['kind']> = new Set(['email-received', 'email-sent', 'note', 'post']);

export const idsOf = (entries: readonly TimelineEntry[]): ReadonlySet<string> =>
  new Set(entries.map(({ id }) => id));

/**
 * Messages that came in since, oldest first.
 *
 * @param known ids of what was there when the writing began
 * @param readerId whose own messages are no news
 */
export const saidSince = (
  entries: readonly TimelineEntry[],
  known: ReadonlySet<string>,
  readerId: number,
): readonly TimelineEntry[] =>
  entries.filter(
    ({ id, kind, actor }) => SAID.has(kind) && !known.has(id) && (actor === null || actor.id !== readerId),
  );
