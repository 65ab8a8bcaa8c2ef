/** The documentIds of our rows, as long as Strapi's own. They name a row to the outside and open nothing by themselves. */
import { randomBytes } from 'node:crypto';

/** Digits of an id, each of five bits. */
const DIGITS = '0123456789abcdefghijklmnopqrstuv';
/** Digits of its time and of chance; and how many are drawn from the system at once: each draw costs more than the bytes do. */
const ID = { time: 8, chance: 16, drawn: 256 } as const;
/** Milliseconds of one step of the time. */
const STEP = 64;

let drawn = Buffer.alloc(0);

/**
 * An id that sorts by its time, as a UUIDv7 does (RFC 9562 §6.11): what is stored together lies together in the index
 * that Strapi keeps over the ids of each table. Chance alone would change a page of it for nearly every row of a batch.
 * What follows the time, 80 bits, nobody guesses.
 * @param now milliseconds since 1970
 */
export function newDocumentId(now: number = Date.now()): string {
  if (drawn.length === 0) drawn = randomBytes(ID.chance * ID.drawn);
  const chance = drawn.subarray(0, ID.chance);
  drawn = drawn.subarray(ID.chance);
  let id = Math.floor(now / STEP)
    .toString(DIGITS.length)
    .padStart(ID.time, '0');
  for (const byte of chance) id += DIGITS.charAt(byte % DIGITS.length);
  return id;
}
