/** A group account whose IMAP server is reached through a fault proxy. */
import type { GroupAccountDetail, GroupAccountInput, Single } from '../../server/src/api/contracts';
import { startFaultProxy, type FaultProxy } from './fault-proxy';
import { MAIL_PASSWORD, type Mailroom } from './mailroom';

/** A proxy to the Dovecot of this Mailroom. */
export const proxyToDovecot = ({ dovecot }: Mailroom): Promise<FaultProxy> =>
  startFaultProxy({ host: dovecot.host, port: dovecot.imapPort });

/** Makes the account and does not fetch yet. It wants all mail that lies there, as if it were new. */
export async function accountBehind(
  { admin, accountInput }: Mailroom,
  proxy: FaultProxy,
  address: string,
  settings: Partial<GroupAccountInput> = {},
): Promise<GroupAccountDetail> {
  const { host, port } = proxy;
  const input = accountInput(address, {
    imap: { host, port, security: 'none', user: address, secret: MAIL_PASSWORD },
    history: { import: true, since: null, opensCases: true },
    ...settings,
  });
  const { status, body } = await admin.post<Single<GroupAccountDetail>>('/mailroom/group-accounts', input);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}
