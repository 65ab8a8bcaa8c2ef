/** Who may get which of several cases: their accounts, turns and loads, read once for all of them under the lock. */
import { findGroupAccounts, storeTurn } from '../data/accounts';
import type { CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import { CaseAssigner, type DistributingAccount } from '../domain/case-assigner';
import type { FilterTeam } from '../domain/filters/targets';
import { turnsOfAccounts } from './turns';

export interface CaseAccounts {
  readonly assigner: CaseAssigner;
  /** by id */
  readonly accounts: ReadonlyMap<number, DistributingAccount>;
  /** by id */
  readonly teams: ReadonlyMap<number, FilterTeam>;
}

/** To be called under the lock of case numbers. @param teamIds teams besides those of the accounts */
export async function readCaseAccounts(
  strapi: Strapi,
  records: readonly Pick<CaseRecord, 'groupAccountId'>[],
  { teamIds, now }: { readonly teamIds: readonly number[]; readonly now: Date },
): Promise<CaseAccounts> {
  const ids = [...new Set(records.flatMap(({ groupAccountId }) => groupAccountId ?? []))];
  const found = ids.length === 0 ? [] : await findGroupAccounts(strapi, { id: { $in: ids } });
  const { turns, teams } = await turnsOfAccounts(strapi, found, { teamIds, now });
  const accounts = found.flatMap((account): readonly DistributingAccount[] => {
    const own = turns.get(account.id);
    const { id, distribution } = account;
    return own === undefined
      ? []
      : [{ id, teamIds: account.teams.map((team) => team.id), distribution, ...own }];
  });
  return {
    assigner: new CaseAssigner(),
    accounts: new Map(accounts.map((account) => [account.id, account])),
    teams,
  };
}

/** Stores whose turn it was last. */
export async function storeTurns(strapi: Strapi, { pointers }: CaseAssigner): Promise<void> {
  for (const [accountId, pointer] of pointers) await storeTurn(strapi, accountId, pointer);
}
