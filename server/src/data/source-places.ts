/** Where rows say that sources of mails lie: how much of each pack is needed, and moving sources into another pack. */
import { PackUses, type PackUse } from '../domain/source-packs';
import { readPlace } from '../domain/source-place';
import { PLUGIN_ID } from '../plugin-id';
import { allReferences } from './blob-references';
import { inTransaction, readInChunks, toDate, updateRows, type Strapi, type Transaction } from './database';
import { assertHeld } from './leases';
import { UIDS } from './uids';

/** Sources counted in one walk: some hundred bytes of memory each. */
const COUNTED = 1_000_000;

/** @returns `complete` false: there are more packs than can be counted at once; those of the oldest mails are */
export async function usesOfPacks(
  strapi: Strapi,
): Promise<{ readonly packs: readonly PackUse[]; readonly complete: boolean }> {
  const uses = new PackUses(COUNTED);
  for await (const references of allReferences(strapi))
    for (const { place } of references) if (place !== null) uses.add(place);
  return { packs: uses.all(), complete: !uses.isFull };
}

/** A source in a pack, and the rows that say so. */
export interface PackedSource {
  readonly sha256: string;
  readonly place: string;
  readonly emailIds: readonly number[];
  /** of the ledger */
  readonly locationIds: readonly number[];
}

/** What is needed of these packs, in the order in which mails came. */
export async function sourcesIn(
  strapi: Strapi,
  packs: ReadonlySet<string>,
): Promise<readonly PackedSource[]> {
  const found = new Map<string, { sha256: string; emailIds: number[]; locationIds: number[] }>();
  for await (const references of allReferences(strapi))
    for (const { uid, id, sha256, place } of references) {
      const pack = place === null ? undefined : readPlace(place)?.pack;
      if (place === null || pack === undefined || !packs.has(pack)) continue;
      const source = found.get(place) ?? { sha256, emailIds: [], locationIds: [] };
      (uid === UIDS.email ? source.emailIds : source.locationIds).push(id);
      found.set(place, source);
    }
  return [...found].map(([place, source]) => ({ place, ...source }));
}

export interface SourceMove extends PackedSource {
  /** the new place */
  readonly to: string;
}

/**
 * Lets rows say the new places, where they say the old ones still. All or none.
 * @throws when the lease is another's: who holds it removes packs to which no row refers, the new ones among them
 */
export async function moveSources(
  strapi: Strapi,
  moves: readonly SourceMove[],
  lease: { readonly name: string; readonly token: number },
): Promise<void> {
  await inTransaction(strapi, async (transaction) => {
    await assertHeld(transaction, lease);
    await movePlaces(transaction, UIDS.email, moves, ({ emailIds }) => emailIds);
    await movePlaces(transaction, UIDS.messageLocation, moves, ({ locationIds }) => locationIds);
  });
}

async function movePlaces(
  transaction: Transaction,
  uid: (typeof UIDS)['email' | 'messageLocation'],
  moves: readonly SourceMove[],
  idsOf: (move: SourceMove) => readonly number[],
): Promise<void> {
  const { knex, table } = transaction;
  const target = new Map(moves.map(({ place, to }) => [place, to]));
  // Locked in one order everywhere. What was deleted or moved since it was read stays as it is.
  const ids = moves.flatMap(idsOf).sort((one, other) => one - other);
  const rows = await readInChunks<number, { id: number; source_place: string | null }>(ids, (chunk) =>
    knex(table(uid)).whereIn('id', chunk).orderBy('id').forUpdate().select('id', 'source_place'),
  );
  await updateRows(
    transaction,
    uid,
    rows.flatMap(({ id, source_place: place }) => {
      const to = target.get(place ?? '');
      return to === undefined ? [] : [{ id, source_place: to }];
    }),
  );
}

/** What the last run left: packs in which, it may be, nothing is needed any more, and whether there is more to write anew. */
export interface PacksLeft {
  readonly at: Date;
  readonly packs: readonly string[];
  readonly more: boolean;
}

const LEFT = 'packs-left';
const storeOf = (strapi: Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

export async function packsLeft(strapi: Strapi): Promise<PacksLeft | null> {
  const stored = (await storeOf(strapi).get({ key: LEFT })) as
    { at: string; packs: readonly string[]; more: boolean } | null | undefined;
  const at = toDate(stored?.at);
  return stored == null || at === null ? null : { ...stored, at };
}

/** @param left null: nothing is left */
export async function notePacksLeft(strapi: Strapi, left: PacksLeft | null): Promise<void> {
  await storeOf(strapi).set({ key: LEFT, value: left });
}
