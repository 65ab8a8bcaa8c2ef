/** The first step: whose mailbox it is. Everything that can be found out follows from the address. */
import { FieldCell, FieldRow, FormSection } from '../../components/FormSection';
import { TextField } from '../../components/fields';
import { useText } from '../../texts';
import { withAddress } from '../account-values';
import { OwnerField } from '../IdentitySection';
import { useAccountForm } from '../useAccountForm';
import type { WizardProps } from './wizard-props';

export const AddressStep = ({ kind }: WizardProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  return (
    <FormSection title={t('wizard.address.title')} description={t('wizard.address.description')}>
      <FieldRow>
        <FieldCell col={6}>
          <TextField
            name="address"
            type="email"
            label={t('settings.account.address')}
            placeholder={kind === 'group' ? 'support@example.com' : 'name@example.com'}
            required
            onValue={(address) => setValues(withAddress(values, address))}
          />
        </FieldCell>
        {kind === 'personal' && (
          <FieldCell col={6}>
            <OwnerField stored={null} />
          </FieldCell>
        )}
      </FieldRow>
    </FormSection>
  );
};
