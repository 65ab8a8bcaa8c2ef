/** The fields of a rule; what can be chosen depends on its content type. */
import { useForm } from '@strapi/strapi/admin';
import type { RecordType } from '../../../../../server/src/api/contracts';
import { FieldCell, FieldRow, FormSection } from '../components/FormSection';
import { CheckboxField, SelectField } from '../components/fields';
import { useText } from '../texts';
import { FieldsSelect } from './FieldsSelect';
import { PatternsField } from './PatternsField';
import type { RuleValues } from './rule-values';

/** In place of no field: the select takes an empty value for nothing chosen yet. */
const NONE = '-';

export const RuleForm = ({
  types,
  isNew,
}: {
  readonly types: readonly RecordType[];
  readonly isNew: boolean;
}) => {
  const t = useText();
  const { values, setValues } = useForm('RecordRule', ({ values, setValues }) => ({ values, setValues }));
  const rule = values as unknown as RuleValues;
  const type = types.find(({ contentType }) => contentType === rule.contentType) ?? null;

  const chooseType = (contentType: string) =>
    // Fields of another type mean nothing here.
    setValues({
      ...rule,
      contentType,
      labelFields: [],
      addressFields: [],
      parentField: '',
      numberField: '',
    });

  return (
    <>
      <FormSection title={t('settings.records.section')}>
        <FieldRow>
          <FieldCell col={6}>
            <SelectField
              name="contentType"
              label={t('settings.records.type')}
              required
              placeholder={t('settings.records.type-placeholder')}
              choices={(isNew || type === null ? types : [type]).map(({ contentType, name }) => ({
                value: contentType,
                label: `${name} (${contentType})`,
              }))}
              onValue={chooseType}
            />
          </FieldCell>
          <FieldCell col={12}>
            <CheckboxField name="active" label={t('settings.records.active')} />
          </FieldCell>
        </FieldRow>
      </FormSection>
      {type !== null && <RuleFields key={type.contentType} type={type} />}
    </>
  );
};

const RuleFields = ({ type }: { readonly type: RecordType }) => {
  const t = useText();
  return (
    <>
      <FormSection title={t('settings.records.addresses-section')}>
        <FieldRow>
          <FieldCell col={12}>
            <FieldsSelect
              name="addressFields"
              label={t('settings.records.addresses')}
              hint={t('settings.records.addresses-hint')}
              placeholder={t('settings.records.choose-fields')}
              fields={type.addressFields}
            />
          </FieldCell>
          <FieldCell col={6}>
            <FieldsSelect
              name="labelFields"
              label={t('settings.records.labels')}
              hint={t('settings.records.labels-hint')}
              placeholder={t('settings.records.choose-fields')}
              fields={type.labelFields}
            />
          </FieldCell>
          <FieldCell col={6}>
            <OptionalField
              name="parentField"
              label={t('settings.records.parent')}
              hint={t('settings.records.parent-hint')}
              fields={type.parentFields}
            />
          </FieldCell>
        </FieldRow>
      </FormSection>
      <FormSection title={t('settings.records.patterns')} description={t('settings.records.patterns-about')}>
        <FieldRow>
          <FieldCell col={6}>
            <OptionalField
              name="numberField"
              label={t('settings.records.number-field')}
              hint={t('settings.records.number-field-hint')}
              fields={type.numberFields}
            />
          </FieldCell>
          <FieldCell col={12}>
            <PatternsField />
          </FieldCell>
        </FieldRow>
      </FormSection>
    </>
  );
};

interface OptionalFieldProps {
  readonly name: 'parentField' | 'numberField';
  readonly label: string;
  readonly hint: string;
  readonly fields: readonly string[];
}

const OptionalField = ({ name, label, hint, fields }: OptionalFieldProps) => {
  const t = useText();
  const { onChange } = useForm('RecordRuleField', ({ onChange }) => ({ onChange }));
  return (
    <SelectField
      name={name}
      label={label}
      hint={hint}
      placeholder={t('settings.records.no-field')}
      choices={[
        { value: NONE, label: t('settings.records.no-field') },
        ...fields.map((field) => ({ value: field, label: field })),
      ]}
      onValue={(field) => onChange(name, field === NONE ? '' : field)}
    />
  );
};
