/** What the lists of the inbox are made of: folders, saved views, and counters that go on counting. */
import { useGetCountersQuery } from '../services/cases';
import { useGetInboxCountersQuery, useGetInboxFoldersQuery } from '../services/inbox';
import { useGetSavedViewCountersQuery, useGetSavedViewsQuery } from '../services/search';
import type { PlaceFacts } from '../pages/inbox/places';
import { LIST_INTERVAL, useLivePolling } from './usePolling';

/** Counting what views find costs more than the other counters, and news there is less urgent. */
const VIEW_INTERVAL = 6 * LIST_INTERVAL;

const NONE: readonly never[] = [];

/** @param counted false: nothing is counted */
export function usePlaceFacts(counted: boolean): PlaceFacts {
  const polling = { ...useLivePolling(LIST_INTERVAL), skip: !counted };
  const { data: folders = NONE } = useGetInboxFoldersQuery();
  const { data: views = NONE } = useGetSavedViewsQuery();
  const viewPolling = useLivePolling(VIEW_INTERVAL);
  const { data: counters } = useGetCountersQuery(undefined, polling);
  const { data: ownCounters } = useGetInboxCountersQuery(undefined, polling);
  const { data: viewCounters } = useGetSavedViewCountersQuery(undefined, {
    ...viewPolling,
    skip: !counted || views.length === 0,
  });
  return { counters, ownCounters, folders, views, viewCounters };
}
