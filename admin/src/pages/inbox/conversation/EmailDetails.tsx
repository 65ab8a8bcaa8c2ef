/** Everything a mail's head says and why it lies where it lies, behind a button; the source can be downloaded. */
import { useId, useState } from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp, Download, File } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { ReasonText } from '../../../components/ReasonText';
import { sourceUrl, useDownload } from '../../../hooks/useDownload';
import { usePrinting } from '../../../hooks/usePrinting';
import { useText } from '../../../hooks/useText';
import { formatAddress, formatAddressList } from '../../../utils/addresses';
import { Fact } from './Facts';
import { DeleteMail } from './deleting';
import { MoveToCase } from './MoveToCase';
import { ReportFacts } from './ReportFacts';
import { SplitMail } from './SplitMail';
import { EmailFilters } from '../../filters/EmailFilters';
import type { EmailBody, EmailView, Reason } from '../../../../../server/src/api/contracts';

/** What servers found out about the sender, in the words of the methods; whose words they are is said when they are not ours. */
function useAuthentication({ authentication }: EmailView): string | null {
  const text = useText();
  if (!authentication) return null;
  const { spf, dkim, dmarc, by, trusted } = authentication;
  const results = Object.entries({ SPF: spf, DKIM: dkim, DMARC: dmarc })
    .filter(([, result]) => result !== null)
    .map(([method, result]) => `${method} ${result}`);
  return [...results, by, trusted ? '' : text('details.not-trusted')].filter(Boolean).join(' · ');
}

const Head = ({ email, reason }: { readonly email: EmailView; readonly reason: Reason | null }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const classification = [text(`classification.${email.classification}`), ...email.classificationSignals];
  return (
    <Box tag="dl">
      <Fact label={text('details.from')} value={formatAddress(email.from)} />
      <Fact label={text('details.reply-to')} value={formatAddressList(email.replyTo)} />
      <Fact label={text('details.to')} value={formatAddressList(email.to)} />
      <Fact label={text('details.cc')} value={formatAddressList(email.cc)} />
      <Fact label={text('details.subject')} value={email.subject} />
      <Fact
        label={text('details.date')}
        value={formatDate(email.date, { dateStyle: 'full', timeStyle: 'long' })}
      />
      {email.direction === 'in' && (
        <Fact label={text('details.classification')} value={classification.join(' · ')} />
      )}
      <Fact label={text('details.authentication')} value={useAuthentication(email)} />
      <Fact label={text('details.reason')} value={reason && <ReasonText reason={reason} />} />
      <Fact
        label={text('details.auto-reply')}
        value={email.autoReply && <ReasonText reason={email.autoReply} />}
      />
      {email.report && <ReportFacts report={email.report} />}
      {email.deliveries.map(({ address, state, response }) => (
        <Fact
          key={address}
          label={address}
          value={[text(`recipient.${state}`), response].filter(Boolean).join(' · ')}
        />
      ))}
    </Box>
  );
};

interface EmailDetailsProps {
  readonly email: EmailView;
  readonly body: EmailBody;
  readonly reason: Reason | null;
}

export const EmailDetails = ({ email, body, reason }: EmailDetailsProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { running, start } = useDownload();
  const { printMail } = usePrinting();
  const headId = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={3} wrap="wrap">
        {reason && !open && (
          <Typography variant="pi" textColor="neutral600">
            <ReasonText reason={reason} />
          </Typography>
        )}
        <TextButton
          aria-expanded={open}
          aria-controls={headId}
          endIcon={open ? <ChevronUp /> : <ChevronDown />}
          onClick={() => setOpen(!open)}
        >
          {text('details.title')}
        </TextButton>
        <MoveToCase emailId={email.id} />
        <SplitMail email={email} />
        <DeleteMail emailId={email.id} />
        {email.hasSource && (
          <TextButton
            startIcon={<Download />}
            loading={running !== null}
            onClick={() => void start(sourceUrl(email.id), `${email.subject.slice(0, 80) || 'mail'}.eml`)}
          >
            {text('details.source')}
          </TextButton>
        )}
        <TextButton startIcon={<File />} onClick={() => void printMail(email, body)}>
          {text('print.mail')}
        </TextButton>
      </Flex>
      <Box id={headId} hidden={!open}>
        {open && <Head email={email} reason={reason} />}
        {open && email.direction === 'in' && <EmailFilters emailId={email.id} />}
      </Box>
    </Flex>
  );
};
