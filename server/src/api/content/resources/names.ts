/** What one row shows of another: the short forms of people, teams, accounts and cases. */
import { findGroupAccounts, type GroupAccount, type TeamRow } from '../../../data/accounts';
import type { CaseRecord } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import type { AgentSummary } from '../../../domain/agent';
import type { PublicAccountName, PublicCaseName, PublicTeamName } from '../schemas/public';

/** Apps may not read users: who has no name but an address stays a number. */
export const agentName = ({ id, name, email }: Pick<AgentSummary, 'id' | 'name' | 'email'>): string =>
  name === email ? `#${id}` : name;

export const teamName = ({ documentId, name, color }: Omit<TeamRow, 'id'>): PublicTeamName => ({
  documentId,
  name,
  color: color ?? '',
});

export const accountName = ({
  documentId,
  name,
  mailbox,
}: Pick<GroupAccount, 'documentId' | 'name' | 'mailbox'>): PublicAccountName => ({
  documentId,
  name,
  address: mailbox.address,
});

export const caseName = ({
  documentId,
  number,
  subject,
  status,
}: Pick<CaseRecord, 'documentId' | 'number' | 'status'> & {
  readonly subject: string | null;
}): PublicCaseName => ({
  documentId,
  number,
  subject: subject ?? '',
  status,
});

/** Names of group accounts by id, of those that are still there. */
export async function accountNames(
  strapi: Strapi,
  ids: readonly (number | null)[],
): Promise<ReadonlyMap<number | null, PublicAccountName>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const accounts = await findGroupAccounts(strapi, { id: { $in: wanted } });
  return new Map(accounts.map((account) => [account.id, accountName(account)]));
}

/** Rows by id, in the form that a resource loads. */
export const byId = <Row extends { readonly id: number }>(
  rows: readonly Row[],
  show: (row: Row) => object,
): ReadonlyMap<number, object> => new Map(rows.map((row) => [row.id, show(row)]));
