/** Who may get which of several cases: their accounts, turns and loads, read once for all of them under the lock. */
import { findGroupAccounts, storeTurn } from '../data/accounts';
import type { CaseRecord } from '../data/cases';
import type { Strapi } from '../data/database';
import { CaseAssigner, type DistributingAccount } from '../domain/case-assigner';
import { customRule } from '../domain/distribution-kind';
import type { CaseFacts } from '../domain/extension';
import type { FilterTeam } from '../domain/filters/targets';
import { decidingExtensions } from '../extensions/deciding';
import { extensionsOf } from '../extensions';
import { languagesOfRequesters } from './requester-language';
import { turnsOfAccounts } from './turns';

export interface CaseAccounts {
  readonly assigner: CaseAssigner;
  /** by id */
  readonly accounts: ReadonlyMap<number, DistributingAccount>;
  /** by id */
  readonly teams: ReadonlyMap<number, FilterTeam>;
  /** what a rule of the app's own asks of one of the cases */
  factsOf(record: CaseRecord): CaseFacts;
}

/** To be called under the lock of case numbers. @param teamIds teams besides those of the accounts */
export async function readCaseAccounts(
  strapi: Strapi,
  records: readonly CaseRecord[],
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
  const asking = new Set(
    found.flatMap(({ id, distribution }) => (customRule(distribution) === null ? [] : [id])),
  );
  const languages = await languagesOfRequesters(
    strapi,
    records.filter(({ groupAccountId }) => asking.has(groupAccountId ?? 0)),
  );
  return {
    assigner: new CaseAssigner(decidingExtensions(extensionsOf(strapi)).chooseByRule),
    accounts: new Map(accounts.map((account) => [account.id, account])),
    teams,
    factsOf: ({ id, number, subject, priority, requester }) => ({
      number,
      subject,
      priority,
      requester: requester.address === '' ? null : requester,
      language: languages.get(id) ?? null,
    }),
  };
}

/** Stores whose turn it was last. */
export async function storeTurns(strapi: Strapi, { pointers }: CaseAssigner): Promise<void> {
  for (const [accountId, pointer] of pointers) await storeTurn(strapi, accountId, pointer);
}
