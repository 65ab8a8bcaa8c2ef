/** Admin users and their membership of teams, as Mailroom needs them. Strapi owns them. */
import type { AgentSummary } from '../domain/agent';
import type { Member } from '../domain/distribution';
import { isAway } from '../domain/preferences';
import { profilesOf } from './agent-profiles';
import { read, readInChunks, rowsOf, type Strapi } from './database';
import { UIDS } from './uids';

export interface UserRow {
  readonly id: number;
  readonly firstname: string | null;
  readonly lastname: string | null;
  readonly username: string | null;
  readonly email: string | null;
  readonly isActive: boolean | null;
  readonly blocked: boolean | null;
}

/** Fields of an admin user that may leave the server. */
export const USER_FIELDS = [
  'id',
  'firstname',
  'lastname',
  'username',
  'email',
  'isActive',
  'blocked',
] as const;

/** An admin user as others may see them. */
export function agentSummary(user: UserRow): AgentSummary {
  const name = [user.firstname, user.lastname].filter((part) => part !== null && part !== '').join(' ');
  return {
    id: user.id,
    name: name || user.username || user.email || `#${user.id}`,
    email: user.email ?? '',
    active: isActive(user),
  };
}

export function isActive(user: Pick<UserRow, 'isActive' | 'blocked'>): boolean {
  return user.isActive === true && user.blocked !== true;
}

export async function findUsers(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, AgentSummary>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<UserRow>(strapi, UIDS.adminUser).findMany({
    select: USER_FIELDS,
    where: { id: { $in: [...new Set(ids)] } },
  });
  return new Map(rows.map((row) => [row.id, agentSummary(row)]));
}

/** Everybody, also who can no longer sign in. */
export async function allUsers(strapi: Strapi): Promise<readonly AgentSummary[]> {
  const rows = await rowsOf<UserRow>(strapi, UIDS.adminUser).findMany({ select: USER_FIELDS });
  return rows.map(agentSummary);
}

/** Everybody who can sign in, by name. */
export async function activeUsers(strapi: Strapi): Promise<readonly AgentSummary[]> {
  const rows = await rowsOf<UserRow>(strapi, UIDS.adminUser).findMany({
    select: USER_FIELDS,
    where: { isActive: true },
  });
  return rows
    .map(agentSummary)
    .filter(({ active }) => active)
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** Active users who have one of these addresses (compared without case), by lower-cased address. */
export async function usersByAddress(
  strapi: Strapi,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (addresses.length === 0) return new Map();
  const rows = await rowsOf<UserRow>(strapi, UIDS.adminUser).findMany({
    select: USER_FIELDS,
    where: { email: { $in: [...new Set(addresses.map((address) => address.toLowerCase()))] } },
  });
  return new Map(rows.filter(isActive).map((row) => [(row.email ?? '').toLowerCase(), row.id]));
}

/** Open cases assigned to each of these users; who has none is not among it. */
export async function openCasesOf(
  strapi: Strapi,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await readInChunks<number, { assignee_id: number; open_cases: number | string }>(
    ids,
    (chunk) =>
      read(strapi, (knex, table) =>
        knex(table(UIDS.case))
          .whereIn('assignee_id', chunk)
          .andWhere('open', true)
          .groupBy('assignee_id')
          .select('assignee_id', knex.raw('count(*) as open_cases')),
      ),
  );
  return new Map(rows.map((row) => [row.assignee_id, Number(row.open_cases)]));
}

/** Users with the number of open cases assigned to each, whatever the team (EspoCRM rule C12), and whether they are there. */
export async function withLoad(
  strapi: Strapi,
  users: readonly UserRow[],
  now: Date,
): Promise<readonly Member[]> {
  const ids = [...new Set(users.map(({ id }) => id))];
  const profiles = await profilesOf(strapi, ids);
  const load = await openCasesOf(strapi, ids);
  return users.map((user) => {
    const profile = profiles.get(user.id);
    return {
      userId: user.id,
      name: agentSummary(user).name,
      active: isActive(user),
      away: profile !== undefined && isAway(profile, now),
      capacity: profile?.capacity ?? null,
      openCases: load.get(user.id) ?? 0,
    };
  });
}

/** Active owners of personal accounts with one of these addresses, by lower-cased address. */
export async function ownersByAddress(
  strapi: Strapi,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (addresses.length === 0) return new Map();
  const rows: { address: string; owner: number }[] = await read(strapi, (knex, table) =>
    knex(`${table(UIDS.personalAccount)} as account`)
      .join(`${table(UIDS.mailbox)} as mailbox`, 'mailbox.id', 'account.mailbox_id')
      .join(`${table(UIDS.adminUser)} as person`, 'person.id', 'account.owner_id')
      .whereRaw(`lower(mailbox.address) in (${addresses.map(() => '?').join(', ')})`, [...addresses])
      .where('person.is_active', true)
      .where((either) => either.whereNull('person.blocked').orWhere('person.blocked', false))
      .select('mailbox.address as address', 'person.id as owner'),
  );
  const found = new Map<string, number[]>();
  for (const { address, owner } of rows) {
    const key = address.trim().toLowerCase();
    found.set(key, [...(found.get(key) ?? []), owner]);
  }
  return found;
}

/** The language in which a user uses the panel; empty: the usual one. */
export async function languageOfUser(strapi: Strapi, userId: number): Promise<string> {
  const row = await rowsOf<{ preferedLanguage: string | null }>(strapi, UIDS.adminUser).findOne({
    select: ['preferedLanguage'],
    where: { id: userId },
  });
  return row?.preferedLanguage ?? '';
}
