/** Whether this browser shows one's notices on the desktop. The browser's own permission belongs to it, so it is kept here too. */
import { useSyncExternalStore } from 'react';

/** `blocked`: the browser was told to refuse; `impossible`: it has none, or not for an address without TLS */
export type DesktopState = 'on' | 'off' | 'blocked' | 'impossible';

const keyOf = (userId: number): string => `mailroom.desktop-notices.${userId}`;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  // The permission may have been changed in the browser's settings meanwhile.
  document.addEventListener('visibilitychange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

function stateOf(userId: number): DesktopState {
  if (!window.isSecureContext || !('Notification' in window)) return 'impossible';
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && isChosen(userId) ? 'on' : 'off';
}

function isChosen(userId: number): boolean {
  try {
    return localStorage.getItem(keyOf(userId)) !== null;
  } catch {
    return false;
  }
}

function choose(userId: number, on: boolean): void {
  try {
    if (on) localStorage.setItem(keyOf(userId), 'on');
    else localStorage.removeItem(keyOf(userId));
  } catch {
    // A browser that keeps nothing shows nothing.
  }
  for (const listener of listeners) listener();
}

interface DesktopSetting {
  readonly state: DesktopState;
  /** to be called by a press: the browser asks its user then, and at no other time */
  readonly turn: (on: boolean) => Promise<void>;
}

export function useDesktopSetting(userId: number): DesktopSetting {
  const state = useSyncExternalStore(subscribe, () => stateOf(userId));
  return {
    state,
    turn: async (on) => choose(userId, on && (await Notification.requestPermission()) === 'granted'),
  };
}
