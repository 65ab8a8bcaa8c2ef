/** Files that go with an answer: choosing them, seeing them, leaving one out. */
import { useRef } from 'react';
import { Flex, IconButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { Cross, Paperclip } from '@strapi/icons';
import { FileSize } from '../../../components/FileSize';
import { useText } from '../../../hooks/useText';

export const AttachFileButton = ({ onAdd }: { readonly onAdd: (files: readonly File[]) => void }) => {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const onChange = (event: React.ChangeEvent<HTMLInputElement>): void => {
    onAdd(Array.from(event.target.files ?? []));
    // The same file can be chosen again after it was left out.
    event.target.value = '';
  };
  return (
    <>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          multiple
          tabIndex={-1}
          aria-label={text('composer.attach')}
          onChange={onChange}
        />
      </VisuallyHidden>
      <IconButton label={text('composer.attach')} onClick={() => input.current?.click()}>
        <Paperclip />
      </IconButton>
    </>
  );
};

interface PickedFilesProps {
  readonly files: readonly File[];
  readonly onChange: (update: (files: readonly File[]) => readonly File[]) => void;
}

export const PickedFiles = ({ files, onChange }: PickedFilesProps) => {
  const text = useText();
  if (files.length === 0) return null;
  return (
    <Flex tag="ul" gap={2} wrap="wrap" aria-label={text('message.attachments', { count: files.length })}>
      {files.map((file, index) => (
        <Flex
          tag="li"
          key={`${index}-${file.name}`}
          gap={2}
          paddingLeft={2}
          hasRadius
          borderColor="neutral200"
          background="neutral0"
        >
          <Typography variant="pi" ellipsis maxWidth="24rem">
            {file.name}
          </Typography>
          <FileSize bytes={file.size} />
          <IconButton
            size="S"
            variant="ghost"
            label={text('composer.remove-file', { name: file.name })}
            onClick={() => onChange((current) => current.filter((one) => one !== file))}
          >
            <Cross />
          </IconButton>
        </Flex>
      ))}
    </Flex>
  );
};
