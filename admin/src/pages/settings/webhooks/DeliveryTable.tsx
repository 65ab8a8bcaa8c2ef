/** Deliveries of one webhook as a table; each shows what was sent, and can be sent again. */
import { Flex, IconButton, Td, Tr, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import type { ComponentProps } from 'react';
import type {
  WebhookDeliveryState,
  WebhookDeliveryView,
  WebhookDetail,
} from '../../../../../server/src/api/contracts';
import { Chip } from '../../../components/chips';
import { RelativeTime } from '../../../components/RelativeTime';
import { useReport } from '../../../hooks/useReport';
import { useRetryWebhookDeliveryMutation } from '../../../services/webhooks';
import { SettingsTable } from '../components/SettingsTable';
import { useText } from '../texts';
import { PayloadButton } from './PayloadButton';

interface DeliveryTableProps {
  readonly webhook: WebhookDetail;
  readonly deliveries: readonly WebhookDeliveryView[];
}

export const DeliveryTable = ({ webhook, deliveries }: DeliveryTableProps) => {
  const t = useText();
  return (
    <SettingsTable
      columns={[t('webhooks.event'), t('webhooks.state'), t('webhooks.attempts'), t('webhooks.answer')]}
      hasActions
    >
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
      ))}
    </SettingsTable>
  );
};

const VARIANTS: Readonly<Record<WebhookDeliveryState, ComponentProps<typeof Chip>['variant']>> = {
  pending: 'warning',
  delivered: 'success',
  failed: 'danger',
};

interface DeliveryRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly webhook: WebhookDetail;
  readonly delivery: WebhookDeliveryView;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const DeliveryRow = ({ webhook, delivery, ...place }: DeliveryRowProps) => {
  const t = useText();
  const { event, state, attempts, occurredAt, nextAttemptAt } = delivery;
  return (
    <Tr {...place}>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography fontWeight="semiBold" textColor="neutral800">
            {event}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            <RelativeTime at={occurredAt} />
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Chip variant={VARIANTS[state]}>{t(`webhooks.delivery.${state}`)}</Chip>
          {nextAttemptAt !== null && attempts > 0 && (
            <Typography variant="pi" textColor="neutral600">
              {t('webhooks.next-attempt')} <RelativeTime at={nextAttemptAt} />
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">{attempts}</Typography>
      </Td>
      <Td>
        <Answer delivery={delivery} />
      </Td>
      <Td>
        <Flex justifyContent="flex-end" gap={1}>
          <PayloadButton delivery={delivery} />
          <RetryButton webhook={webhook} delivery={delivery} />
        </Flex>
      </Td>
    </Tr>
  );
};

const Answer = ({
  delivery: { responseStatus, durationMs, problem },
}: {
  readonly delivery: WebhookDeliveryView;
}) => {
  const t = useText();
  const facts = [
    ...(responseStatus === null ? [] : [String(responseStatus)]),
    ...(durationMs === null ? [] : [t('webhooks.duration', { milliseconds: durationMs })]),
  ];
  return (
    <Flex direction="column" alignItems="flex-start" maxWidth="32rem">
      <Typography textColor="neutral800">{facts.length === 0 ? '–' : facts.join(', ')}</Typography>
      {problem !== null && (
        <Typography
          tag="p"
          variant="pi"
          textColor="neutral600"
          style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
        >
          {problem}
        </Typography>
      )}
    </Flex>
  );
};

const RetryButton = ({ webhook, delivery }: DeliveryRowProps) => {
  const t = useText();
  const report = useReport();
  const [retry, { isLoading }] = useRetryWebhookDeliveryMutation();
  const tryAgain = async () => {
    const result = await retry({ webhook: webhook.id, delivery: delivery.id });
    if ('error' in result) report.failure(result.error);
    else report.success(t('webhooks.retrying'));
  };
  return (
    <IconButton
      label={t('webhooks.retry', { event: delivery.event })}
      variant="ghost"
      disabled={isLoading || !webhook.active}
      onClick={() => void tryAgain()}
    >
      <ArrowClockwise />
    </IconButton>
  );
};
