/** All webhooks, by name. */
import { Flex, IconButton, Link, Td, Tr, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import type { ComponentProps } from 'react';
import { NavLink, useNavigate } from 'react-router-dom';
import type { WebhookDetail } from '../../../../../server/src/api/contracts';
import { Chip } from '../../../components/chips';
import { RelativeTime } from '../../../components/RelativeTime';
import { useDeleteWebhookMutation, useGetWebhooksQuery } from '../../../services/webhooks';
import { DeleteButton } from '../components/DeleteButton';
import { SettingsTable } from '../components/SettingsTable';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { NEW, WEBHOOKS_PATH } from '../settings-paths';
import { useText } from '../texts';
import { stateOf, type WebhookState } from './webhook-values';

export const WebhookList = () => {
  const t = useText();
  const query = useGetWebhooksQuery(undefined, { refetchOnMountOrArgChange: true });
  const create = { to: `${WEBHOOKS_PATH}/${NEW}`, label: t('webhooks.create') };
  return (
    <SettingsList title={t('webhooks.title')} subtitle={t('webhooks.subtitle')} create={create}>
      <QueryState query={query}>
        {(webhooks) =>
          webhooks.length === 0 ? (
            <EmptyList text={t('webhooks.empty')} create={create} />
          ) : (
            <WebhookTable webhooks={webhooks} />
          )
        }
      </QueryState>
    </SettingsList>
  );
};

const WebhookTable = ({ webhooks }: { readonly webhooks: readonly WebhookDetail[] }) => {
  const t = useText();
  return (
    <SettingsTable
      columns={[t('webhooks.name'), t('webhooks.events'), t('webhooks.state'), t('webhooks.last-attempt')]}
      hasActions
    >
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </SettingsTable>
  );
};

const VARIANTS: Readonly<Record<WebhookState, ComponentProps<typeof Chip>['variant']>> = {
  off: 'neutral',
  'secret-lost': 'danger',
  failing: 'warning',
  well: 'success',
  unused: 'secondary',
};

interface WebhookRowProps extends Omit<ComponentProps<typeof Tr>, 'children'> {
  readonly webhook: WebhookDetail;
}

/** The table gives its rows their place in the grid, without which the keyboard would not find their cells. */
const WebhookRow = ({ webhook, ...place }: WebhookRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const [deleteWebhook] = useDeleteWebhookMutation();
  const { id, name, url, events, pending, failed, lastAttemptAt } = webhook;
  const path = `${WEBHOOKS_PATH}/${id}`;
  const state = stateOf(webhook);
  return (
    <Tr {...place}>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="36rem">
          <Link tag={NavLink} to={path}>
            {name}
          </Link>
          <Typography ellipsis maxWidth="100%" variant="pi" textColor="neutral600" title={url}>
            {url}
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">{t('webhooks.events-count', { count: events.length })}</Typography>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Chip variant={VARIANTS[state]}>{t(`webhooks.state.${state}`)}</Chip>
          {pending + failed > 0 && (
            <Typography variant="pi" textColor="neutral600">
              {t('webhooks.open-deliveries', { pending, failed })}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">
          {lastAttemptAt === null ? '–' : <RelativeTime at={lastAttemptAt} />}
        </Typography>
      </Td>
      <Td>
        <Flex justifyContent="flex-end" gap={1}>
          <IconButton label={t('settings.edit', { name })} variant="ghost" onClick={() => navigate(path)}>
            <Pencil />
          </IconButton>
          <DeleteButton
            label={t('settings.delete', { name })}
            question={t('webhooks.delete-question', { name })}
            remove={() => deleteWebhook(id)}
          />
        </Flex>
      </Td>
    </Tr>
  );
};
