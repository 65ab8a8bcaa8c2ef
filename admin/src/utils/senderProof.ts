/** How far the sender that a mail names is proven. Only what our own server has found out counts. */
import type { EmailView } from '../../../server/src/api/contracts';

/** `refuted`: the domain's owner says that such mail is not theirs */
export type SenderProof = 'verified' | 'refuted' | 'unknown';

export function senderProof({
  direction,
  authentication,
}: Pick<EmailView, 'direction' | 'authentication'>): SenderProof {
  if (direction === 'out' || authentication === null || !authentication.trusted) return 'unknown';
  // Only DMARC speaks of the address that a reader sees (RFC 7489 §3); SPF and DKIM may pass for another domain.
  if (authentication.dmarc === 'fail') return 'refuted';
  return authentication.dmarc === 'pass' ? 'verified' : 'unknown';
}
