/** How the answers to a group account find their case, and what becomes of those to closed ones. */
import type { ClosedCasePolicy } from '../../../../../server/src/api/contracts';
import { FormSection } from '../components/FormSection';
import { CheckboxField, TextareaField, TextField } from '../components/fields';
import { RadioField } from '../components/RadioField';
import { useText } from '../texts';
import { useAccountForm } from './useAccountForm';

const POLICIES: readonly ClosedCasePolicy[] = ['reopen', 'reopen-within', 'new-case'];

export const ThreadingSection = () => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('settings.threading.title')} description={t('settings.threading.description')}>
      <CheckboxField
        name="threading.plusAddressing"
        label={t('settings.threading.plus')}
        hint={t('settings.threading.plus-hint')}
      />
      <TextField
        name="threading.subjectTag"
        label={t('settings.threading.tag')}
        hint={t('settings.threading.tag-hint')}
      />
      <RadioField
        name="threading.closedCasePolicy"
        label={t('settings.threading.closed')}
        choices={POLICIES.map((value) => ({ value, label: t(`settings.threading.closed.${value}`) }))}
      />
      {values.threading.closedCasePolicy === 'reopen-within' && (
        <TextField
          name="threading.closedCaseDays"
          label={t('settings.threading.closed-days')}
          inputMode="numeric"
          required
        />
      )}
      <TextField
        name="threading.sameSubjectDays"
        label={t('settings.threading.same-subject')}
        hint={t('settings.threading.same-subject-hint')}
        inputMode="numeric"
      />
      <TextareaField
        name="threading.foreignReferences"
        label={t('settings.threading.foreign')}
        hint={t('settings.threading.foreign-hint')}
        rows={3}
      />
    </FormSection>
  );
};
