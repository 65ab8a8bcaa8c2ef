/** What became of an answer: on its way, sent, refused, or not known. It offers another try where one can help. */
import { useState } from 'react';
import { Box, Button, Dialog, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, CheckCircle, Clock, WarningCircle } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { ReasonText } from '../../../components/ReasonText';
import { RelativeTime } from '../../../components/RelativeTime';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useRetryEmailMutation } from '../../../services/emails';
import type { EmailView, OutgoingState } from '../../../../../server/src/api/contracts';

type Mood = 'waiting' | 'done' | 'trouble';

const MOODS: Readonly<Record<OutgoingState, Mood>> = {
  draft: 'waiting',
  held: 'waiting',
  scheduled: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  sent: 'done',
  uncertain: 'trouble',
  failed: 'trouble',
};

const ICONS = {
  waiting: <Clock aria-hidden fill="neutral600" width="1.4rem" height="1.4rem" />,
  done: <CheckCircle aria-hidden fill="success600" width="1.4rem" height="1.4rem" />,
  trouble: <WarningCircle aria-hidden fill="danger600" width="1.4rem" height="1.4rem" />,
} as const;

const RetryButton = ({
  email,
  state,
}: {
  readonly email: EmailView;
  readonly state: 'failed' | 'uncertain';
}) => {
  const text = useText();
  const report = useReport();
  const [open, setOpen] = useState(false);
  const [retry, { isLoading }] = useRetryEmailMutation();
  const onConfirm = async (): Promise<void> => {
    const result = await retry(email.id);
    setOpen(false);
    if ('error' in result) report.failure(result.error);
    else report.success(text('delivery.retried'));
  };
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger>
        <Button variant="danger-light" size="S" startIcon={<ArrowClockwise />} loading={isLoading}>
          {text('delivery.retry')}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog title={text('delivery.retry')} variant="danger-light" onConfirm={onConfirm}>
        {text(state === 'uncertain' ? 'delivery.confirm-uncertain' : 'delivery.confirm-failed')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};

/** At once, or later by a report. */
const isRefused = ({ state }: EmailView['deliveries'][number]): boolean =>
  state === 'refused' || state === 'bounced';

/** Recipients whose server said no, with its words; the others of the same mail may well have got it. */
const Refusals = ({ email }: { readonly email: EmailView }) => {
  const text = useText();
  const refused = email.deliveries.filter(isRefused);
  return (
    <>
      {refused.map(({ address, response }) => (
        <Typography key={address} variant="pi" textColor="danger600">
          {text('delivery.refused', { address, response })}
        </Typography>
      ))}
    </>
  );
};

interface DeliveryStateProps {
  readonly email: EmailView;
  readonly canRetry: boolean;
}

export const DeliveryState = ({ email, canRetry }: DeliveryStateProps) => {
  const text = useText();
  const { state } = email;
  if (!state) return null;
  const someRefused = email.deliveries.some(isRefused);
  const mood: Mood = someRefused ? 'trouble' : MOODS[state];
  return (
    <Flex direction="column" alignItems="stretch" gap={2} paddingTop={3}>
      <Flex gap={2} wrap="wrap">
        {ICONS[mood]}
        <Typography
          variant="pi"
          fontWeight={mood === 'trouble' ? 'bold' : 'regular'}
          textColor={mood === 'trouble' ? 'danger600' : 'neutral600'}
        >
          {text(`delivery.${state}`)}
        </Typography>
        {email.nextAttemptAt && mood === 'waiting' && (
          <Typography variant="pi" textColor="neutral600">
            {text('delivery.next')} <RelativeTime at={email.nextAttemptAt} />
          </Typography>
        )}
        {canRetry && (state === 'failed' || state === 'uncertain') && (
          <Box marginLeft="auto">
            <RetryButton email={email} state={state} />
          </Box>
        )}
      </Flex>
      {state === 'uncertain' && <Typography variant="pi">{text('delivery.uncertain-explained')}</Typography>}
      {email.sentBecause && (
        <Typography variant="pi">
          <ReasonText reason={email.sentBecause} />
        </Typography>
      )}
      {email.sentCopyError !== null && (
        <Typography variant="pi" style={{ overflowWrap: 'anywhere' }}>
          {text('delivery.no-copy', { words: email.sentCopyError })}
        </Typography>
      )}
      {email.deliveryError && (
        <Typography variant="pi" style={{ overflowWrap: 'anywhere' }}>
          {text('delivery.server-said', { words: email.deliveryError })}
        </Typography>
      )}
      {!(email.deliveryError && email.deliveries.length < 2) && <Refusals email={email} />}
    </Flex>
  );
};
