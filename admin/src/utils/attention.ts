/** Which accounts need a person, and why. Pure. */
import type { MailboxState, Me } from '../../../server/src/api/contracts';

export interface AccountAttention {
  readonly id: string;
  readonly kind: 'group' | 'personal';
  readonly name: string;
  readonly state: MailboxState;
  readonly silentSince: string | null;
}

export type AttentionReason = 'authorization' | 'stopped' | 'silent' | 'failing';

/** None for somebody who may not administer. */
export const accountsInTrouble = (
  me: (Me & { readonly attention?: { readonly accounts: readonly AccountAttention[] } }) | undefined,
): readonly AccountAttention[] => me?.attention?.accounts ?? [];

/** What keeps mail from coming is said before that none came. */
export const attentionReason = ({
  state,
  silentSince,
}: Pick<AccountAttention, 'state' | 'silentSince'>): AttentionReason => {
  if (state === 'needs-authorization') return 'authorization';
  if (state === 'needs-attention') return 'stopped';
  return silentSince === null ? 'failing' : 'silent';
};
