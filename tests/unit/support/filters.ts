/** Filters for tests of what they mean and do. */
import type { Filter, FilterCriteria } from '../../../server/src/domain/filter';

/** No criteria but those that are given. */
export const criteria = (parts: Partial<FilterCriteria> = {}): FilterCriteria => ({
  from: null,
  to: null,
  cc: null,
  subject: null,
  bodyContains: [],
  bodyContainsAll: [],
  hasAttachment: null,
  classifications: [],
  ...parts,
});

let count = 0;

/** An active filter of all mail that stops; each has an id of its own. */
export function filter(parts: Partial<Filter> = {}): Filter {
  count += 1;
  return {
    id: count,
    documentId: `filter ${count}`,
    name: `Filter ${count}`,
    scope: { kind: 'global' },
    active: true,
    order: 0,
    stop: true,
    criteria: criteria({ subject: '*' }),
    actions: [],
    ...parts,
  };
}
