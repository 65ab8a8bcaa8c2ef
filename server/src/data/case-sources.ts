/**
 * Where the rows of a list of cases are read from. Along an index of all cases a team with many of them is found soon, one with few
 * after nearly all others; own cases and those of teams together are found along no index. Scopes and lists are case-lists.
 */
import type { Knex } from 'knex';
import type { RowScope } from '../domain/row-scope';
import { read, tableOf, type Strapi } from './database';
import { caseTeamsTable } from './teams';
import { UIDS } from './uids';

/** Teams with no more cases than this have few: all of them are looked at and sorted. */
export const FEW_CASES = 3_000;

/** Cases that can be looked at one by one. */
type FewCases =
  | { readonly kind: 'teams'; readonly ids: readonly number[] }
  | { readonly kind: 'mentions'; readonly userId: number };

export interface CaseSource {
  /** what its rows are still to be narrowed to */
  readonly scope: RowScope;
  /** those that alone are looked at; null: all cases */
  readonly few: FewCases | null;
}

/**
 * Sources that together hold all cases of a scope; one case may be in two of them.
 * @param list teams of the list, or the user whose mentions it shows, of which nobody has very many; null: neither
 */
export async function caseSources(
  strapi: Strapi,
  scope: RowScope,
  list: FewCases | null,
): Promise<readonly CaseSource[]> {
  if (list?.kind === 'mentions' || (list !== null && (await haveFewCases(strapi, list.ids))))
    return [{ scope, few: list }];
  if (scope.kind !== 'some' || scope.teamIds.length === 0) return [{ scope, few: null }];
  const few = list === null && (await haveFewCases(strapi, scope.teamIds));
  const ofTeams: CaseSource = {
    scope: { ...scope, own: false },
    few: few ? { kind: 'teams', ids: scope.teamIds } : null,
  };
  return scope.own ? [{ scope: { ...scope, teamIds: [] }, few: null }, ofTeams] : [ofTeams];
}

async function haveFewCases(strapi: Strapi, teamIds: readonly number[]): Promise<boolean> {
  const [row] = await read(strapi, (knex) =>
    knex
      .from(
        knex(caseTeamsTable(strapi))
          .select('case_id')
          .whereIn('team_id', [...teamIds])
          .limit(FEW_CASES + 1)
          .as('some'),
      )
      .count<{ total: number | string }[]>({ total: '*' }),
  );
  return Number(row?.total ?? 0) <= FEW_CASES;
}

/** A statement over cases, named `matter`. */
export function fromSource(strapi: Strapi, knex: Knex, source: CaseSource): Knex.QueryBuilder {
  const cases = tableOf(strapi, UIDS.case);
  if (source.few === null) return knex(`${cases} as matter`);
  const few = idsOf(strapi, knex, source.few).as('few');
  // SQLite keeps to the order of a cross join, and knows no other way to be told where to begin.
  const join = strapi.db.dialect.client === 'sqlite' ? 'cross join' : 'inner join';
  return knex.from(few).joinRaw(`${join} ?? as ?? on ?? = ??`, [cases, 'matter', 'matter.id', 'few.case_id']);
}

const idsOf = (strapi: Strapi, knex: Knex, few: FewCases): Knex.QueryBuilder =>
  few.kind === 'teams'
    ? knex(caseTeamsTable(strapi))
        .distinct('case_id')
        .whereIn('team_id', [...few.ids])
    : knex(tableOf(strapi, UIDS.mention)).distinct('case_id').where('user_id', few.userId);
