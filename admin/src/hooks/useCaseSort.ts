/** In which order lists of cases are shown, as chosen in this browser; all who ask see a new choice at once. */
import { useCallback, useSyncExternalStore } from 'react';
import type { CaseSort } from '../../../server/src/api/contracts';

const KEPT = 'mailroom.case-sort';
const listeners = new Set<() => void>();

/** The order that was chosen last. */
export const keptCaseSort = (): CaseSort => (localStorage.getItem(KEPT) === 'waiting' ? 'waiting' : 'newest');

const listen = (onChange: () => void): (() => void) => {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
};

export function useCaseSort(): readonly [CaseSort, (sort: CaseSort) => void] {
  const sort = useSyncExternalStore(listen, keptCaseSort);
  const choose = useCallback((chosen: CaseSort) => {
    localStorage.setItem(KEPT, chosen);
    for (const tell of listeners) tell();
  }, []);
  return [sort, choose];
}
