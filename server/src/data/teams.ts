/** Teams and who belongs to them: members in their order, then the users of the roles they name. */
import { read, rowsOf, tableOf, type Strapi, type Transaction } from './database';
import { UIDS } from './uids';
import { isActive, USER_FIELDS, type UserRow } from './users';

export interface Team {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly color: string;
  readonly description: string;
  /** its members follow the cases that are opened for it */
  readonly autoFollow: boolean;
  readonly members: readonly UserRow[];
}

interface Row {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly color: string | null;
  readonly description: string | null;
  readonly autoFollow: boolean | null;
  readonly members: readonly UserRow[] | null;
  readonly roles: readonly { readonly users: readonly UserRow[] | null }[] | null;
}

const POPULATE = {
  members: { select: [...USER_FIELDS] },
  roles: { populate: { users: { select: [...USER_FIELDS] } } },
};

function teamFromRow(row: Row): Team {
  const named = row.members ?? [];
  const byRole = (row.roles ?? [])
    .flatMap((role) => role.users ?? [])
    .filter(isActive)
    .sort((left, right) => left.id - right.id);
  const members = new Map([...named, ...byRole].map((user) => [user.id, user]));
  return {
    id: row.id,
    documentId: row.documentId,
    name: row.name,
    color: row.color ?? '',
    description: row.description ?? '',
    autoFollow: row.autoFollow === true,
    members: [...members.values()],
  };
}

export async function findTeams(
  strapi: Strapi,
  where: Readonly<Record<string, unknown>> = {},
): Promise<readonly Team[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.team).findMany({
    where,
    populate: POPULATE,
    orderBy: { name: 'asc' },
  });
  return rows.map(teamFromRow);
}

/** Teams to which a user belongs, by name or by role. */
export async function teamsOfUser(
  strapi: Strapi,
  userId: number,
): Promise<readonly Pick<Team, 'id' | 'documentId' | 'name' | 'color'>[]> {
  const rows = await rowsOf<Row>(strapi, UIDS.team).findMany({
    select: ['id', 'documentId', 'name', 'color'],
    where: { $or: [{ members: { id: userId } }, { roles: { users: { id: userId } } }] },
    orderBy: { name: 'asc' },
  });
  const unique = new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, documentId: row.documentId, name: row.name, color: row.color ?? '' },
    ]),
  );
  return [...unique.values()];
}

export interface TeamSettings {
  readonly name: string;
  readonly color: string;
  readonly description: string;
  /** absent: as it is */
  readonly autoFollow?: boolean;
  readonly memberIds: readonly number[];
}

const columns = ({ memberIds, ...rest }: TeamSettings) => ({
  ...rest,
  members: { set: memberIds.map((id) => ({ id })) },
});

export async function createTeam(strapi: Strapi, settings: TeamSettings): Promise<number> {
  return (await rowsOf<Row>(strapi, UIDS.team).create({ data: columns(settings) })).id;
}

export async function updateTeam(strapi: Strapi, id: number, settings: TeamSettings): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.team).update({ where: { id }, data: columns(settings) });
}

export async function deleteTeam(strapi: Strapi, id: number): Promise<void> {
  await rowsOf<Row>(strapi, UIDS.team).delete({ where: { id } });
}

/** Link table of cases and teams. */
export function caseTeamsTable(strapi: Strapi): string {
  return `${tableOf(strapi, UIDS.case)}_teams_lnk`;
}

/** These teams no longer work on the case. Joins the caller's transaction. */
export async function removeTeamsFromCase(
  strapi: Strapi,
  { knex }: Transaction,
  caseId: number,
  teamIds: readonly number[],
): Promise<void> {
  await knex(caseTeamsTable(strapi))
    .where({ case_id: caseId })
    .whereIn('team_id', [...teamIds])
    .delete();
}

/** Open cases per team. */
export async function openCasesByTeam(strapi: Strapi): Promise<ReadonlyMap<number, number>> {
  const rows: { team_id: number; open_cases: number | string }[] = await read(strapi, (knex, table) =>
    knex(`${caseTeamsTable(strapi)} as link`)
      .join(`${table(UIDS.case)} as matter`, 'matter.id', 'link.case_id')
      .where('matter.open', true)
      .groupBy('link.team_id')
      .select('link.team_id', knex.raw('count(*) as open_cases')),
  );
  return new Map(rows.map((row) => [row.team_id, Number(row.open_cases)]));
}
