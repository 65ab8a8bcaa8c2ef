/** Whether a group account answers by itself, with which template, and how often. */
import { Typography } from '@strapi/design-system';
import { useGetTemplatesQuery } from '../../../services/templates';
import { CheckboxField, SelectField, TextField } from '../components/fields';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import type { MessageId } from '../message-ids';
import { useText } from '../texts';
import { LIMIT_NAMES, type LimitName } from './auto-reply-values';
import { useAccountForm } from './useAccountForm';

const LIMIT_LABELS: Readonly<Record<LimitName, MessageId>> = {
  perAddress: 'auto-reply.per-address',
  perAddressHours: 'auto-reply.per-address-hours',
  perCase: 'auto-reply.per-case',
  perTenMinutes: 'auto-reply.per-ten-minutes',
  perHour: 'auto-reply.per-hour',
  maxAgeDays: 'auto-reply.max-age-days',
};

export const AutoReplySection = () => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <FormSection title={t('auto-reply.title')} description={t('auto-reply.description')}>
      <CheckboxField
        name="autoReply.active"
        label={t('auto-reply.active')}
        hint={t('auto-reply.active-hint')}
      />
      {values.autoReply.active && (
        <>
          <TemplateField />
          <FieldRow>
            {LIMIT_NAMES.map((name) => (
              <FieldCell key={name} col={6}>
                <TextField
                  name={`autoReply.limits.${name}`}
                  label={t(LIMIT_LABELS[name])}
                  inputMode="numeric"
                  required
                />
              </FieldCell>
            ))}
          </FieldRow>
        </>
      )}
    </FormSection>
  );
};

const TemplateField = () => {
  const t = useText();
  const { data: templates } = useGetTemplatesQuery();
  const choices = (templates ?? [])
    .filter(({ kind }) => kind === 'auto-reply')
    .map(({ id, name }) => ({ value: id, label: name }));
  if (templates !== undefined && choices.length === 0)
    return <Typography textColor="neutral600">{t('auto-reply.no-templates')}</Typography>;
  return (
    <SelectField
      name="autoReply.template"
      label={t('auto-reply.template')}
      placeholder={t('auto-reply.choose')}
      choices={choices}
      required
    />
  );
};
