/** How an account sends: its SMTP server. */
import { CheckboxField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { useText } from '../texts';
import type { StoredServers } from './account-values';
import { ServerFields } from './ServerFields';
import { useAccountForm } from './useAccountForm';

interface SendingSectionProps {
  readonly stored: StoredServers;
  readonly isNew: boolean;
}

export const SendingSection = ({ stored, isNew }: SendingSectionProps) => {
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
        </>
      )}
    </FormSection>
  );
};
