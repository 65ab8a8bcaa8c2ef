/**
 * The fields of the settings forms: the design system's inputs, labelled, hinted and bound by name to the form they
 * stand in. Values are text, except those of check boxes.
 */
import {
  Checkbox,
  Field,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Eye, EyeStriked } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { RichTextEditor } from '../../../components/rich-text/RichTextEditor';
import { useText } from '../texts';

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly required?: boolean;
}
interface FieldFrameProps extends FieldProps {
  readonly children: ReactNode;
}

/** Label, hint and error around an input of one's own. */
export const FieldFrame = ({ name, label, hint, required = false, children }: FieldFrameProps) => {
  const { error } = useField(name);
  return (
    <Field.Root name={name} hint={hint} required={required} error={error} width="100%">
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

interface TextFieldProps extends FieldProps {
  readonly placeholder?: string;
  readonly autoComplete?: string;
  readonly type?: 'text' | 'email';
  readonly inputMode?: ComponentProps<'input'>['inputMode'];
  /** offered while typing; other values are as good */
  readonly suggestions?: readonly string[];
  /** instead of only setting this field */
  readonly onValue?: (value: string) => void;
}

export const TextField = ({
  onValue,
  placeholder,
  autoComplete,
  type,
  inputMode,
  suggestions = [],
  ...frame
}: TextFieldProps) => {
  const field = useField<string>(frame.name);
  const listId = useId();
  return (
    <FieldFrame {...frame}>
      <TextInput
        type={type ?? 'text'}
        value={field.value ?? ''}
        placeholder={placeholder}
        autoComplete={autoComplete ?? 'off'}
        inputMode={inputMode}
        list={suggestions.length === 0 ? undefined : listId}
        onChange={({ target }) =>
          onValue === undefined ? field.onChange(frame.name, target.value) : onValue(target.value)
        }
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
};

interface SecretFieldProps extends FieldProps {
  readonly placeholder?: string;
}

/** A password that is typed and never shown again once it is saved. */
export const SecretField = ({ placeholder, ...frame }: SecretFieldProps) => {
  const t = useText();
  const field = useField<string>(frame.name);
  const [visible, setVisible] = useState(false);
  const Icon = visible ? Eye : EyeStriked;
  return (
    <FieldFrame {...frame}>
      <TextInput
        type={visible ? 'text' : 'password'}
        value={field.value ?? ''}
        placeholder={placeholder}
        // The browser must not fill in the panel's own password.
        autoComplete="new-password"
        onChange={({ target }) => field.onChange(frame.name, target.value)}
        endAction={
          <Field.Action
            label={t(visible ? 'settings.secret.hide' : 'settings.secret.show')}
            onClick={() => setVisible(!visible)}
          >
            <Icon fill="neutral500" />
          </Field.Action>
        }
      />
    </FieldFrame>
  );
};

interface TextareaFieldProps extends FieldProps {
  readonly rows?: number;
  readonly placeholder?: string;
  /** PEM and the like: fixed width, not checked for spelling */
  readonly code?: boolean;
}

export const TextareaField = ({ rows, placeholder, code = false, ...frame }: TextareaFieldProps) => {
  const field = useField<string>(frame.name);
  return (
    <FieldFrame {...frame}>
      <Textarea
        rows={rows}
        value={field.value ?? ''}
        placeholder={placeholder}
        spellCheck={!code}
        style={code ? { fontFamily: 'monospace' } : undefined}
        onChange={({ target }) => field.onChange(frame.name, target.value)}
      />
    </FieldFrame>
  );
};

export interface Choice {
  readonly value: string;
  readonly label: string;
}
interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly placeholder?: string;
  /** instead of only setting this field */
  readonly onValue?: (value: string) => void;
}

export const SelectField = ({ choices, placeholder, onValue, ...frame }: SelectFieldProps) => {
  const field = useField<string>(frame.name);
  return (
    <FieldFrame {...frame}>
      <SingleSelect
        value={field.value ?? ''}
        placeholder={placeholder}
        onChange={(value) =>
          onValue === undefined ? field.onChange(frame.name, String(value)) : onValue(String(value))
        }
      >
        {choices.map(({ value, label }) => (
          <SingleSelectOption key={value} value={value}>
            {label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </FieldFrame>
  );
};

/** A check box says itself what it is for, so its label stands beside it. */
export const CheckboxField = ({ name, label, hint }: FieldProps) => {
  const field = useField<boolean>(name);
  return (
    <Field.Root name={name} hint={hint} error={field.error} width="100%">
      <Checkbox
        checked={field.value ?? false}
        onCheckedChange={(checked) => field.onChange(name, checked === true)}
      >
        {label}
      </Checkbox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** Formatted text; its value is HTML. */
export const RichTextField = ({ name, label, hint, required = false }: FieldProps) => {
  const field = useField<string>(name);
  const id = useId();
  return (
    <Field.Root name={name} hint={hint} required={required} error={field.error} width="100%">
      {/* The field names itself: a label points to inputs only. */}
      <Typography variant="pi" fontWeight="bold" aria-hidden>
        {label}
      </Typography>
      <RichTextEditor
        label={label}
        describedBy={id}
        value={field.value ?? ''}
        onChange={(html) => field.onChange(name, html)}
      />
      <div id={id}>
        <Field.Hint />
        <Field.Error />
      </div>
    </Field.Root>
  );
};
