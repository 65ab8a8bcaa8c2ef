/** What to do with mail that lies in the mailbox already. It is asked for once, and can be changed later. */
import { DatePicker, Flex, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { CheckboxField, FieldFrame } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { RadioField } from '../components/RadioField';
import { useText } from '../texts';
import { dayOfPicker, pickerDate } from './days';
import { useAccountForm } from './useAccountForm';

const CHOICES = ['now', 'date', 'all'] as const;

interface HistorySectionProps {
  /** cases can be opened by this account's mail */
  readonly canOpenCases: boolean;
  readonly isNew: boolean;
}

export const HistorySection = ({ canOpenCases, isNew }: HistorySectionProps) => {
  const t = useText();
  const { history } = useAccountForm().values;
  const imports = history.from !== 'now';
  return (
    <FormSection title={t('settings.history.title')} description={t('settings.history.description')}>
      <RadioField
        name="history.from"
        label={t('settings.history.label')}
        choices={CHOICES.map((value) => ({
          value,
          label: t(`settings.history.${value}`),
          explained: t(`settings.history.${value}.explained`),
        }))}
      />
      {history.from === 'date' && <DayField />}
      {imports && (
        <>
          <Notice tone="info" title={t('settings.history.effects-title')}>
            <Typography tag="p" textColor="neutral800">
              {t('settings.history.effects')}
            </Typography>
            {!isNew && (
              <Typography tag="p" textColor="neutral800">
                {t('settings.history.changed-later')}
              </Typography>
            )}
          </Notice>
          {canOpenCases && (
            <CheckboxField
              name="history.opensCases"
              label={t('settings.history.opens-cases')}
              hint={t('settings.history.opens-cases-hint')}
            />
          )}
          {canOpenCases && history.opensCases && (
            <Notice tone="warning" role="status" title={t('settings.history.warning-title')}>
              {t('settings.history.warning')}
            </Notice>
          )}
        </>
      )}
    </FormSection>
  );
};

const DayField = () => {
  const t = useText();
  const { value = '', onChange } = useField<string>('history.since');
  const set = (day: string) => onChange('history.since', day);
  return (
    <Flex maxWidth="28rem">
      <FieldFrame name="history.since" label={t('settings.history.day')} required>
        <DatePicker
          value={pickerDate(value)}
          maxDate={new Date()}
          onChange={(date) => set(date === undefined ? '' : dayOfPicker(date))}
          onClear={() => set('')}
          clearLabel={t('settings.history.clear')}
        />
      </FieldFrame>
    </Flex>
  );
};
