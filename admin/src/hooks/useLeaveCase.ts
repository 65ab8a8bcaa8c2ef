/** Where an agent goes after having answered a case, as their preferences say. */
import { useNavigate } from 'react-router-dom';
import { useGetPreferencesQuery } from '../services/preferences';
import { rowAfter } from '../utils/next-row';
import { placePath, type CasePlace } from '../utils/paths';
import { useListedCases } from './useListedCases';

export function useLeaveCase(place: CasePlace, caseId: string): () => void {
  const navigate = useNavigate();
  const { data: preferences } = useGetPreferencesQuery();
  const rows = useListedCases(place);
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
