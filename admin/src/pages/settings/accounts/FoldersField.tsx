/** The folders that are watched: chosen from those a connection test found, or typed. */
import { Button, Field, Flex, MultiSelect, MultiSelectOption, TextInput } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { FieldCell, FieldRow } from '../components/FormSection';
import { FieldFrame } from '../components/fields';
import { useText } from '../texts';
import { folderChoices } from './choices';

export const FoldersField = ({ found }: { readonly found: readonly string[] }) => {
  const t = useText();
  const { formatList } = useIntl();
  const { value = [], onChange } = useField<readonly string[]>('folders');
  const setFolders = (folders: readonly string[]) => onChange('folders', folders);
  return (
    <FieldRow>
      <FieldCell col={6}>
        <FieldFrame
          name="folders"
          label={t('settings.folders.label')}
          hint={
            found.length === 0
              ? t('settings.folders.test-first')
              : t('settings.folders.found', { count: found.length })
          }
          required
        >
          <MultiSelect
            value={[...value]}
            onChange={setFolders}
            placeholder={t('settings.folders.placeholder')}
            customizeContent={(chosen) => formatList(chosen ?? [], { type: 'unit' })}
          >
            {folderChoices(found, value).map((folder) => (
              <MultiSelectOption key={folder} value={folder}>
                {folder}
              </MultiSelectOption>
            ))}
          </MultiSelect>
        </FieldFrame>
      </FieldCell>
      <FieldCell col={6}>
        <TypedFolder onAdd={(folder) => setFolders([...new Set([...value, folder])])} />
      </FieldCell>
    </FieldRow>
  );
};

const TypedFolder = ({ onAdd }: { readonly onAdd: (folder: string) => void }) => {
  const t = useText();
  const [text, setText] = useState('');
  const folder = text.trim();
  const add = () => {
    if (folder === '') return;
    onAdd(folder);
    setText('');
  };
  return (
    <Field.Root name="typed-folder" width="100%">
      <Field.Label>{t('settings.folders.type')}</Field.Label>
      <Flex gap={2} alignItems="stretch" width="100%">
        <Flex flex="1" alignItems="stretch" direction="column">
          <TextInput
            value={text}
            placeholder="INBOX/Support"
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // Enter adds the folder; the form is not meant.
              event.preventDefault();
              add();
            }}
          />
        </Flex>
        <Button variant="secondary" startIcon={<Plus />} disabled={folder === ''} onClick={add} size="L">
          {t('settings.folders.add')}
        </Button>
      </Flex>
    </Field.Root>
  );
};
