/**
 * Shows a mail's sanitized HTML in a frame that can run nothing, load nothing and knows nothing of the panel.
 * The price is that its height cannot be measured: it is estimated, and the reader can change it.
 */
import { useMemo, useRef, useState } from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';
import { styled } from 'styled-components';
import { useFrameFocus } from '../hooks/useFrameFocus';
import { useInlineImages } from '../hooks/useInlineImages';
import { useLinkWords } from '../hooks/useLinkWords';
import { useRemoteImages } from '../hooks/useRemoteImages';
import { useText } from '../hooks/useText';
import { frameDocument } from '../utils/frameDocument';
import { prepareBody } from '../utils/mailBody';
import { RemoteImageBar } from './RemoteImageBar';
import type { DangerousLink, EmailView } from '../../../server/src/api/contracts';

/** A longer mail scrolls in its frame until it is opened up, so that the next message stays in reach. */
const LARGEST_HEIGHT = 480;
const SMALLEST_HEIGHT = 80;
const UNFOLDED_LIMIT = 12_000;

const Resizable = styled(Box)`
  position: relative;
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

/** Over the mail's last line, so that nothing moves when it comes and goes. */
const Hint = styled(Typography)`
  position: absolute;
  bottom: 0;
  inset-inline-start: 0;
  padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]}`};
  background: ${({ theme }) => theme.colors.neutral0};
  pointer-events: none;
`;

interface MessageFrameProps {
  readonly html: string;
  readonly email: Pick<EmailView, 'attachments' | 'subject'>;
  /** of the mail whose pictures of the web can be asked for; null: there is none, as in a preview */
  readonly source?: RemoteSource | null;
  /** those to be warned of */
  readonly links?: readonly DangerousLink[];
}

type RemoteSource = Pick<EmailView, 'id' | 'direction' | 'from' | 'remoteImages'>;
const NO_LINKS: readonly DangerousLink[] = [];

/** The mail's HTML as its frame gets it, and its pictures as far as they are there. */
function usePreparedBody({ html, links = NO_LINKS, email, source }: MessageFrameProps, asked: boolean) {
  const text = useText();
  const words = useLinkWords();
  const inline = useInlineImages(html, email.attachments);
  const remote = useRemoteImages(source?.id ?? '', html, asked);
  const images = useMemo(() => new Map([...remote.images, ...inline]), [inline, remote.images]);
  const body = useMemo(
    () =>
      prepareBody(
        html,
        images,
        {
          quote: text('message.fold.quote'),
          signature: text('message.fold.signature'),
          forward: text('message.fold.forward'),
        },
        { links, words },
      ),
    [html, images, text, links, words],
  );
  return { body, remote };
}

export const MessageFrame = (props: MessageFrameProps) => {
  const { email, source = null } = props;
  const text = useText();
  const [shown, setShown] = useState(false);
  const asked = source !== null && (shown || source.remoteImages);
  const { body, remote } = usePreparedBody(props, asked);
  const [whole, setWhole] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const hasKeys = useFrameFocus(frame);
  const isLong = body.height > LARGEST_HEIGHT;
  // Opened up, a too large guess costs some white, a too small one a second scroll bar.
  const height = whole ? Math.min(body.height * 1.2, UNFOLDED_LIMIT) : Math.min(body.height, LARGEST_HEIGHT);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {source !== null && (
        <RemoteImageBar
          email={source}
          hidden={body.remoteImages}
          asked={asked}
          loading={remote}
          onShow={() => setShown(true)}
        />
      )}
      <Resizable key={String(whole)} style={{ height: Math.max(height, SMALLEST_HEIGHT) }}>
        <iframe
          ref={frame}
          title={text('message.frame', { subject: email.subject })}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={frameDocument(body.html)}
        />
        {hasKeys && (
          <Hint role="status" variant="pi" textColor="neutral600">
            {text('message.has-keys')}
          </Hint>
        )}
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
    </Flex>
  );
};
