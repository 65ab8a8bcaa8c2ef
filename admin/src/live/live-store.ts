/** What this page knows by the stream: whether there is one, whether the server answers, and who has which case open. */
import { useSyncExternalStore } from 'react';
import type { LiveEvent, Presence } from '../../../server/src/api/contracts';

export type ServerState = 'ok' | 'unreachable';

export interface LiveState {
  /** whether changes are told; otherwise lists have to be asked for again and again */
  readonly told: boolean;
  readonly server: ServerState;
  /** by case */
  readonly presence: Readonly<Record<string, readonly Presence[]>>;
}

const NOBODY: readonly Presence[] = [];
const START: LiveState = { told: false, server: 'ok', presence: {} };

let state = START;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const liveState = (): LiveState => state;

export function changeLiveState(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** Nobody is known to be anywhere until the next stream says so. */
export const forgetLiveState = (): void => changeLiveState(START);

export function setPresence(caseId: string, present: readonly Presence[]): void {
  const { [caseId]: _, ...others } = state.presence;
  changeLiveState({ presence: present.length === 0 ? others : { ...others, [caseId]: present } });
}

/** Takes what an event says of itself; the rest is asked for again by others. */
export function takeEvent(event: LiveEvent): void {
  if (event.kind === 'hello') changeLiveState({ told: true, server: 'ok', presence: {} });
  if (event.kind === 'presence') setPresence(event.caseId, event.present);
}

const useLiveState = <Value>(pick: (state: LiveState) => Value): Value =>
  useSyncExternalStore(subscribe, () => pick(state));

export const useIsTold = (): boolean => useLiveState(({ told }) => told);
export const useServerState = (): ServerState => useLiveState(({ server }) => server);
/** Colleagues who have this case open. */
export const usePresent = (caseId: string): readonly Presence[] =>
  useLiveState(({ presence }) => presence[caseId] ?? NOBODY);
