/** How often something is asked for again. Nothing is asked for while the page is hidden, and little while changes are told. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useIsTold } from '../live/live-store';
import { useRefreshInboxMutation } from '../services/cases';

export const LIST_INTERVAL = 10_000;
export const CASE_INTERVAL = 5_000;
/** Seconds for which a list needs not be asked for again by whoever shows it: it has been read ahead. */
export const JUST_READ = 3;
/** In case a hint was lost. */
const TOLD_INTERVAL = 60_000;

function subscribe(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}

export const usePageVisible = (): boolean =>
  useSyncExternalStore(subscribe, () => document.visibilityState === 'visible');

/** The options of a query that is repeated while the page can be seen. */
export function usePolling(interval: number): { readonly pollingInterval: number } {
  return { pollingInterval: usePageVisible() ? interval : 0 };
}

/** The same for what the stream tells of (services/live): repeated at its interval only while there is no stream. */
export function useLivePolling(interval: number): { readonly pollingInterval: number } {
  const told = useIsTold();
  return usePolling(told ? Math.max(TOLD_INTERVAL, interval) : interval);
}

/** Loads everything shown again as soon as a hidden page is looked at, instead of at the next turn of the poll. */
export function useRefreshOnReturn(): void {
  const visible = usePageVisible();
  const wasVisible = useRef(visible);
  const [refresh] = useRefreshInboxMutation();
  useEffect(() => {
    if (visible && !wasVisible.current) void refresh();
    wasVisible.current = visible;
  }, [visible, refresh]);
}
