/**
 * Chance that can be repeated: everything drawn from one seed, which a failing test prints. MAILROOM_TEST_SEED sets it.
 * Not for secrets.
 */
import { randomInt } from 'node:crypto';

export interface SeededRandom {
  readonly seed: number;
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** A whole number of 1 up to `to`; each power of ten is as likely as the others, so that small ones come too. */
  magnitude(to: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Up to `count` different elements. */
  sample<T>(list: readonly T[], count: number): T[];
}

/** The seed of this run: from the environment, or a new one. */
export function seedOfRun(): number {
  const given = Number(process.env.MAILROOM_TEST_SEED ?? '');
  return Number.isInteger(given) && given > 0 ? given : randomInt(1, 2 ** 31);
}

/**
 * mulberry32: its 32 bits of state are enough to choose moments and operations.
 * @param stream keeps the draws of two tests with one seed apart
 */
export function seededRandom(seed: number, stream = ''): SeededRandom {
  let state =
    [...stream].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 16_777_619), seed) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    seed,
    next,
    integer,
    magnitude: (to) => Math.max(1, Math.floor(to ** next())),
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error('There is nothing to pick from');
      return list[integer(0, list.length - 1)]!;
    },
    sample: (list, count) => {
      const rest = [...list];
      return Array.from({ length: Math.min(count, rest.length) }, () =>
        rest.splice(integer(0, rest.length - 1), 1),
      ).flat();
    },
  };
}
