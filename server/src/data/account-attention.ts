/** Accounts that an administrator should look at, for the banner of the panel. */
import type { MailboxState } from '../domain/connection';
import { rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface AccountInTrouble {
  readonly documentId: string;
  readonly kind: 'group' | 'personal';
  readonly name: string;
  readonly state: MailboxState;
  readonly silentSince: Date | null;
}

interface MailboxRow {
  readonly id: number;
  readonly state: MailboxState;
  readonly silentSince: unknown;
}

interface AccountRow {
  readonly documentId: string;
  readonly name: string | null;
  readonly mailbox: { readonly id: number } | null;
}

/** Milliseconds for which a mailbox may fail before it is more than a passing trouble. */
const PASSING = 60 * 60 * 1000;

/** Active accounts that wait for a person, are silent, or have failed for an hour, by name. */
export async function accountsInTrouble(strapi: Strapi, now: Date): Promise<readonly AccountInTrouble[]> {
  const mailboxes = await rowsOf<MailboxRow>(strapi, UIDS.mailbox).findMany({
    select: ['id', 'state', 'silentSince'],
    where: {
      active: true,
      $or: [
        { state: { $in: ['needs-attention', 'needs-authorization'] } },
        { silentSince: { $notNull: true } },
        // What has never worked says so where it is set up.
        { state: 'failing', lastSuccessAt: { $lt: new Date(now.getTime() - PASSING) } },
        { state: 'failing', problemStep: 'tls' },
      ],
    },
  });
  if (mailboxes.length === 0) return [];
  const byId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const ofKind = async (kind: 'group' | 'personal'): Promise<readonly AccountInTrouble[]> => {
    const uid = kind === 'group' ? UIDS.groupAccount : UIDS.personalAccount;
    const rows = await rowsOf<AccountRow>(strapi, uid).findMany({
      select: ['documentId', 'name'],
      where: { mailbox: { id: { $in: [...byId.keys()] } } },
      populate: { mailbox: { select: ['id'] } },
    });
    return rows.flatMap(({ documentId, name, mailbox }) => {
      const found = byId.get(mailbox?.id ?? 0);
      return found === undefined
        ? []
        : [
            {
              documentId,
              kind,
              name: name ?? '',
              state: found.state,
              silentSince: toDate(found.silentSince),
            },
          ];
    });
  };
  const found = [...(await ofKind('group')), ...(await ofKind('personal'))];
  return found.sort((one, other) => one.name.localeCompare(other.name));
}
