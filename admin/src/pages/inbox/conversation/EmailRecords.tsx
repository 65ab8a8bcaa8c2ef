/** Records that a mail without a case is linked to; of a mail in a case, the case shows them. */
import { Box, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { FailureState, Skeleton } from '../../../components/states';
import { useMailText } from '../../../hooks/useMailText';
import { useGetEmailLinksQuery } from '../../../services/records';
import { LinkedRecords, useHasLinkedRecords } from './LinkedRecords';

interface EmailRecordsProps {
  readonly emailId: string;
  readonly mayChange: boolean;
}

export const EmailRecords = ({ emailId, mayChange }: EmailRecordsProps) => {
  const text = useMailText();
  const titleId = useId();
  const { currentData: links, error, refetch } = useGetEmailLinksQuery(emailId);
  const hasRecords = useHasLinkedRecords(links ?? [], mayChange);
  if (error === undefined && links !== undefined && !hasRecords) return null;
  return (
    <Box tag="section" aria-labelledby={titleId} paddingTop={5} maxWidth="48rem">
      <Typography id={titleId} tag="h3" variant="sigma" textColor="neutral600">
        {text('mail.records')}
      </Typography>
      <Box paddingTop={2}>
        {links !== undefined ? (
          <LinkedRecords owner={{ kind: 'emails', id: emailId }} links={links} mayChange={mayChange} />
        ) : error !== undefined ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton blocks={1} label={text('mail.records-loading')} />
        )}
      </Box>
    </Box>
  );
};
