/** Why an account needs a person. Pure. */
import type { AccountAttention } from '../../../server/src/api/contracts';

export type AttentionReason = 'authorization' | 'stopped' | 'silent' | 'failing';

/** What keeps mail from coming is said before that none came. */
export const attentionReason = ({
  state,
  silentSince,
}: Pick<AccountAttention, 'state' | 'silentSince'>): AttentionReason => {
  if (state === 'needs-authorization') return 'authorization';
  if (state === 'needs-attention') return 'stopped';
  return silentSince === null ? 'failing' : 'silent';
};
