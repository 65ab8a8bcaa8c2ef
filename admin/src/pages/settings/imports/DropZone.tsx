/** A place to drop files on, with a button that does the same from the keyboard, and the files chosen so far. */
import { Box, Button, Flex, IconButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { Cross, Files } from '@strapi/icons';
import { type ChangeEvent, useRef } from 'react';
import { FileSize } from '../../../components/FileSize';
import { useFileDrop } from '../../../hooks/useFileDrop';
import { useText } from '../texts';

interface DropZoneProps {
  readonly files: readonly File[];
  readonly onAdd: (files: readonly File[]) => void;
  readonly onRemove: (file: File) => void;
}

export const DropZone = ({ files, onAdd, onRemove }: DropZoneProps) => {
  const t = useText();
  const { over, handlers } = useFileDrop(onAdd);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Box
        {...handlers}
        padding={6}
        hasRadius
        background={over ? 'primary100' : 'neutral100'}
        borderStyle="dashed"
        borderWidth="1px"
        borderColor={over ? 'primary600' : 'neutral300'}
      >
        <Flex direction="column" gap={3}>
          <Typography textColor="neutral700" textAlign="center">
            {t('settings.imports.drop')}
          </Typography>
          <ChooseFilesButton onAdd={onAdd} />
        </Flex>
      </Box>
      {files.length > 0 && (
        <Flex tag="ul" gap={2} wrap="wrap" aria-label={t('settings.imports.files', { count: files.length })}>
          {files.map((file) => (
            <Flex
              tag="li"
              key={`${file.name} ${file.size}`}
              gap={2}
              paddingLeft={2}
              hasRadius
              borderColor="neutral200"
              maxWidth="100%"
            >
              <Typography variant="pi" ellipsis maxWidth="24rem" title={file.name}>
                {file.name}
              </Typography>
              <FileSize bytes={file.size} />
              <IconButton
                size="S"
                variant="ghost"
                label={t('settings.imports.remove-file', { name: file.name })}
                onClick={() => onRemove(file)}
              >
                <Cross />
              </IconButton>
            </Flex>
          ))}
        </Flex>
      )}
    </Flex>
  );
};

const ChooseFilesButton = ({ onAdd }: Pick<DropZoneProps, 'onAdd'>) => {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    onAdd(Array.from(target.files ?? []));
    // The same file can be chosen again after it was left out.
    target.value = '';
  };
  return (
    <>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          multiple
          // The button stands for it, with the keyboard and for readers of the screen.
          tabIndex={-1}
          aria-hidden
          onChange={onChange}
        />
      </VisuallyHidden>
      <Button variant="secondary" startIcon={<Files />} onClick={() => input.current?.click()}>
        {t('settings.imports.choose')}
      </Button>
    </>
  );
};
