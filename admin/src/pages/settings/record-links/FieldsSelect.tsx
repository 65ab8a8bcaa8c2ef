/** Chooses some of the fields that a content type offers, in the order in which they are chosen. */
import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { FieldFrame } from '../components/fields';

interface FieldsSelectProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly fields: readonly string[];
}

export const FieldsSelect = ({ name, label, hint, placeholder, fields }: FieldsSelectProps) => {
  const { value, onChange } = useField<readonly string[]>(name);
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <MultiSelect
        value={[...(value ?? [])]}
        placeholder={placeholder}
        // The design system's tags have buttons without a name, which nobody can hear.
        customizeContent={(chosen) => (chosen ?? []).join(', ')}
        disabled={fields.length === 0}
        onChange={(chosen) => onChange(name, chosen)}
      >
        {fields.map((field) => (
          <MultiSelectOption key={field} value={field}>
            {field}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </FieldFrame>
  );
};
