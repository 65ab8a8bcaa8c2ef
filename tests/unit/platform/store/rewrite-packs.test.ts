/** A stop at any moment loses no source and leaves no pack that is not noted; what cannot be read stays where it is. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackedSource, SourceMove } from '../../../../server/src/data/source-places';
import { readPlace } from '../../../../server/src/domain/source-place';
import { createBlobStore, type BlobStore } from '../../../../server/src/platform/blob-store';
import { packName, pathOf } from '../../../../server/src/platform/store/file-names';
import { rewritePacks } from '../../../../server/src/platform/store/rewrite-packs';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder('rewrite-packs');
});
afterEach(() => folder.remove());

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const packOf = (place: string): string => readPlace(place)?.pack ?? '';

class Killed extends Error {}

/** Rows and files, and a process that is killed before a certain step of its work. */
class World {
  readonly store: BlobStore;
  readonly places = new Map<string, string>();
  readonly noted = new Set<string>();
  private steps = 0;
  killAt = Infinity;

  constructor(private readonly path: string) {
    this.store = createBlobStore(path);
  }

  /** Packs of four mails, of which one in each is needed still. */
  async fill(packs: number): Promise<void> {
    for (let each = 0; each < packs; each += 1) {
      const pack = this.store.startPack();
      const mails = Array.from({ length: 4 }, () => randomBytes(500));
      const places = mails.map((mail) => pack.add(mail));
      await pack.write();
      this.places.set(sumOf(mails[2]!), places[2]!);
    }
  }

  readonly sources = (): readonly PackedSource[] =>
    [...this.places].map(([sha256, place]) => ({ sha256, place, emailIds: [1], locationIds: [] }));

  private step(): void {
    this.steps += 1;
    if (this.steps === this.killAt) throw new Killed();
  }

  run(signal = new AbortController().signal) {
    const { store } = this;
    const files: Pick<BlobStore, 'readSource' | 'startPack'> = {
      readSource: async (sha256, place) => {
        this.step();
        return store.readSource(sha256, place);
      },
      startPack: () => {
        const pack = store.startPack();
        return {
          add: (source) => pack.add(source),
          write: async () => {
            this.step();
            await pack.write();
            this.step();
          },
        };
      },
    };
    const rows = {
      note: async (packs: readonly string[]) => {
        this.step();
        for (const pack of packs) this.noted.add(pack);
        this.step();
      },
      move: async (moves: readonly SourceMove[]) => {
        this.step();
        for (const { sha256, to } of moves) this.places.set(sha256, to);
        this.step();
      },
    };
    return rewritePacks(files, rows, this.sources(), signal);
  }

  private packs(): readonly string[] {
    return readdirSync(this.path, { recursive: true })
      .map((file) => /([^/]+)\.pack$/.exec(String(file))?.[1])
      .filter((pack) => pack !== undefined);
  }

  async expectSound(): Promise<void> {
    for (const [sha256, place] of this.places)
      expect(sumOf(await this.store.readSource(sha256, place))).toBe(sha256);
    const needed = new Set([...this.places.values()].map(packOf));
    expect(this.packs().filter((pack) => !needed.has(pack) && !this.noted.has(pack))).toEqual([]);
  }
}

test('sources go together into one new pack, and the old ones are noted', async () => {
  const world = new World(folder.path);
  await world.fill(3);
  const old = [...world.places.values()].map(packOf);
  const { left, damaged } = await world.run();
  expect([[...left].sort(), damaged]).toEqual([[...old].sort(), []]);
  const now = new Set([...world.places.values()].map(packOf));
  expect(now.size).toBe(1);
  expect(old.some((pack) => now.has(pack))).toBe(false);
  expect([...world.noted].sort()).toEqual([...old, ...now].sort());
  await world.expectSound();
});

test('killed before any step, everything can be read, and the next run goes on', async () => {
  let kills = 0;
  for (let killAt = 1; ; killAt += 1) {
    const world = new World(join(folder.path, String(killAt)));
    await world.fill(3);
    world.killAt = killAt;
    const killed = await world.run().then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    await world.expectSound();
    if (!killed) break;
    kills += 1;
    world.killAt = Infinity;
    await world.run();
    await world.expectSound();
    expect(new Set([...world.places.values()].map(packOf)).size).toBe(1);
  }
  // Three reads, a note, a write, three looks, a move; notes, writes and moves may be cut off on either side.
  expect(kills).toBe(12);
});

test.each([
  ['overwritten', 5000],
  ['cut short', 10],
])('a source that is %s stays where it is, and is told', async (_, bytes) => {
  const world = new World(folder.path);
  await world.fill(3);
  const [first, second] = world.sources();
  const file = pathOf(folder.path, packName(packOf(first!.place)));
  expect(existsSync(file)).toBe(true);
  writeFileSync(file, Buffer.alloc(bytes));
  const { left, damaged } = await world.run();
  expect(damaged).toEqual([first]);
  expect(left).toHaveLength(2);
  expect(world.places.get(first!.sha256)).toBe(first!.place);
  expect(world.places.get(second!.sha256)).not.toBe(second!.place);
});

test('stopped, it begins no other pack', async () => {
  const world = new World(folder.path);
  await world.fill(2);
  expect(await world.run(AbortSignal.abort())).toEqual({ left: [], damaged: [] });
  expect(world.noted.size).toBe(0);
});
