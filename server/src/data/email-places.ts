/** Where mails belong, as far as deciding who may read them needs it; many at once, and nothing of what they say. */
import { rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface EmailPlace {
  readonly id: number;
  readonly groupAccountId: number | null;
  readonly personalAccountId: number | null;
  readonly case: { readonly ownerId: number | null; readonly teamIds: readonly number[] } | null;
}

interface Reference {
  readonly id: number;
}
interface Row extends Reference {
  readonly groupAccount: Reference | null;
  readonly personalAccount: Reference | null;
  readonly case: { readonly assignee: Reference | null; readonly teams: readonly Reference[] | null } | null;
}

const IDS = { select: ['id'] };
const POPULATE = {
  groupAccount: IDS,
  personalAccount: IDS,
  case: { ...IDS, populate: { assignee: IDS, teams: IDS } },
};

export async function findEmailPlaces(
  strapi: Strapi,
  emailIds: readonly number[],
): Promise<readonly EmailPlace[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.email).findMany({
    select: ['id'],
    where: { id: { $in: emailIds } },
    populate: POPULATE,
  });
  return rows.map((row) => ({
    id: row.id,
    groupAccountId: row.groupAccount?.id ?? null,
    personalAccountId: row.personalAccount?.id ?? null,
    case:
      row.case === null
        ? null
        : { ownerId: row.case.assignee?.id ?? null, teamIds: (row.case.teams ?? []).map(({ id }) => id) },
  }));
}
