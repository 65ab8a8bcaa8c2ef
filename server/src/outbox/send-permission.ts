/** Whether somebody may send from a group account: it must be able to, be shared, and the role must say so (EspoCRM rule S3). */
import { ACTIONS } from '../access/actions';
import type { Viewer } from '../access/viewer';
import { isWithin } from '../domain/row-scope';
import type { GroupAccount } from '../data/accounts';

export type SendPermission =
  | { readonly allowed: true; readonly account: GroupAccount }
  | { readonly allowed: false; readonly code: 'no-account' | 'no-smtp' | 'not-shared' | 'forbidden' };

/** @param account the group account of a case; null when the case has none, or it was deleted */
export function sendPermission(viewer: Viewer, account: GroupAccount | null): SendPermission {
  if (account === null) return { allowed: false, code: 'no-account' };
  if (account.mailbox.smtp === null || !account.mailbox.active) return { allowed: false, code: 'no-smtp' };
  if (!account.shared) return { allowed: false, code: 'not-shared' };
  const allowed = isWithin(viewer.scope(ACTIONS.sendShared), {
    ownerId: null,
    teamIds: account.teams.map(({ id }) => id),
  });
  return allowed ? { allowed: true, account } : { allowed: false, code: 'forbidden' };
}
