/**
 * Saves a draft as it is written: soon after the last change, one request at a time, again and again while the server
 * cannot be reached. It knows nothing of the panel; how something is saved and what is shown are given to it.
 */

/** What became of one attempt. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly version: number }
  /** the draft was changed elsewhere since it was read */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unreachable' }
  /** the server does not take it as it is; another try would end the same way */
  | { readonly kind: 'refused' };

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict' | 'refused';

interface DraftSaverOptions<Fields> {
  /** of the draft as it was read */
  readonly version: number;
  readonly save: (fields: Partial<Fields>, version: number) => Promise<SaveOutcome>;
  readonly onState: (state: SaveState) => void;
  /** milliseconds between the last change and saving it */
  readonly delay?: number;
  /** milliseconds until the next try while the server cannot be reached */
  readonly retryDelay?: number;
}

export interface DraftSaver<Fields> {
  /** Takes a change and saves it soon. */
  readonly change: (fields: Partial<Fields>) => void;
  /** Saves at once what is not saved yet. @returns whether everything is saved now */
  readonly flush: () => Promise<boolean>;
  /** Goes on from another version: changes that are waiting are saved over it. */
  readonly adopt: (version: number) => void;
  /** Forgets what is waiting, and goes on from another version. */
  readonly reset: (version: number) => void;
  readonly version: () => number;
  readonly isSaved: () => boolean;
  /** Nothing is saved by itself any more; `flush` still does. */
  readonly stop: () => void;
}

const DELAY = 1_000;
const RETRY_DELAY = 5_000;

export function createDraftSaver<Fields extends object>(
  options: DraftSaverOptions<Fields>,
): DraftSaver<Fields> {
  const { save, onState, delay = DELAY, retryDelay = RETRY_DELAY } = options;
  let version = options.version;
  let waiting: Partial<Fields> = {};
  let running: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  /** changes with every reset: what was under way before it says nothing of what is there now */
  let generation = 0;

  const isWaiting = (): boolean => Object.keys(waiting).length > 0;
  const plan = (milliseconds: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void flush(), milliseconds);
  };

  async function saveWaiting(): Promise<boolean> {
    const fields = waiting;
    const begun = generation;
    waiting = {};
    onState('saving');
    const outcome = await save(fields, version).catch((): SaveOutcome => ({ kind: 'unreachable' }));
    if (begun !== generation) return !isWaiting();
    if (outcome.kind === 'saved') {
      version = outcome.version;
      onState(isWaiting() ? 'unsaved' : 'saved');
      return true;
    }
    // What was written meanwhile is newer.
    waiting = { ...fields, ...waiting };
    onState(outcome.kind === 'unreachable' ? 'offline' : outcome.kind);
    if (outcome.kind === 'unreachable') plan(retryDelay);
    return false;
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    for (;;) {
      // Changes that were made while one request was under way go with the next.
      if (running === null && !isWaiting()) return true;
      running ??= saveWaiting().finally(() => {
        running = null;
      });
      if (!(await running)) return false;
    }
  }

  return {
    change: (fields) => {
      waiting = { ...waiting, ...fields };
      if (running === null) onState('unsaved');
      plan(delay);
    },
    flush,
    adopt: (stored) => {
      version = stored;
    },
    reset: (stored) => {
      clearTimeout(timer);
      generation += 1;
      version = stored;
      waiting = {};
      onState('saved');
    },
    version: () => version,
    isSaved: () => running === null && !isWaiting(),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
