/**
 * What a report does to the mail that it is about: which mail that is, and whom it did not reach (invariant 5, peers R14,
 * no. 21 and 54). Pure. A report joins the case of that mail; it opens none, reopens none and changes no assignee.
 */
import { addressKey } from '../domain/addresses';
import type { DeliveryNews, IntakeContext, RecipientNews } from '../domain/intake-plan';
import type { ParsedMessage } from '../domain/message';
import type { ReportedRecipient } from '../domain/report';

const reportedIds = ({ report }: Pick<ParsedMessage, 'report'>): readonly string[] =>
  report?.originalMessageId == null ? [] : [report.originalMessageId];

/** What the report says of a mail that we sent; null when it is about none that is stored. */
export function deliveryNews(message: ParsedMessage, context: IntakeContext): DeliveryNews | null {
  if (context.sent || message.report?.kind !== 'delivery') return null;
  const sent = reportedIds(message)
    .flatMap((id) => context.emailsByMessageId.get(id) ?? [])
    .find(({ direction }) => direction === 'out');
  if (sent === undefined) return null;
  const { recipients } = message.report;
  const news = (wanted: ReportedRecipient['action']) =>
    recipients.filter(({ action }) => action === wanted).map(recipientNews);
  const [failed, delayed] = [news('failed'), news('delayed')];
  if (failed.length + delayed.length === 0) return null;
  return { emailId: sent.id, caseId: sent.caseId, failed, delayed };
}

const recipientNews = (reported: ReportedRecipient): RecipientNews => ({
  // A server that forwards names both; ours knows the one that we wrote to.
  addressKeys: [reported.originalAddress ?? '', reported.address].map(addressKey).filter((key) => key !== ''),
  address: reported.address,
  words: wordsOf(reported.status, reported.diagnostic),
  hard: reported.hard,
});

const wordsOf = (status: string | null, diagnostic: string): string =>
  status === null || diagnostic.includes(status) ? diagnostic : `${status} ${diagnostic}`.trim();
