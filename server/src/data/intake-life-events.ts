/** What a mail that came in does to cases beside reaching one, as entries of their streams. */
import type { Filed } from '../domain/intake-plan';
import type { NewRow } from './database';

/** @param outcome of a mail and a case that are stored */
export function lifeEvents({ case: target, email, ...outcome }: Filed, at: Date): readonly NewRow[] {
  if (target === null) return [];
  const base = { at, reason: null, reasonParams: {} };
  const { opensCase, woken, filterNames } = outcome;
  const previous = opensCase ? target.previous : null;
  return [
    ...(filterNames.length === 0
      ? []
      : [{ ...base, case: target.id, kind: 'filtered', email: email.id, details: { names: filterNames } }]),
    ...(woken ? [{ ...base, case: target.id, kind: 'woken', reason: 'woken.customer-wrote' }] : []),
    ...(previous === null
      ? []
      : [{ ...base, case: previous.id, kind: 'continued', details: { number: target.number } }]),
  ];
}
