/** The files of a mail, each a button that downloads it. Pictures shown inside its HTML are not listed again. */
import { Button, Flex } from '@strapi/design-system';
import { Paperclip } from '@strapi/icons';
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

export const AttachmentList = ({ email }: { readonly email: Pick<EmailView, 'attachments' | 'html'> }) => {
  const text = useText();
  const { running, start } = useDownload();
  const files = email.attachments.filter(({ inline }) => !inline || email.html === null);
  if (files.length === 0) return null;
  return (
    <Flex tag="ul" gap={2} wrap="wrap" aria-label={text('message.attachments', { count: files.length })}>
      {files.map(({ id, name, size }) => (
        <li key={id}>
          <Button
            variant="tertiary"
            size="S"
            startIcon={<Paperclip />}
            loading={running === attachmentUrl(id)}
            onClick={() => void start(attachmentUrl(id), name)}
          >
            <FileName title={name}>{name || text('message.unnamed-file')}</FileName> <FileSize bytes={size} />
          </Button>
        </li>
      ))}
    </Flex>
  );
};
