/** How much room a row of a list takes, as chosen in this browser. */
import { useSyncExternalStore } from 'react';

export type Density = 'comfortable' | 'compact';

const KEPT = 'mailroom.list-density';
const listeners = new Set<() => void>();

const read = (): Density => (localStorage.getItem(KEPT) === 'compact' ? 'compact' : 'comfortable');

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Remembers the choice; every list that is shown follows at once. */
export function chooseDensity(density: Density): void {
  localStorage.setItem(KEPT, density);
  for (const listener of listeners) listener();
}

export const useDensity = (): Density => useSyncExternalStore(subscribe, read);
