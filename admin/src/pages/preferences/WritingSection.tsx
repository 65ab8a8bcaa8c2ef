/** How a user writes: signature, the time in which sending can be undone, and what comes after it. */
import { useState } from 'react';
import { Button, Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { RichTextEditor } from '../../components/rich-text/RichTextEditor';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import { useChangePreferencesMutation, useGetPreferencesQuery } from '../../services/preferences';
import { FormSection } from '../settings/components/FormSection';
import type { PreferencesInput, PreferencesView } from '../../../../server/src/api/contracts';

const UNDO_SECONDS = [0, 5, 10, 20, 30, 60];
const AFTER_SENDING = ['stay', 'next', 'list'] as const;

export const WritingSection = () => {
  const { data } = useGetPreferencesQuery();
  // The page around it says what is loading, and what could not be loaded.
  return data ? <Sections stored={data} /> : null;
};

const Sections = ({ stored }: { readonly stored: PreferencesView }) => {
  const text = useText();
  const report = useReport();
  const [save] = useChangePreferencesMutation();
  const change = async (input: PreferencesInput): Promise<void> => {
    const result = await save(input);
    if ('error' in result) return report.failure(result.error);
    report.success(text('writing.saved'));
  };
  const after = (value: string | number): void => {
    const afterSending = AFTER_SENDING.find((one) => one === value);
    if (afterSending) void change({ afterSending });
  };
  // A number that was set over the API is shown as it is.
  const seconds = [...new Set([...UNDO_SECONDS, stored.undoSeconds])].sort((one, other) => one - other);
  return (
    <FormSection title={text('writing.title')}>
      <SignatureField stored={stored.signature} onSave={(signature) => change({ signature })} />
      <Flex gap={5} wrap="wrap" alignItems="flex-start">
        <Field.Root flex="1" minWidth="22rem">
          <Field.Label>{text('writing.undo')}</Field.Label>
          <SingleSelect
            value={String(stored.undoSeconds)}
            onChange={(value) => void change({ undoSeconds: Number(value) })}
          >
            {seconds.map((value) => (
              <SingleSelectOption key={value} value={String(value)}>
                {text('writing.undo-seconds', { seconds: value })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
        <Field.Root flex="1" minWidth="22rem">
          <Field.Label>{text('writing.after')}</Field.Label>
          <SingleSelect value={stored.afterSending} onChange={after}>
            {AFTER_SENDING.map((value) => (
              <SingleSelectOption key={value} value={value}>
                {text(`writing.after.${value}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Flex>
    </FormSection>
  );
};

interface SignatureFieldProps {
  readonly stored: string;
  readonly onSave: (signature: string) => Promise<void>;
}

const SignatureField = ({ stored, onSave }: SignatureFieldProps) => {
  const text = useText();
  const [signature, setSignature] = useState(stored);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    await onSave(signature).finally(() => setSaving(false));
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" aria-hidden>
        {text('writing.signature')}
      </Typography>
      <RichTextEditor
        label={text('writing.signature')}
        describedBy="mailroom-signature-hint"
        value={signature}
        onChange={setSignature}
      />
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Typography id="mailroom-signature-hint" variant="pi" textColor="neutral600">
          {text('writing.signature-hint')}
        </Typography>
        <Button
          variant="secondary"
          loading={saving}
          disabled={signature === stored}
          onClick={() => void save()}
        >
          {text('writing.save-signature')}
        </Button>
      </Flex>
    </Flex>
  );
};
