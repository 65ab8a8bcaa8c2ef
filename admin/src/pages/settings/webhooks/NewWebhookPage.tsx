/** A webhook that is made; its page with the secret comes next. */
import { type SavedWebhook, useSaveWebhookMutation } from '../../../services/webhooks';
import { SettingsForm } from '../components/SettingsForm';
import { WEBHOOKS_PATH } from '../settings-paths';
import { useText } from '../texts';
import type { ShownSecret } from './SecretSection';
import {
  FIELD_NAMES,
  newWebhookValues,
  toWebhookInput,
  validateWebhook,
  type WebhookValues,
} from './webhook-values';
import { WebhookFields } from './WebhookFields';

interface NewWebhookPageProps {
  readonly onSecret: (shown: ShownSecret) => void;
}

export const NewWebhookPage = ({ onSecret }: NewWebhookPageProps) => {
  const t = useText();
  const [save] = useSaveWebhookMutation();
  return (
    <SettingsForm<WebhookValues, SavedWebhook>
      title={t('webhooks.create')}
      listPath={WEBHOOKS_PATH}
      listTitle={t('webhooks.title')}
      isNew
      initialValues={newWebhookValues()}
      fieldNames={() => FIELD_NAMES}
      validate={validateWebhook}
      save={(values) => save({ id: null, input: toWebhookInput(values) })}
      pathAfterSave={({ id, secret = '' }) => {
        onSecret({ id, secret });
        return `${WEBHOOKS_PATH}/${id}`;
      }}
    >
      <WebhookFields />
    </SettingsForm>
  );
};
