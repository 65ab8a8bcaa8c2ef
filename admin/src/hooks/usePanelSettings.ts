/**
 * How the panel looks and works for the reading user. The server keeps it for every browser; this browser keeps it as well, for the
 * first moment of a page and while the server cannot be asked.
 */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useKeepPanelMutation } from '../services/preferences';
import {
  choicesOf,
  keptSettings,
  withChoice,
  withSent,
  withStored,
  type KeptSettings,
} from '../utils/panelSettings';
import type { Me, PanelPreferences } from '../../../server/src/api/contracts';

const KEY = 'mailroom.panel';
const listeners = new Set<() => void>();

/** Stands in where the browser keeps nothing. */
let memory: string | null = null;

function readText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return memory;
  }
}

const read = (): KeptSettings => keptSettings(readText());

function keep(kept: KeptSettings): void {
  const text = JSON.stringify(kept);
  if (text === readText()) return;
  memory = text;
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // It holds until the page is loaded again, and on the server.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** How it is at this moment, for who is no component. */
export const panelSettings = (): PanelPreferences => read().values;

/** Holds at once, wherever it is shown, and from then on in every browser. */
export const choosePanel = (choice: Partial<PanelPreferences>): void => keep(withChoice(read(), choice));

function useKept(): KeptSettings {
  const text = useSyncExternalStore(subscribe, readText);
  return useMemo(() => keptSettings(text), [text]);
}

export const usePanelSettings = (): PanelPreferences => useKept().values;

/** Takes over what the server knows, and tells it what was chosen here; what it could not be told is told later. */
export function usePanelExchange(me: Me | undefined): void {
  const [send] = useKeepPanelMutation();
  const kept = useKept();
  useEffect(() => {
    if (me) keep(withStored(read(), me.agent.id, me.panel));
  }, [me]);
  useEffect(() => {
    if (me === undefined || kept.userId !== me.agent.id || kept.unsent.length === 0) return;
    const tell = async (): Promise<void> => {
      const choices = choicesOf(kept);
      if ('data' in (await send(choices))) keep(withSent(read(), choices));
    };
    void tell();
    const again = (): void => void tell();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [me, kept, send]);
}
