/** A stored webhook: its settings, its secret, a test, and what was sent to it. */
import { useEffect } from 'react';
import { useParams } from 'react-router-dom';
import type { WebhookDetail } from '../../../../../server/src/api/contracts';
import { useGetWebhookQuery, useSaveWebhookMutation } from '../../../services/webhooks';
import { PageState } from '../components/PageState';
import { QueryState } from '../components/QueryState';
import { SettingsForm } from '../components/SettingsForm';
import { WEBHOOKS_PATH } from '../settings-paths';
import { useText } from '../texts';
import { DeliveryLog } from './DeliveryLog';
import { SecretSection, type ShownSecret } from './SecretSection';
import {
  FIELD_NAMES,
  toWebhookInput,
  validateWebhook,
  webhookValues,
  type WebhookValues,
} from './webhook-values';
import { WebhookFields } from './WebhookFields';

interface WebhookPageProps {
  readonly shown: ShownSecret | null;
  readonly onSecret: (shown: ShownSecret | null) => void;
}

export const WebhookPage = ({ shown, onSecret }: WebhookPageProps) => {
  const t = useText();
  const { id = '' } = useParams();
  const query = useGetWebhookQuery(id);
  // Who leaves the page has seen the secret.
  useEffect(() => () => onSecret(null), [id, onSecret]);
  if (query.data === undefined)
    return (
      <PageState title={t('webhooks.title')}>
        <QueryState query={query}>{() => null}</QueryState>
      </PageState>
    );
  const secret = shown?.id === id ? shown.secret : null;
  return <Webhook key={id} webhook={query.data} secret={secret} onSecret={onSecret} />;
};

interface WebhookProps {
  readonly webhook: WebhookDetail;
  readonly secret: string | null;
  readonly onSecret: WebhookPageProps['onSecret'];
}

const Webhook = ({ webhook, secret, onSecret }: WebhookProps) => {
  const t = useText();
  const [save] = useSaveWebhookMutation();
  return (
    <SettingsForm<WebhookValues>
      title={webhook.name}
      listPath={WEBHOOKS_PATH}
      listTitle={t('webhooks.title')}
      isNew={false}
      initialValues={webhookValues(webhook)}
      fieldNames={() => FIELD_NAMES}
      validate={validateWebhook}
      save={(values) => save({ id: webhook.id, input: toWebhookInput(values) })}
    >
      <SecretSection
        webhook={webhook}
        secret={secret}
        onSecret={(renewed) => onSecret({ id: webhook.id, secret: renewed })}
      />
      <WebhookFields />
      <DeliveryLog webhook={webhook} />
    </SettingsForm>
  );
};
