/**
 * Calls code of the app so that it can stop nothing: errors, wrong answers and long waits are counted, logged by a code
 * that holds no mail, and come back as null. What has failed several times in a row is left out for a minute.
 */
import type { ExtensionKind, ExtensionState } from './contract';

/** Milliseconds that code may take that is called while mail is decided. */
const AT_ONCE = 100;
const USUAL_TIMEOUT = 5_000;
/** Failures in a row after which an extension is left out, and for how many milliseconds. */
const PATIENCE = 5;
const PAUSE = 60_000;
/** Milliseconds between two lines in the log about one extension. */
const LOG_PAUSE = 60_000;

export type Log = (line: string) => void;

/** Thrown by whoever reads an answer that cannot be used. */
export class UnusableAnswer extends Error {
  constructor() {
    super('The answer cannot be used');
    this.name = 'UnusableAnswer';
  }
}

export class Guard {
  private calls = 0;
  private failures = 0;
  private inRow = 0;
  private pausedUntil = 0;
  private loggedAt = 0;
  private last: ExtensionState['lastFailure'] = null;

  constructor(
    private readonly of: {
      readonly kind: ExtensionKind;
      readonly name: string;
      readonly label: string;
      readonly timeout?: number;
    },
    private readonly log: Log,
    private readonly clock: () => number = Date.now,
  ) {}

  state(): ExtensionState {
    const { kind, name, label } = this.of;
    const { calls, failures, last: lastFailure } = this;
    return { kind, name, label, calls, failures, lastFailure, paused: this.isPaused() };
  }

  /** Calls what answers at once. @returns null when it failed */
  atOnce<Answer>(work: () => unknown, read: (answer: unknown) => Answer): Answer | null {
    this.calls += 1;
    const start = this.clock();
    try {
      const answer = read(work());
      if (this.clock() - start > AT_ONCE) this.fail('slow');
      else this.inRow = 0;
      return answer;
    } catch (error) {
      this.fail(codeOf(error));
      return null;
    }
  }

  /** Calls what takes its time, up to its limit. @returns null when it failed, or is left out for now */
  async inTime<Answer>(
    work: (signal: AbortSignal) => unknown,
    read: (answer: unknown) => Answer,
  ): Promise<Answer | null> {
    if (this.isPaused()) return null;
    this.calls += 1;
    const abort = new AbortController();
    const timeout = this.of.timeout ?? USUAL_TIMEOUT;
    try {
      const answer = read(await limited(async () => work(abort.signal), timeout));
      this.inRow = 0;
      return answer;
    } catch (error) {
      this.fail(codeOf(error));
      if (this.inRow >= PATIENCE) this.pausedUntil = this.clock() + PAUSE;
      return null;
    } finally {
      abort.abort();
    }
  }

  private isPaused(): boolean {
    return this.clock() < this.pausedUntil;
  }

  private fail(code: string): void {
    const now = this.clock();
    this.failures += 1;
    this.inRow += 1;
    this.last = { at: new Date(now), code };
    if (now - this.loggedAt < LOG_PAUSE) return;
    this.loggedAt = now;
    this.log(
      `[mailroom] ${this.of.kind} "${this.of.name}" failed (${code}); mail goes on without it. Failures since the start: ${this.failures}`,
    );
  }
}

class TimeIsOver extends Error {}

/** Late answers, and late errors, are nobody's. */
function limited<Answer>(work: () => Promise<Answer>, milliseconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeIsOver()), milliseconds);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** The name of an error, which says what kind it is; its message may hold mail. */
function codeOf(error: unknown): string {
  if (error instanceof TimeIsOver) return 'timeout';
  if (error instanceof UnusableAnswer) return 'answer';
  const name = error instanceof Error ? error.name : '';
  return /^[A-Za-z][A-Za-z0-9]{0,49}$/.test(name) ? name : 'Error';
}
