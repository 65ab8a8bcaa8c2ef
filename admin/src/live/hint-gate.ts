/**
 * Gathers hints, so that a burst of them makes every list load once: the first goes through at once, what follows within a second
 * goes together. It knows nothing of the panel; what is done with hints, and the clock, are given to it.
 */
import type { LiveEvent } from '../../../server/src/api/contracts';

/** What is to be asked for again. */
export interface Hints {
  readonly everything: boolean;
  /** lists and their counters */
  readonly lists: boolean;
  readonly notifications: boolean;
  /** documentIds */
  readonly cases: readonly string[];
  readonly emails: readonly string[];
}

interface HintGateOptions {
  readonly apply: (hints: Hints) => void;
  /** runs something after some milliseconds. @returns how to prevent it */
  readonly later: (run: () => void, milliseconds: number) => () => void;
}

export interface HintGate {
  readonly push: (event: LiveEvent) => void;
  readonly stop: () => void;
}

const NOTHING: Hints = { everything: false, lists: false, notifications: false, cases: [], emails: [] };
const PAUSE = 1_000;
/** What makes everything load again comes in long rows, while old mail is imported. */
const LONG_PAUSE = 5_000;

const joined = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...new Set([...one, ...other]),
];

/** What an event asks for, with what is waiting already; null: nothing. */
function withEvent(hints: Hints, event: LiveEvent): Hints | null {
  switch (event.kind) {
    case 'hello':
    case 'everything':
      return { ...hints, everything: true };
    case 'lists':
      return { ...hints, lists: true };
    case 'notifications':
      return { ...hints, notifications: true };
    case 'changed':
      return {
        ...hints,
        lists: true,
        cases: joined(hints.cases, event.cases),
        emails: joined(hints.emails, event.emails),
      };
    case 'presence':
      return null;
  }
}

export function createHintGate({ apply, later }: HintGateOptions): HintGate {
  let waiting: Hints | null = null;
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel = null;
    if (waiting === null) return;
    const hints = waiting;
    waiting = null;
    cancel = later(flush, hints.everything ? LONG_PAUSE : PAUSE);
    apply(hints);
  };
  return {
    push: (event) => {
      const next = withEvent(waiting ?? NOTHING, event);
      if (next === null) return;
      waiting = next;
      if (cancel === null) flush();
    },
    stop: () => {
      cancel?.();
      cancel = null;
      waiting = null;
    },
  };
}
