/** What was sent to a webhook, newest first, and what waits. */
import { Box, Button, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { WebhookDeliveryState, WebhookDetail } from '../../../../../server/src/api/contracts';
import { LIST_INTERVAL, usePolling } from '../../../hooks/usePolling';
import { useGetWebhookDeliveriesQuery } from '../../../services/webhooks';
import { FormSection } from '../components/FormSection';
import { QueryState } from '../components/QueryState';
import { useText } from '../texts';
import { DeliveryTable } from './DeliveryTable';

const PAGE_SIZE = 25;
const STATES = ['pending', 'delivered', 'failed'] as const;
const ALL = 'all';

export const DeliveryLog = ({ webhook }: { readonly webhook: WebhookDetail }) => {
  const t = useText();
  const [state, setState] = useState<WebhookDeliveryState | null>(null);
  const [size, setSize] = useState(PAGE_SIZE);
  const query = useGetWebhookDeliveriesQuery(
    { webhook: webhook.id, state, size },
    { ...usePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const choose = (value: string | number) => {
    setState(STATES.find((known) => known === value) ?? null);
    setSize(PAGE_SIZE);
  };
  return (
    <FormSection title={t('webhooks.log')} description={t('webhooks.log-about')}>
      <Box maxWidth="24rem">
        <SingleSelect aria-label={t('webhooks.log-filter')} value={state ?? ALL} onChange={choose}>
          <SingleSelectOption value={ALL}>{t('webhooks.log-all')}</SingleSelectOption>
          {STATES.map((known) => (
            <SingleSelectOption key={known} value={known}>
              {t(`webhooks.delivery.${known}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <QueryState query={query}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Typography tag="p" textColor="neutral600">
              {t(state === null ? 'webhooks.log-empty' : 'webhooks.log-none')}
            </Typography>
          ) : (
            <>
              <DeliveryTable webhook={webhook} deliveries={items} />
              {nextCursor !== null && (
                <Flex justifyContent="center">
                  <Button
                    variant="tertiary"
                    loading={query.isFetching}
                    onClick={() => setSize(size + PAGE_SIZE)}
                  >
                    {t('webhooks.log-more')}
                  </Button>
                </Flex>
              )}
            </>
          )
        }
      </QueryState>
    </FormSection>
  );
};
