/**
 * Shows a mail's sanitized HTML in a frame that can run nothing, load nothing and knows nothing of the panel.
 * The price is that its height cannot be measured: it is estimated, and the reader can change it.
 */
import { useMemo, useState } from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';
import { styled } from 'styled-components';
import { useInlineImages } from '../hooks/useInlineImages';
import { useText } from '../hooks/useText';
import { frameDocument } from '../utils/frameDocument';
import { prepareBody } from '../utils/mailBody';
import type { EmailView } from '../../../server/src/api/contracts';

/** A longer mail scrolls in its frame until it is opened up, so that the next message stays in reach. */
const LARGEST_HEIGHT = 480;
const SMALLEST_HEIGHT = 80;
const UNFOLDED_LIMIT = 12_000;

const Resizable = styled(Box)`
  resize: vertical;
  overflow: hidden;
  min-height: ${SMALLEST_HEIGHT}px;
  /* the frame must not lie over the handle */
  padding-bottom: ${({ theme }) => theme.spaces[3]};
  border: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};

  iframe {
    display: block;
    width: 100%;
    height: 100%;
    border: 0;
  }
`;

export const MessageFrame = ({
  html,
  email,
}: {
  readonly html: string;
  readonly email: Pick<EmailView, 'attachments' | 'subject'>;
}) => {
  const text = useText();
  const images = useInlineImages(html, email.attachments);
  const body = useMemo(
    () =>
      prepareBody(html, images, {
        quote: text('message.fold.quote'),
        signature: text('message.fold.signature'),
        forward: text('message.fold.forward'),
      }),
    [html, images, text],
  );
  const [whole, setWhole] = useState(false);
  const isLong = body.height > LARGEST_HEIGHT;
  // Opened up, a too large guess costs some white, a too small one a second scroll bar.
  const height = whole ? Math.min(body.height * 1.2, UNFOLDED_LIMIT) : Math.min(body.height, LARGEST_HEIGHT);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Resizable key={String(whole)} style={{ height: Math.max(height, SMALLEST_HEIGHT) }}>
        <iframe
          title={text('message.frame', { subject: email.subject })}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={frameDocument(body.html)}
        />
      </Resizable>
      {isLong && (
        <TextButton
          startIcon={whole ? <ChevronUp /> : <ChevronDown />}
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {text(whole ? 'message.less' : 'message.more')}
        </TextButton>
      )}
      {body.remoteImages > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {text('message.remote-images', { count: body.remoteImages })}
        </Typography>
      )}
    </Flex>
  );
};
