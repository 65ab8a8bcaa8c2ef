/** Searches that are kept as lists, as rows. Who may see or change which is decided in inbox/read-saved-views. */
import { rowsOf, type Strapi } from './database';
import type { TeamRow } from './accounts';
import { nextPlace } from './ordered-rows';
import { UIDS } from './uids';

export interface SavedView {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  /** as typed into the search box */
  readonly query: string;
  readonly order: number;
  /** who made it; null: a user who is gone */
  readonly ownerId: number | null;
  /** empty: its owner's alone */
  readonly teams: readonly TeamRow[];
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly name: string | null;
  readonly query: string | null;
  readonly order: number | null;
  readonly owner: { readonly id: number } | null;
  readonly teams: readonly TeamRow[] | null;
}

const POPULATE = {
  owner: { select: ['id'] },
  teams: { select: ['id', 'documentId', 'name', 'color'] },
};

/** Views in their order. */
export async function findSavedViews(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>>,
): Promise<readonly SavedView[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.savedView).findMany({
    where,
    populate: POPULATE,
    orderBy: [{ order: 'asc' }, { id: 'asc' }],
  });
  // A view of two of one's teams is found by each of them.
  return [...new Map(rows.map((row) => [row.id, fromRow(row)])).values()];
}

const fromRow = ({ id, documentId, name, query, order, owner, teams }: Row): SavedView => ({
  id,
  documentId,
  name: name ?? '',
  query: query ?? '',
  order: order ?? 0,
  ownerId: owner?.id ?? null,
  teams: teams ?? [],
});

export interface SavedViewSettings {
  readonly name: string;
  readonly query: string;
  readonly teamIds: readonly number[];
}

const dataOf = ({ name, query, teamIds }: SavedViewSettings) => ({
  name,
  query,
  teams: { set: teamIds.map((id) => ({ id })) },
});

/** Makes a view after all others. Joins the caller's transaction. @returns its id */
export async function createSavedView(
  strapi: Strapi,
  ownerId: number,
  settings: SavedViewSettings,
): Promise<number> {
  const order = await nextPlace(strapi, UIDS.savedView);
  const { id } = await rowsOf<Row>(strapi, UIDS.savedView).create({
    data: { ...dataOf(settings), order, owner: ownerId },
  });
  return id;
}

/** Joins the caller's transaction. */
export async function updateSavedView(
  strapi: Strapi,
  id: number,
  settings: SavedViewSettings,
): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.savedView).update({ where: { id }, data: dataOf(settings) });
}

/** Joins the caller's transaction. */
export async function deleteSavedView(strapi: Strapi, id: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.savedView).delete({ where: { id } });
}
