/**
 * The files of a mail, each a button that downloads it. Pictures shown inside its HTML are not listed again. Files of
 * a mail that was too large to be fetched whole come from the mail server at the first download.
 */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Cloud, Paperclip } from '@strapi/icons';
import { styled } from 'styled-components';
import { FileSize } from './FileSize';
import { attachmentUrl, useDownload } from '../hooks/useDownload';
import { useText } from '../hooks/useText';
import type { EmailView } from '../../../server/src/api/contracts';

const FileName = styled.span`
  display: inline-block;
  max-width: 28rem;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  vertical-align: bottom;
`;

interface AttachmentListProps {
  readonly email: Pick<EmailView, 'attachments' | 'incomplete'>;
  /** whether its text shows the pictures that belong into it */
  readonly showsInline: boolean;
}

export const AttachmentList = ({ email, showsInline }: AttachmentListProps) => {
  const text = useText();
  const { running, start } = useDownload();
  const files = email.attachments.filter(({ inline }) => !inline || !showsInline);
  if (files.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {email.incomplete && files.some(({ available, deleted }) => !available && !deleted) && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {text('message.incomplete')}
        </Typography>
      )}
      <Flex tag="ul" gap={2} wrap="wrap" aria-label={text('message.attachments', { count: files.length })}>
        {files.map((file) => (
          <li key={file.id}>
            <Button
              variant="tertiary"
              size="S"
              startIcon={file.available || file.deleted ? <Paperclip /> : <Cloud />}
              disabled={file.deleted}
              loading={running === attachmentUrl(file.id)}
              onClick={() => void start(attachmentUrl(file.id), file.name)}
            >
              <FileName title={file.name}>{file.name || text('message.unnamed-file')}</FileName>{' '}
              <FileSize bytes={file.size} />
              {!file.available && ` (${text(file.deleted ? 'message.deleted-file' : 'message.on-server')})`}
            </Button>
          </li>
        ))}
      </Flex>
    </Flex>
  );
};
