/** An internal note, or a post. A note must never be taken for something the customer reads, nor a post for a note. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { Eye, Lock } from '@strapi/icons';
import { css, styled } from 'styled-components';
import { AttachmentList } from '../../../components/AttachmentList';
import { MentioningText } from '../../../components/MentioningText';
import { ReasonText } from '../../../components/ReasonText';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText } from '../../../hooks/useText';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

type NoteEntry = Extract<TimelineEntry, { kind: 'note' | 'post' }>;

/** The dark theme's pale yellow is nearly black, so the edge carries the colour there. */
const NoteBox = styled(Box)<{ readonly $kind: NoteEntry['kind'] }>`
  ${({ theme, $kind }) =>
    $kind === 'note'
      ? css`
          background: ${theme.colors.warning100};
          border: 1px solid ${theme.colors.warning200};
          border-left: 4px solid ${theme.colors.warning500};
        `
      : css`
          background: ${theme.colors.secondary100};
          border: 1px solid ${theme.colors.secondary200};
          border-left: 4px solid ${theme.colors.secondary500};
        `}
`;

interface NoteCardProps {
  readonly entry: NoteEntry;
  readonly me: Me;
}

export const NoteCard = ({ entry, me }: NoteCardProps) => {
  const text = useText();
  const author = entry.actor?.id === me.agent.id ? text('conversation.you') : entry.actor?.name;
  const isPost = entry.kind === 'post';
  const Icon = isPost ? Eye : Lock;
  return (
    <NoteBox tag="article" $kind={entry.kind} hasRadius padding={4} marginLeft={{ initial: 2, medium: 7 }}>
      <Flex gap={2} paddingBottom={2} wrap="wrap">
        <Icon aria-hidden fill={isPost ? 'secondary600' : 'warning600'} width="1.4rem" height="1.4rem" />
        <Typography fontWeight="bold">{text(isPost ? 'post.label' : 'note.label')}</Typography>
        {author && <Typography variant="pi">{author}</Typography>}
        {entry.reason && (
          <Typography variant="pi">
            <ReasonText reason={entry.reason} />
          </Typography>
        )}
        {isPost && (
          <Typography variant="pi" textColor="neutral600">
            {text('post.readers')}
          </Typography>
        )}
        <Typography variant="pi" textColor="neutral600" marginLeft="auto">
          <RelativeTime at={entry.at} />
        </Typography>
      </Flex>
      <MentioningText text={entry.text} mentions={entry.mentions} me={me} />
      {entry.files.length > 0 && (
        <Box paddingTop={3}>
          <AttachmentList email={{ attachments: entry.files, incomplete: false }} showsInline={false} />
        </Box>
      )}
    </NoteBox>
  );
};
