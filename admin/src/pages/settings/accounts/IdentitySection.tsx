/** Who an account is: its name, address, and the name on its outgoing mail. A personal one has an owner. */
import { TextInput } from '@strapi/design-system';
import type { AgentSummary } from '../../../../../server/src/api/contracts';
import { useGetAgentsQuery } from '../../../services/cases';
import { CheckboxField, FieldFrame, SelectField, TextField } from '../components/fields';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { useText } from '../texts';
import type { AccountKind } from './account-kinds';
import { withAddress } from './account-values';
import { agentChoices } from './choices';
import { SuggestionOffer } from './SuggestionOffer';
import { useAccountForm } from './useAccountForm';

interface IdentitySectionProps {
  readonly kind: AccountKind;
  readonly isNew: boolean;
  /** of a stored personal account */
  readonly owner: AgentSummary | null;
}

export const IdentitySection = ({ kind, isNew, owner }: IdentitySectionProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  return (
    <FormSection title={t('settings.account.identity')}>
      <FieldRow>
        <FieldCell col={6}>
          <TextField
            name="address"
            type="email"
            label={t('settings.account.address')}
            placeholder={kind === 'group' ? 'support@example.com' : 'name@example.com'}
            hint={isNew ? t('settings.account.address-hint') : undefined}
            required
            onValue={(address) => setValues(isNew ? withAddress(values, address) : { ...values, address })}
          />
        </FieldCell>
        <FieldCell col={6}>
          <TextField name="name" label={t('settings.account.name')} required />
        </FieldCell>
        {isNew && (
          <FieldCell col={12}>
            <SuggestionOffer />
          </FieldCell>
        )}
        <FieldCell col={6}>
          <TextField
            name="fromName"
            label={t('settings.account.from-name')}
            hint={t('settings.account.from-name-hint')}
          />
        </FieldCell>
        {kind === 'personal' && (
          <FieldCell col={6}>
            <OwnerField stored={owner} />
          </FieldCell>
        )}
        <FieldCell col={12}>
          <CheckboxField
            name="active"
            label={t('settings.account.active')}
            hint={t('settings.account.active-hint')}
          />
        </FieldCell>
      </FieldRow>
    </FormSection>
  );
};

/** Whose a personal account is. */
export const OwnerField = ({ stored }: { readonly stored: AgentSummary | null }) => {
  const t = useText();
  const { data: agents = [] } = useGetAgentsQuery();
  // With the account would go its mail, so it keeps its owner.
  if (stored !== null)
    return (
      <FieldFrame name="owner" label={t('settings.account.owner')} hint={t('settings.account.owner-hint')}>
        <TextInput value={`${stored.name} (${stored.email})`} disabled />
      </FieldFrame>
    );
  return (
    <SelectField
      name="owner"
      label={t('settings.account.owner')}
      hint={t('settings.account.owner-hint')}
      placeholder={t('settings.choose')}
      choices={agentChoices(agents, null)}
      required
    />
  );
};
