/** What a viewer may delete, of what the viewer may read. Deleting is for everybody; one's own inbox has a trash of its own. */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { findGroupAccounts, findPersonalAccounts, type PersonalAccount } from '../data/accounts';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import type { EmailRecord } from '../data/emails';
import { mailboxesOfEmail } from '../data/ledger';
import { isWithin } from '../domain/row-scope';

/**
 * Whether the role lets the viewer delete this mail: that of a case as the case, other mail of a group account as its teams, personal
 * mail as its owner. Owners delete without the right what came to nobody but themselves.
 */
export async function mayDeleteEmail(strapi: Strapi, viewer: Viewer, email: EmailRecord): Promise<boolean> {
  const account = await personalAccountOf(strapi, email);
  const scope = viewer.scope(ACTIONS.deleteMail);
  if (isWithin(scope, await rowOf(strapi, email, account))) return true;
  return (
    email.caseId === null &&
    account !== null &&
    account.owner.id === viewer.userId &&
    isOnlyIn(await mailboxesOfEmail(strapi, email.id), await findOwn(strapi, viewer))
  );
}

async function personalAccountOf(
  strapi: Strapi,
  { personalAccountId, groupAccountId }: EmailRecord,
): Promise<PersonalAccount | null> {
  if (personalAccountId === null || groupAccountId !== null) return null;
  const [account] = await findPersonalAccounts(strapi, { id: personalAccountId });
  return account ?? null;
}

const findOwn = (strapi: Strapi, { userId }: Viewer): Promise<readonly PersonalAccount[]> =>
  findPersonalAccounts(strapi, { owner: userId });

const isOnlyIn = (mailboxIds: readonly number[], accounts: readonly PersonalAccount[]): boolean =>
  mailboxIds.every((id) => accounts.some(({ mailbox }) => mailbox.id === id));

async function rowOf(
  strapi: Strapi,
  { caseId, groupAccountId }: EmailRecord,
  personal: PersonalAccount | null,
): Promise<Parameters<typeof isWithin>[1]> {
  const record = caseId === null ? null : await findCase(strapi, { id: caseId });
  if (record !== null) return { ownerId: record.assigneeId, teamIds: record.teams.map(({ id }) => id) };
  if (personal !== null) return { ownerId: personal.owner.id, teamIds: [] };
  const [account] = groupAccountId === null ? [] : await findGroupAccounts(strapi, { id: groupAccountId });
  return { ownerId: null, teamIds: (account?.teams ?? []).map(({ id }) => id) };
}
