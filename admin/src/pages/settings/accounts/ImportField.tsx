/** Which mail is taken in: what comes from now on, or also what is there since a day. */
import { DatePicker, Flex, Radio } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { Notice } from '../components/Notice';
import { FieldFrame } from '../components/fields';
import { useText } from '../texts';
import { dayOfPicker, pickerDate } from './days';
import { useAccountForm } from './useAccountForm';

interface ImportFieldProps {
  /** mail that is taken in opens cases */
  readonly opensCases: boolean;
}

export const ImportField = ({ opensCases }: ImportFieldProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  const label = t('settings.import.label');
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <FieldFrame name="importFrom" label={label}>
        <Radio.Group
          aria-label={label}
          value={values.importFrom}
          onValueChange={(from) => setValues({ ...values, importFrom: from === 'date' ? 'date' : 'now' })}
        >
          <Flex direction="column" alignItems="flex-start" gap={2} paddingTop={1}>
            <Radio.Item value="now">{t('settings.import.now')}</Radio.Item>
            <Radio.Item value="date">{t('settings.import.date')}</Radio.Item>
          </Flex>
        </Radio.Group>
      </FieldFrame>
      {values.importFrom === 'date' && (
        <>
          <DayField />
          {opensCases && (
            <Notice tone="warning" role="status" title={t('settings.import.warning-title')}>
              {t('settings.import.warning')}
            </Notice>
          )}
        </>
      )}
    </Flex>
  );
};

const DayField = () => {
  const t = useText();
  const { value = '', onChange } = useField<string>('fetchSince');
  const set = (day: string) => onChange('fetchSince', day);
  return (
    <Flex maxWidth="28rem">
      <FieldFrame name="fetchSince" label={t('settings.import.day')} required>
        <DatePicker
          value={pickerDate(value)}
          maxDate={new Date()}
          onChange={(date) => set(date === undefined ? '' : dayOfPicker(date))}
          onClear={() => set('')}
          clearLabel={t('settings.import.clear')}
        />
      </FieldFrame>
    </Flex>
  );
};
