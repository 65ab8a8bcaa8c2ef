/** What a delivery report, a receipt or a complaint says: of which recipients, for good or for now, in the server's words. */
import { useMailText, type MailText } from '../../../hooks/useMailText';
import { Fact } from './Facts';
import type { EmailView } from '../../../../../server/src/api/contracts';

type Report = NonNullable<EmailView['report']>;

function recipientWords(
  { action, hard, originalAddress, status, diagnostic }: Report['recipients'][number],
  text: MailText,
): string {
  const lasting = hard === null ? '' : text(hard ? 'report.hard' : 'report.soft');
  const sent = originalAddress === null ? '' : text('report.originally', { address: originalAddress });
  return [text(`report.action.${action}`), lasting, sent, status, diagnostic].filter(Boolean).join(' · ');
}

export const ReportFacts = ({ report }: { readonly report: Report }) => {
  const text = useMailText();
  return (
    <>
      <Fact label={text('report.kind')} value={text(`report.${report.kind}`)} />
      {report.recipients.map((recipient, index) => (
        <Fact
          key={`${recipient.address}/${index}`}
          label={recipient.address}
          value={recipientWords(recipient, text)}
        />
      ))}
    </>
  );
};
