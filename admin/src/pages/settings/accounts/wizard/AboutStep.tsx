/** The last step: what the account is called, and for a group account whose cases its mail becomes. */
import { TextField } from '../../components/fields';
import { FieldCell, FieldRow, FormSection } from '../../components/FormSection';
import { Refusals } from '../../components/SettingsForm';
import { useText } from '../../texts';
import { CasesSection } from '../CasesSection';
import type { WizardProps } from './wizard-props';

interface AboutStepProps extends WizardProps {
  /** what the server refused and no field shows */
  readonly refusals: readonly string[];
}

export const AboutStep = ({ kind, refusals }: AboutStepProps) => {
  const t = useText();
  return (
    <>
      {refusals.length > 0 && <Refusals refusals={refusals} />}
      <FormSection title={t('wizard.about.title')}>
        <FieldRow>
          <FieldCell col={6}>
            <TextField
              name="name"
              label={t('settings.account.name')}
              hint={t('wizard.about.name-hint')}
              required
            />
          </FieldCell>
          <FieldCell col={6}>
            <TextField
              name="fromName"
              label={t('settings.account.from-name')}
              hint={t('settings.account.from-name-hint')}
            />
          </FieldCell>
        </FieldRow>
      </FormSection>
      {kind === 'group' && <CasesSection assignee={null} />}
    </>
  );
};
