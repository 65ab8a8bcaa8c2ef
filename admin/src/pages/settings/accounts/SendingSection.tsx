/** How an account sends: its SMTP server. */
import { CheckboxField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { useText } from '../texts';
import type { AccountKind } from './account-kinds';
import type { StoredServers } from './account-values';
import { ServerFields } from './ServerFields';
import { useAccountForm } from './useAccountForm';

interface SendingSectionProps {
  readonly stored: StoredServers;
  readonly isNew: boolean;
  readonly kind: AccountKind;
}

export const SendingSection = ({ stored, isNew, kind }: SendingSectionProps) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('settings.sending.title')} description={t('settings.sending.description')}>
      <CheckboxField name="sends" label={t('settings.sending.on')} />
      {values.sends && (
        <>
          {values.receives && values.authentication === 'password' && (
            <CheckboxField
              name="sameSecret"
              label={t('settings.sending.same-password')}
              hint={values.sameSecret ? t('settings.sending.same-password-hint') : undefined}
            />
          )}
          <ServerFields protocol="smtp" stored={stored} isNew={isNew} />
          {kind === 'group' && (
            <CheckboxField
              name="sendsNotifications"
              label={t('settings.sending.notifications')}
              hint={t('settings.sending.notifications-hint')}
            />
          )}
        </>
      )}
    </FormSection>
  );
};
