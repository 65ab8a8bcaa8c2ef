/**
 * What a report does to the mail that it is about: which mail that is, and whom it did not reach (invariant 5, peers R14,
 * no. 21 and 54). Pure. A report joins the case of that mail; it opens none, reopens none and changes no assignee.
 */
import { addressKey } from '../domain/addresses';
import type { DeliveryNews, IntakeContext } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';

const reportedIds = ({ report }: Pick<ParsedMessage, 'report'>): readonly string[] =>
  report?.originalMessageId == null ? [] : [report.originalMessageId];

/** What the report says of a mail that we sent; null when it is about none that is stored. */
export function deliveryNews(message: ParsedMessage, context: IntakeContext): DeliveryNews | null {
  if (context.sent || message.report?.kind !== 'delivery') return null;
  const sent = reportedIds(message)
    .flatMap((id) => context.emailsByMessageId.get(id) ?? [])
    .find(({ direction }) => direction === 'out');
  if (sent === undefined) return null;
  const failed = message.report.recipients.filter(({ action }) => action === 'failed');
  if (failed.length === 0) return null;
  return {
    emailId: sent.id,
    caseId: sent.caseId,
    failed: failed.map(({ address, originalAddress, status, diagnostic, hard }) => ({
      // A server that forwards names both; ours knows the one that we wrote to.
      addressKeys: [originalAddress ?? '', address].map(addressKey).filter((key) => key !== ''),
      address,
      words: wordsOf(status, diagnostic),
      hard,
    })),
  };
}

const wordsOf = (status: string | null, diagnostic: string): string =>
  status === null || diagnostic.includes(status) ? diagnostic : `${status} ${diagnostic}`.trim();
