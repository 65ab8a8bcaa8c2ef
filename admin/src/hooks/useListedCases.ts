/** The cases of the list that is looked at, as far as they are loaded, in the order in which they are shown. */
import { useCaseListRows } from '../services/cases';
import { useFoundCases, useGetSavedViewsQuery } from '../services/search';
import type { CaseRow } from '../../../server/src/api/contracts';
import { caseListOf, type CasePlace, type FoundPlace } from '../utils/paths';

export function useListedCases(place: CasePlace): readonly CaseRow[] {
  const isFound = place.kind === 'search' || place.kind === 'view';
  const q = useQueryOf(isFound ? place : null);
  const listed = useCaseListRows(isFound ? null : caseListOf(place));
  const found = useFoundCases(isFound && q !== null ? { q, ...place.show } : null);
  return isFound ? found : listed;
}

/** What is looked for in a place; null where that is not known: the view is gone, or is still being read. */
export function useQueryOf(place: FoundPlace | null): string | null {
  const { data: views } = useGetSavedViewsQuery(undefined, { skip: place?.kind !== 'view' });
  if (place?.kind === 'search') return place.q;
  return views?.find(({ id }) => id === place?.view)?.query ?? null;
}
