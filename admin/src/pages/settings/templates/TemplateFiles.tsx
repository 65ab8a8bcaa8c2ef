/** Files that go with a saved reply, as its preview lists them: each is a button that saves it. */
import { Button, Flex } from '@strapi/design-system';
import { Paperclip } from '@strapi/icons';
import { FileSize } from '../../../components/FileSize';
import { useDownload } from '../../../hooks/useDownload';
import { useText } from '../../../hooks/useText';
import { templateFileUrl } from '../../../services/templates';
import { saveBlob } from '../../../utils/saveBlob';
import type { TemplateValues } from './template-values';

interface TemplateFilesProps {
  /** null: it is not stored yet, nor are its files */
  readonly templateId: string | null;
  readonly files: TemplateValues['files'];
}

type ListedFile = TemplateValues['files'][number];

export const TemplateFiles = ({ templateId, files }: TemplateFilesProps) => {
  const text = useText();
  const { start } = useDownload();
  const save = (file: ListedFile): void => {
    if (file instanceof File) saveBlob(file, file.name);
    else if (templateId !== null) void start(templateFileUrl(templateId, file.id), file.name);
  };
  if (files.length === 0) return null;
  return (
    <Flex tag="ul" gap={2} wrap="wrap" aria-label={text('message.attachments', { count: files.length })}>
      {files.map((file, position) => (
        <li key={position}>
          <Button variant="tertiary" size="S" startIcon={<Paperclip />} onClick={() => save(file)}>
            {file.name} <FileSize bytes={file.size} />
          </Button>
        </li>
      ))}
    </Flex>
  );
};
