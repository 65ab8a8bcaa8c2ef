/** One choice of a few, each with a line that explains it, bound by name to the form it stands in. */
import { Field, Flex, Radio, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useId } from 'react';

interface RadioChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly explained?: string;
}

interface RadioFieldProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly RadioChoice<Value>[];
  /** instead of only setting this field */
  readonly onValue?: (value: Value) => void;
}

export function RadioField<Value extends string>({ name, label, choices, onValue }: RadioFieldProps<Value>) {
  const field = useField<Value>(name);
  const id = useId();
  const choose = (value: string) => {
    const chosen = choices.find((choice) => choice.value === value);
    if (chosen === undefined) return;
    if (onValue === undefined) field.onChange(name, chosen.value);
    else onValue(chosen.value);
  };
  return (
    <Field.Root name={name} error={field.error} width="100%">
      <Field.Label>{label}</Field.Label>
      <Radio.Group aria-label={label} value={field.value} onValueChange={choose}>
        <Flex direction="column" alignItems="stretch" gap={3} paddingTop={1}>
          {choices.map(({ value, label: choice, explained }) => (
            <Radio.Item
              key={value}
              value={value}
              aria-describedby={explained === undefined ? undefined : `${id}-${value}`}
            >
              <Flex tag="span" direction="column" alignItems="flex-start">
                {choice}
                {explained !== undefined && (
                  <Typography id={`${id}-${value}`} variant="pi" textColor="neutral600">
                    {explained}
                  </Typography>
                )}
              </Flex>
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
      <Field.Error />
    </Field.Root>
  );
}
