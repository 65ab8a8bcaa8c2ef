/** By which accounts mails of a list came, as the viewer may know them. */
import type { Viewer } from '../../access/viewer';
import { findGroupAccounts, findPersonalAccounts } from '../../data/accounts';
import type { Strapi } from '../../data/database';
import type { EmailListRow } from '../../data/email-lists';
import type { AccountSummary } from '../contracts';
import { accountSummary } from '../serializers';

type Row = Pick<EmailListRow, 'groupAccountId' | 'personalAccountId'>;

/** The account of each mail. Of personal accounts only the viewer's own are named. */
export async function accountsOf(
  strapi: Strapi,
  viewer: Viewer,
  mails: readonly Row[],
): Promise<(mail: Row) => AccountSummary | null> {
  const groupIds = [...new Set(mails.flatMap(({ groupAccountId }) => groupAccountId ?? []))];
  const [groups, own] = await Promise.all([
    groupIds.length === 0 ? [] : findGroupAccounts(strapi, { id: { $in: groupIds } }),
    findPersonalAccounts(strapi, { owner: viewer.userId }),
  ]);
  const byGroup = new Map(groups.map((account) => [account.id, accountSummary(account)]));
  const byOwn = new Map(own.map((account) => [account.id, accountSummary(account)]));
  return ({ groupAccountId, personalAccountId }: Row) =>
    byOwn.get(personalAccountId ?? 0) ?? byGroup.get(groupAccountId ?? 0) ?? null;
}
