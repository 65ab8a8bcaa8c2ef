/**
 * Writes what is needed of packs that are mostly empty into new ones. An old pack is only ever left, never changed: whoever has just
 * read where a source lies finds it there still. What a stop leaves at any moment is noted before, and removed later.
 */
import { createHash } from 'node:crypto';
import type { PackedSource, SourceMove } from '../../data/source-places';
import { packfuls } from '../../domain/source-packs';
import { readPlace } from '../../domain/source-place';
import type { BlobStore } from '../blob-store';
import { FileDamaged, FileMissing, isMissing } from './storage-errors';

/** What rows say, and are to say. */
export interface PackRows {
  /** Notes packs of which, from now on, one or the other may be without anything that is needed. */
  note(packs: readonly string[]): Promise<void>;
  /** All or none; of what is deleted meanwhile nothing. @throws when another process may have removed the new pack since */
  move(moves: readonly SourceMove[]): Promise<void>;
}

export interface Rewritten {
  /** packs out of which sources were moved */
  readonly left: readonly string[];
  /** sources that cannot be read: their packs stay */
  readonly damaged: readonly PackedSource[];
}

/**
 * @param signal ends it between two packs
 * @throws StorageUnavailable when the provider is away, or what the disk says: what was moved is moved
 */
export async function rewritePacks(
  files: Pick<BlobStore, 'readSource' | 'startPack'>,
  rows: PackRows,
  sources: readonly PackedSource[],
  signal: AbortSignal,
): Promise<Rewritten> {
  const left = new Set<string>();
  const damaged: PackedSource[] = [];
  for (const part of packfuls(sources)) {
    if (signal.aborted) break;
    const outcome = await rewrite(files, rows, part);
    for (const pack of outcome.left) left.add(pack);
    damaged.push(...outcome.damaged);
  }
  return { left: [...left], damaged };
}

async function rewrite(
  files: Pick<BlobStore, 'readSource' | 'startPack'>,
  rows: PackRows,
  part: readonly PackedSource[],
): Promise<Rewritten> {
  const pack = files.startPack();
  const moves: SourceMove[] = [];
  const damaged: PackedSource[] = [];
  for (const source of part) {
    const bytes = await readIntact(files, source.sha256, source.place);
    if (bytes === null) damaged.push(source);
    else moves.push({ ...source, to: pack.add(bytes) });
  }
  if (moves.length === 0) return { left: [], damaged };
  const left = packsOf(moves.map(({ place }) => place));
  await rows.note([...left, ...packsOf(moves.map(({ to }) => to))]);
  await pack.write();
  for (const { sha256, to } of moves)
    if ((await readIntact(files, sha256, to)) === null) throw new FileDamaged(readPlace(to)?.pack ?? to);
  await rows.move(moves);
  return { left, damaged };
}

/** Null when it is not there, or not what was put in. @throws when the store cannot be asked */
async function readIntact(
  files: Pick<BlobStore, 'readSource'>,
  sha256: string,
  place: string,
): Promise<Buffer | null> {
  try {
    const bytes = await files.readSource(sha256, place);
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

/** Not there, cut short, or no gzip any more: a source that was overwritten among them. */
function isDamage(error: unknown): boolean {
  if (isMissing(error) || error instanceof FileMissing || error instanceof FileDamaged) return true;
  // What zlib says of bytes that it cannot read.
  return /^Z_/.test(String((error as { readonly code?: unknown }).code));
}

const packsOf = (places: readonly string[]): readonly string[] => [
  ...new Set(places.flatMap((place) => readPlace(place)?.pack ?? [])),
];
