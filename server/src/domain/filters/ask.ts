/**
 * Asks filters about one mail: scope after scope, in each in order until one that matches says stop. It does nothing to
 * the mail.
 */
import type { Filter, FilterTrial } from '../filter';
import type { MailToFilter } from './mail';
import type { ReadyFilter } from './match';

export interface AskedFilter<Of extends Filter = Filter> {
  readonly filter: Of;
  readonly trial: FilterTrial;
}

/** Whether the filter leaves mail out. */
export const skips = ({ actions }: Pick<Filter, 'actions'>): boolean =>
  actions.some(({ kind }) => kind === 'skip');

/** Whether later filters of its scope are not asked when it matches. */
const ends = (filter: Filter): boolean => filter.stop || skips(filter);

/**
 * What each filter of one scope says of a mail, in their order.
 * @param mail with its content: what cannot be told counts as not met
 * @param after whether a filter of an earlier scope has left the mail out
 */
export function askScope<Of extends Filter>(
  filters: readonly ReadyFilter<Of>[],
  mail: MailToFilter,
  after = false,
): readonly AskedFilter<Of>[] {
  let stopped = after;
  return filters.map(({ filter, idle, answer }) => {
    if (stopped && idle === null) return { filter, trial: { matched: false, because: 'stopped-before' } };
    const told = answer(mail);
    stopped ||= told.matched === true && ends(filter);
    return { filter, trial: told.matched === null ? { matched: false, because: told.because } : told };
  });
}

/** Those filters of one scope that matched, in their order; what follows the last is not asked. */
export function matchesOf(
  filters: readonly ReadyFilter[],
  mail: MailToFilter,
  /** puts built-in actions in the place of those of the app's own */
  applied: (filter: Filter) => Filter = (filter) => filter,
): readonly Filter[] {
  const matched: Filter[] = [];
  for (const { filter, answer } of filters) {
    if (answer(mail).matched !== true) continue;
    const met = applied(filter);
    matched.push(met);
    if (ends(met)) break;
  }
  return matched;
}

/**
 * The filters that matched, up to the one that leaves the mail out, where the headers alone say so; null where they do not.
 * A filter before it that may match, and would stop, forbids it.
 * @param scopes the filters of each scope, in their order
 */
export function skippedByHeaders(
  scopes: readonly (readonly ReadyFilter[])[],
  headers: MailToFilter,
): readonly Filter[] | null {
  const matched: Filter[] = [];
  for (const filters of scopes) {
    for (const { filter, answer } of filters) {
      const told = answer(headers).matched;
      if (told === true) matched.push(filter);
      if (told === true && skips(filter)) return matched;
      if (told !== false && ends(filter)) break;
    }
  }
  return null;
}
