/** The files of a saved reply: chosen and left out here, stored when the template is saved. */
import { Flex } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';
import { DraftFiles } from '../../inbox/composer/DraftFiles';
import { AttachFileButton } from '../../inbox/composer/FilePicker';
import { FormSection } from '../components/FormSection';
import { useText } from '../texts';
import type { TemplateValues } from './template-values';

const NONE: TemplateValues['files'] = [];

export const FilesSection = () => {
  const t = useText();
  const kind = useForm<TemplateValues['kind']>(
    'FilesSection',
    ({ values }) => (values as TemplateValues).kind,
  );
  const { value: files = NONE, onChange } = useField<TemplateValues['files']>('files');
  if (kind !== 'reply') return null;
  const listed = files.map((file, position) => ({
    id: file instanceof File ? `new-${position}` : file.id,
    ...{ name: file.name, type: file.type, size: file.size },
    inline: false,
    contentId: null,
  }));
  return (
    <FormSection title={t('templates.files')} description={t('templates.files-hint')}>
      <Flex gap={2} wrap="wrap">
        <AttachFileButton onAdd={(added) => onChange('files', [...files, ...added])} />
        <DraftFiles
          files={listed}
          uploads={[]}
          onRemove={({ id }) =>
            onChange(
              'files',
              files.filter((_file, position) => listed[position]?.id !== id),
            )
          }
        />
      </Flex>
    </FormSection>
  );
};
