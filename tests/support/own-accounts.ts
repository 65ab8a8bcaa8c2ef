/** Accounts that users set up for themselves, as tests make them. */
import type { OwnAccountDetail, OwnAccountInput, Single } from '../../server/src/api/contracts';
import type { AdminClient } from './admin-client';
import type { Mailroom } from './mailroom';

const OF_GROUPS = ['teams', 'shared', 'createCase', 'distribution', 'directAssignee', 'targetTeam'];

/** Settings of an own account whose address is also its user on Dovecot. */
export function ownAccountInput(
  mailroom: Pick<Mailroom, 'accountInput'>,
  address: string,
  settings: Partial<OwnAccountInput> = {},
): OwnAccountInput {
  const entries = Object.entries(mailroom.accountInput(address)).filter(([key]) => !OF_GROUPS.includes(key));
  const common = Object.fromEntries(entries) as unknown as OwnAccountInput;
  return { ...common, folder: null, folderMap: [], ...settings };
}

export async function createOwnAccount(
  mailroom: Pick<Mailroom, 'accountInput'>,
  client: AdminClient,
  address: string,
): Promise<OwnAccountDetail> {
  const { status, body } = await client.post<Single<OwnAccountDetail>>(
    '/mailroom/my-accounts',
    ownAccountInput(mailroom, address),
  );
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}

/** The words of a refusal. */
export const messageOf = ({ body }: { readonly body: unknown }): string =>
  (body as { error?: { message: string } }).error?.message ?? '';
