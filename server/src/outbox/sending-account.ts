/**
 * From whom somebody may send (EspoCRM S1 to S3, without its gaps): the own personal accounts, and shared group accounts as
 * the role says. Administrators are no exception, and an account that is switched off is nobody's.
 */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import {
  findGroupAccounts,
  findPersonalAccounts,
  type GroupAccount,
  type PersonalAccount,
} from '../data/accounts';
import type { Strapi } from '../data/database';
import type { SenderAccount } from '../data/outbox';
import { agentSummary } from '../data/users';
import type { Address } from '../domain/message';
import { isWithin } from '../domain/row-scope';
import { singleLine } from '../domain/text';
import { senderOf } from './outgoing-mail';
import { sendPermission } from './send-permission';

export type SendingAccount =
  | { readonly kind: 'group'; readonly account: GroupAccount }
  | { readonly kind: 'personal'; readonly account: PersonalAccount };

export const referenceTo = ({ kind, account }: SendingAccount): SenderAccount => ({ kind, id: account.id });

/** What recipients see: the name that the account says; a personal one without a name has its owner's. */
export function fromOf(sending: SendingAccount): Address {
  if (sending.kind === 'group') return senderOf(sending.account);
  const { fromName, owner, mailbox } = sending.account;
  return { name: singleLine(fromName) || singleLine(agentSummary(owner).name), address: mailbox.address };
}

/** The account itself, whoever may use it; null when it is gone. */
export async function findSendingAccount(
  strapi: Strapi,
  { kind, id }: SenderAccount,
): Promise<SendingAccount | null> {
  if (kind === 'group') {
    const [account] = await findGroupAccounts(strapi, { id });
    return account === undefined ? null : { kind, account };
  }
  const [account] = await findPersonalAccounts(strapi, { id });
  return account === undefined ? null : { kind, account };
}

export type SenderPermission =
  | { readonly allowed: true; readonly sending: SendingAccount }
  | { readonly allowed: false; readonly code: 'no-account' | 'no-smtp' | 'not-shared' | 'forbidden' };

/** Whether a viewer may send from this account now. Other people's personal accounts are not there at all. */
export async function senderPermission(
  strapi: Strapi,
  viewer: Viewer,
  wanted: SenderAccount | { readonly kind: SenderAccount['kind']; readonly documentId: string } | null,
): Promise<SenderPermission> {
  if (wanted === null) return { allowed: false, code: 'no-account' };
  const where = 'id' in wanted ? { id: wanted.id } : { documentId: wanted.documentId };
  if (wanted.kind === 'group') {
    const [account] = await findGroupAccounts(strapi, where);
    const permission = sendPermission(viewer, account ?? null);
    return permission.allowed
      ? { allowed: true, sending: { kind: 'group', account: permission.account } }
      : permission;
  }
  const [account] = await findPersonalAccounts(strapi, { ...where, owner: viewer.userId });
  if (account === undefined) return { allowed: false, code: 'no-account' };
  return canSend(account)
    ? { allowed: true, sending: { kind: 'personal', account } }
    : { allowed: false, code: 'no-smtp' };
}

const canSend = ({ mailbox }: PersonalAccount): boolean => mailbox.active && mailbox.smtp !== null;

/** What a mail is written about: its case, or the mail that it answers. */
export interface SendingOccasion {
  readonly groupAccountId: number | null;
  readonly personalAccountId?: number | null;
}

/**
 * Every account that a viewer may send from, the one to begin with first: the account of the occasion, then those of the
 * same kind.
 *
 * @param occasion null: a new mail, which opens a case where it goes out from a group account
 */
export async function sendersFor(
  strapi: Strapi,
  viewer: Viewer,
  occasion: SendingOccasion | null,
): Promise<readonly SendingAccount[]> {
  const [groups, own] = await Promise.all([
    findGroupAccounts(strapi),
    findPersonalAccounts(strapi, { owner: viewer.userId }),
  ]);
  const shared = groups
    .filter((account) => sendPermission(viewer, account).allowed)
    .filter((account) => occasion !== null || mayOpenCase(viewer, account, viewer.userId))
    .map((account): SendingAccount => ({ kind: 'group', account }));
  const personal = own.filter(canSend).map((account): SendingAccount => ({ kind: 'personal', account }));
  const isFirst = ({ kind, account }: SendingAccount): boolean =>
    account.id === (kind === 'group' ? occasion?.groupAccountId : occasion?.personalAccountId);
  const ordered = occasion === null ? [...personal, ...shared] : [...shared, ...personal];
  return [...ordered.filter(isFirst), ...ordered.filter((sending) => !isFirst(sending))];
}

/** Whether the viewer may work on a case of the account's teams that belongs to this user. */
export const mayOpenCase = (viewer: Viewer, account: GroupAccount, ownerId: number | null): boolean =>
  isWithin(viewer.scope(ACTIONS.workCases), { ownerId, teamIds: account.teams.map(({ id }) => id) });
