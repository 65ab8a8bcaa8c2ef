/** MAPI properties as TNEF writes them ([MS-OXTNEF] 2.1.3.4): only those that hold text, names or bytes. Never throws. */

/** Values of properties by their id; of several values the first. */
export type MapiProperties = ReadonlyMap<number, MapiValue>;

export interface MapiValue {
  readonly type: number;
  readonly bytes: Buffer;
}

export const MAPI = {
  string8: 0x1e,
  unicode: 0x1f,
  object: 0x0d,
  binary: 0x102,
} as const;

/** Properties of one object that are looked at. */
const MOST = 4096;
/** [MS-OXCDATA] 2.11.1: bytes of the types whose length is fixed, padded to four. */
const FIXED: Readonly<Record<number, number>> = {
  [0x02]: 4,
  [0x03]: 4,
  [0x04]: 4,
  [0x05]: 8,
  [0x06]: 8,
  [0x07]: 8,
  [0x0a]: 4,
  [0x0b]: 4,
  [0x14]: 8,
  [0x40]: 8,
  [0x48]: 16,
};
const MANY = 0x1000;
const NAMED = 0x8000;

/** What can be read before the first property that makes no sense. */
export function readProperties(data: Buffer): MapiProperties {
  const found = new Map<number, MapiValue>();
  const cursor = { data, at: 0 };
  const count = Math.min(number(cursor) ?? 0, MOST);
  for (let read = 0; read < count; read += 1) {
    const tag = number(cursor);
    if (tag === null) break;
    const type = tag & 0xffff;
    const id = tag >>> 16;
    if (id >= NAMED && !skipName(cursor)) break;
    const bytes = value(cursor, type);
    if (bytes === null) break;
    if (!found.has(id)) found.set(id, { type: type & ~MANY, bytes });
  }
  return found;
}

interface Cursor {
  readonly data: Buffer;
  at: number;
}

function number(cursor: Cursor): number | null {
  if (cursor.at + 4 > cursor.data.length) return null;
  const read = cursor.data.readUInt32LE(cursor.at);
  cursor.at += 4;
  return read;
}

function take(cursor: Cursor, length: number): Buffer | null {
  if (cursor.at + length > cursor.data.length) return null;
  const bytes = cursor.data.subarray(cursor.at, cursor.at + length);
  cursor.at += Math.ceil(length / 4) * 4;
  return bytes;
}

/** A property of a program's own: who names it, and how. */
function skipName(cursor: Cursor): boolean {
  cursor.at += 16;
  const kind = number(cursor);
  const given = number(cursor);
  if (kind === null || given === null) return false;
  return kind === 0 || take(cursor, given) !== null;
}

function value(cursor: Cursor, type: number): Buffer | null {
  const width = FIXED[type & ~MANY];
  const isFixed = width !== undefined;
  const values = isFixed && (type & MANY) === 0 ? 1 : number(cursor);
  if (values === null || values > MOST) return null;
  let first: Buffer | null = Buffer.alloc(0);
  for (let read = 0; read < values; read += 1) {
    const length = isFixed ? width : number(cursor);
    const bytes = length === null ? null : take(cursor, length);
    if (bytes === null) return null;
    if (read === 0) first = bytes;
  }
  return first;
}
