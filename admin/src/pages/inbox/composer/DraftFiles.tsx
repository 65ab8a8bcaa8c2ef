/** The files of a draft: those that go with it, and those that are on their way to the server. */
import { Flex, IconButton, Loader, Typography } from '@strapi/design-system';
import { Cross, Image } from '@strapi/icons';
import { useStrapiApp } from '@strapi/strapi/admin';
import { useState, type ComponentType } from 'react';
import { FileSize } from '../../../components/FileSize';
import type { Upload } from '../../../hooks/useDraftFiles';
import { useText } from '../../../hooks/useText';
import type { DraftFile } from '../../../../../server/src/api/contracts';

interface DraftFilesProps {
  readonly files: readonly DraftFile[];
  readonly uploads: readonly Upload[];
  readonly onRemove: (file: DraftFile) => void;
}

export const DraftFiles = ({ files, uploads, onRemove }: DraftFilesProps) => {
  const text = useText();
  // Pictures in the text are seen there, and leave with it.
  const attached = files.filter(({ inline }) => !inline);
  if (attached.length === 0 && uploads.length === 0) return null;
  return (
    <Flex tag="ul" gap={2} wrap="wrap" aria-label={text('message.attachments', { count: attached.length })}>
      {attached.map((file) => (
        <Flex
          tag="li"
          key={file.id}
          gap={2}
          paddingLeft={2}
          hasRadius
          borderColor="neutral200"
          background="neutral0"
        >
          <Typography variant="pi" ellipsis maxWidth="24rem" dir="auto">
            {file.name}
          </Typography>
          <FileSize bytes={file.size} />
          <IconButton
            size="S"
            variant="ghost"
            label={text('composer.remove-file', { name: file.name })}
            onClick={() => onRemove(file)}
          >
            <Cross />
          </IconButton>
        </Flex>
      ))}
      {uploads.map(({ key, name }) => (
        <Flex
          tag="li"
          key={key}
          gap={2}
          padding={1}
          hasRadius
          borderColor="neutral200"
          background="neutral100"
        >
          <Loader small>{text('composer.uploading', { name })}</Loader>
          <Typography variant="pi" textColor="neutral600" ellipsis maxWidth="24rem" dir="auto">
            {name}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

/** What of the panel's own dialog is used here. */
interface MediaDialogProps {
  readonly multiple: boolean;
  readonly onClose: () => void;
  readonly onSelectAssets: (assets: readonly { readonly id: number }[]) => void;
}

/** Chooses files of the media library; nothing where the panel has none. */
export const MediaLibraryButton = ({
  onChoose,
}: {
  readonly onChoose: (files: readonly number[]) => void;
}) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const components = useStrapiApp('MediaLibraryButton', (app) => app.components);
  const Dialog = components['media-library'] as ComponentType<MediaDialogProps> | undefined;
  if (Dialog === undefined) return null;
  return (
    <>
      <IconButton label={text('composer.media-library')} onClick={() => setOpen(true)}>
        <Image />
      </IconButton>
      {open && (
        <Dialog
          multiple
          onClose={() => setOpen(false)}
          onSelectAssets={(assets) => {
            setOpen(false);
            if (assets.length > 0) onChoose(assets.map(({ id }) => id));
          }}
        />
      )}
    </>
  );
};
