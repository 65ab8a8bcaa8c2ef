/** The secret with which deliveries are signed: shown once when it is new, and renewed; and a test of the whole. */
import { Box, Button, Dialog, Field, Flex, TextInput } from '@strapi/design-system';
import { ArrowClockwise, Duplicate, PaperPlane } from '@strapi/icons';
import { ConfirmDialog, useClipboard } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { WebhookDetail } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import { useRenewWebhookSecretMutation, useTestWebhookMutation } from '../../../services/webhooks';
import { FormSection } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { useText } from '../texts';

export interface ShownSecret {
  /** of the webhook */
  readonly id: string;
  readonly secret: string;
}

interface SecretSectionProps {
  readonly webhook: WebhookDetail;
  /** null: nobody can see it any more */
  readonly secret: string | null;
  readonly onSecret: (secret: string) => void;
}

export const SecretSection = ({ webhook, secret, onSecret }: SecretSectionProps) => {
  const t = useText();
  return (
    <FormSection title={t('webhooks.secret')} description={t('webhooks.secret-about')}>
      {!webhook.secretSet && (
        <Notice tone="danger" title={t('webhooks.secret-lost')}>
          {t('webhooks.secret-lost-about')}
        </Notice>
      )}
      {secret !== null && <NewSecret secret={secret} />}
      <Flex gap={2} wrap="wrap">
        <TestButton webhook={webhook} />
        <RenewButton webhook={webhook} onSecret={onSecret} />
      </Flex>
    </FormSection>
  );
};

const NewSecret = ({ secret }: { readonly secret: string }) => {
  const t = useText();
  const report = useReport();
  const clipboard = useClipboard();
  const copy = async () => {
    // Browsers give no clipboard without https; the secret can still be selected.
    if (await clipboard.copy(secret)) report.success(t('webhooks.secret-copied'));
    else report.warning(t('webhooks.secret-not-copied'));
  };
  return (
    <Notice tone="success" title={t('webhooks.secret-new')} role="status">
      <Flex gap={2} alignItems="flex-end" wrap="wrap" paddingTop={2}>
        <Box flex="1" minWidth="20rem">
          <Field.Root name="shown-secret" hint={t('webhooks.secret-new-hint')} width="100%">
            <Field.Label>{t('webhooks.secret-label')}</Field.Label>
            <TextInput
              readOnly
              value={secret}
              autoComplete="off"
              onFocus={({ target }) => target.select()}
              endAction={
                <Field.Action label={t('webhooks.secret-copy')} onClick={() => void copy()}>
                  <Duplicate fill="neutral500" />
                </Field.Action>
              }
            />
            <Field.Hint />
          </Field.Root>
        </Box>
      </Flex>
    </Notice>
  );
};

const TestButton = ({ webhook }: { readonly webhook: WebhookDetail }) => {
  const t = useText();
  const report = useReport();
  const [test, { isLoading }] = useTestWebhookMutation();
  const send = async () => {
    const result = await test(webhook.id);
    if ('error' in result) return report.failure(result.error);
    const { state, responseStatus, problem } = result.data;
    return state === 'delivered'
      ? report.success(t('webhooks.test-delivered', { status: responseStatus ?? 0 }))
      : report.warning(t('webhooks.test-failed', { problem: problem ?? '' }));
  };
  return (
    <Button variant="secondary" startIcon={<PaperPlane />} loading={isLoading} onClick={() => void send()}>
      {t('webhooks.test')}
    </Button>
  );
};

interface RenewButtonProps {
  readonly webhook: WebhookDetail;
  readonly onSecret: (secret: string) => void;
}

const RenewButton = ({ webhook, onSecret }: RenewButtonProps) => {
  const t = useText();
  const report = useReport();
  const [renew] = useRenewWebhookSecretMutation();
  const [asking, setAsking] = useState(false);
  const confirm = async () => {
    const result = await renew(webhook.id);
    setAsking(false);
    if ('error' in result) return report.failure(result.error);
    report.success(t('webhooks.secret-renewed'));
    return onSecret(result.data.secret);
  };
  return (
    <Dialog.Root open={asking} onOpenChange={setAsking}>
      <Dialog.Trigger>
        <Button variant="tertiary" startIcon={<ArrowClockwise />}>
          {t('webhooks.secret-renew')}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog title={t('webhooks.secret-renew')} onConfirm={confirm}>
        {t('webhooks.secret-renew-question')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
