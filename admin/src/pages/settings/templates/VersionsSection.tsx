/** The text of a template: a tab for each language, the placeholders beside it, and how it will read. */
import { useRef, useState } from 'react';
import { Box, Button, Flex, Tabs, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useField, useForm } from '@strapi/strapi/admin';
import type { TemplateVersion } from '../../../../../server/src/api/contracts';
import { RichTextEditor, type RichTextHandle } from '../../../components/rich-text/RichTextEditor';
import { FieldFrame, TextField } from '../components/fields';
import { FormSection } from '../components/FormSection';
import { useText } from '../texts';
import { PlaceholderPalette } from './PlaceholderPalette';
import { TemplateFiles } from './TemplateFiles';
import { TemplatePreview } from './TemplatePreview';
import { newVersion, type TemplateValues } from './template-values';

export const VersionsSection = ({ templateId }: { readonly templateId: string | null }) => {
  const t = useText();
  const { value: versions = [], onChange } = useField<readonly TemplateVersion[]>('versions');
  const [open, setOpen] = useState('0');
  const add = () => {
    onChange('versions', [...versions, newVersion('')]);
    setOpen(String(versions.length));
  };
  const remove = (position: number) => {
    onChange(
      'versions',
      versions.filter((_version, index) => index !== position),
    );
    setOpen('0');
  };
  return (
    <FormSection title={t('templates.languages')} description={t('templates.versions-hint')}>
      <Tabs.Root value={open} onValueChange={setOpen} variant="simple">
        <Flex gap={2} alignItems="center" wrap="wrap">
          <Tabs.List aria-label={t('templates.languages')}>
            {versions.map(({ language }, position) => (
              <Tabs.Trigger key={position} value={String(position)}>
                {language.trim() === '' ? t('templates.new-language') : language}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <TextButton startIcon={<Plus />} onClick={add}>
            {t('templates.add-language')}
          </TextButton>
        </Flex>
        {versions.map((version, position) => (
          <Tabs.Content key={position} value={String(position)}>
            <VersionFields
              templateId={templateId}
              position={position}
              version={version}
              remove={versions.length > 1 ? () => remove(position) : null}
            />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </FormSection>
  );
};

interface VersionFieldsProps {
  /** null: it is not stored yet */
  readonly templateId: string | null;
  readonly position: number;
  readonly version: TemplateVersion;
  /** null: it is the only one */
  readonly remove: (() => void) | null;
}

const VersionFields = ({ templateId, position, version, remove }: VersionFieldsProps) => {
  const t = useText();
  const path = `versions.${position}`;
  const kind = useForm<TemplateValues['kind']>(
    'VersionFields',
    ({ values }) => (values as TemplateValues).kind,
  );
  const { onChange } = useField<string>(`${path}.html`);
  const { value: files = [] } = useField<TemplateValues['files']>('files');
  const editor = useRef<RichTextHandle>(null);
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
      <Flex gap={4} alignItems="flex-end">
        <Box maxWidth="20rem" flex="1">
          <TextField
            name={`${path}.language`}
            label={t('templates.language')}
            hint={t('templates.language-hint')}
            required
          />
        </Box>
        {remove !== null && (
          <Button variant="danger-light" startIcon={<Trash />} onClick={remove}>
            {t('templates.remove-language')}
          </Button>
        )}
      </Flex>
      {kind === 'reply' && (
        <TextField
          name={`${path}.subject`}
          label={t('templates.subject')}
          hint={t('templates.subject-hint')}
        />
      )}
      <FieldFrame name={`${path}.html`} label={t('templates.text')} required>
        <RichTextEditor
          ref={editor}
          value={version.html}
          onChange={(html) => onChange(`${path}.html`, html)}
          label={t('templates.text')}
          minHeight={200}
        />
      </FieldFrame>
      <PlaceholderPalette insert={(placeholder) => editor.current?.insert(placeholder)} />
      <Typography variant="delta" fontWeight="bold" tag="h3">
        {t('templates.preview')}
      </Typography>
      <TemplatePreview version={version} />
      {kind === 'reply' && <TemplateFiles templateId={templateId} files={files} />}
    </Flex>
  );
};
