/** Where an agent goes after having answered a case, as their preferences say. */
import { useNavigate } from 'react-router-dom';
import { useCaseListRows } from '../services/cases';
import { useGetPreferencesQuery } from '../services/preferences';
import { rowAfter } from '../utils/next-row';
import { placePath } from '../utils/paths';
import type { CasePlace } from '../pages/inbox/list/CaseList';

export function useLeaveCase(place: CasePlace, caseId: string): () => void {
  const navigate = useNavigate();
  const { data: preferences } = useGetPreferencesQuery();
  const rows = useCaseListRows(place);
  return () => {
    const wanted = preferences?.afterSending ?? 'stay';
    if (wanted === 'stay') return;
    const next =
      wanted === 'next'
        ? rowAfter(
            rows.map(({ id }) => id),
            caseId,
          )
        : null;
    navigate(placePath(place, next ?? undefined));
  };
}
