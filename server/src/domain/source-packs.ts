/**
 * Which packs of sources are worth being written anew, because little in them is needed still, and what goes together into a new one.
 * It reads no pack.
 */
import { readPlace } from './source-place';

/** How much of a pack rows refer to. */
export interface PackUse {
  readonly pack: string;
  /** sources */
  readonly sources: number;
  /** compressed bytes of these */
  readonly bytes: number;
}

/** What is needed is counted by places, since a mail and its entry in the ledger name the same one. */
export class PackUses {
  private readonly starts = new Map<string, Set<number>>();
  private readonly bytes = new Map<string, number>();
  private counted = 0;

  /** @param most sources that are held in memory: packs that come after so many are left for a later run */
  constructor(private readonly most: number) {}

  /** Whether packs were left out. */
  get isFull(): boolean {
    return this.counted >= this.most;
  }

  add(text: string): void {
    const place = readPlace(text);
    if (place === null) return;
    const { pack, start, length } = place;
    const known = this.starts.get(pack);
    if (known === undefined && this.isFull) return;
    const starts = known ?? new Set();
    if (starts.has(start)) return;
    this.starts.set(pack, starts.add(start));
    this.bytes.set(pack, (this.bytes.get(pack) ?? 0) + length);
    this.counted += 1;
  }

  all(): readonly PackUse[] {
    return [...this.starts].map(([pack, { size }]) => ({
      pack,
      sources: size,
      bytes: this.bytes.get(pack) ?? 0,
    }));
  }
}

/** Share of a pack that is needed at most for it to be written anew. */
const NEEDED = 0.5;

/** @param size bytes of the pack; what nothing refers to at all is not asked here, but swept away */
export const isMostlyEmpty = ({ bytes }: PackUse, size: number): boolean => bytes <= size * NEEDED;

/** The emptiest first, as many as may be copied in one run, and those that are left for the next. */
export function chosenPacks(
  packs: readonly (PackUse & { readonly size: number })[],
  mostBytes: number,
): { readonly chosen: readonly PackUse[]; readonly left: number } {
  const empty = packs
    .filter((pack) => isMostlyEmpty(pack, pack.size))
    .sort((one, other) => one.bytes / one.size - other.bytes / other.size);
  let bytes = 0;
  const chosen = empty.filter((pack) => (bytes += pack.bytes) <= mostBytes);
  return { chosen, left: empty.length - chosen.length };
}

/** In the given order, so many together as a new pack may hold: as those that come with mail, and a little more. */
export function packfuls<Source extends { readonly place: string }>(
  sources: readonly Source[],
): readonly (readonly Source[])[] {
  const parts: Source[][] = [];
  let bytes = Infinity;
  for (const source of sources) {
    const length = readPlace(source.place)?.length ?? 0;
    const last = parts.at(-1);
    if (last === undefined || last.length >= PACKFUL.sources || bytes + length > PACKFUL.bytes) {
      parts.push([source]);
      bytes = length;
    } else {
      last.push(source);
      bytes += length;
    }
  }
  return parts;
}
export const PACKFUL = { sources: 250, bytes: 8 * 1024 * 1024 } as const;
