/** In which order lists of cases are shown, as chosen in this browser. */
import { useCallback, useState } from 'react';
import type { CaseSort } from '../../../server/src/api/contracts';

const KEPT = 'mailroom.case-sort';

/** The order that was chosen last. */
export const keptCaseSort = (): CaseSort => (localStorage.getItem(KEPT) === 'waiting' ? 'waiting' : 'newest');

export function useCaseSort(): readonly [CaseSort, (sort: CaseSort) => void] {
  const [sort, setSort] = useState(keptCaseSort);
  const choose = useCallback((chosen: CaseSort) => {
    localStorage.setItem(KEPT, chosen);
    setSort(chosen);
  }, []);
  return [sort, choose];
}
