/** An internal note. It must never be taken for something the customer reads. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { styled } from 'styled-components';
import { FoldedText } from '../../../components/FoldedText';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText } from '../../../hooks/useText';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

/** The dark theme's pale yellow is nearly black, so the edge carries the colour there. */
const NoteBox = styled(Box)`
  background: ${({ theme }) => theme.colors.warning100};
  border: 1px solid ${({ theme }) => theme.colors.warning200};
  border-left: 4px solid ${({ theme }) => theme.colors.warning500};
`;

interface NoteCardProps {
  readonly entry: Extract<TimelineEntry, { kind: 'note' | 'post' }>;
  readonly me: Me;
}

export const NoteCard = ({ entry, me }: NoteCardProps) => {
  const text = useText();
  const author = entry.actor?.id === me.agent.id ? text('conversation.you') : entry.actor?.name;
  return (
    <NoteBox tag="article" hasRadius padding={4} marginLeft={{ initial: 2, medium: 7 }}>
      <Flex gap={2} paddingBottom={2} wrap="wrap">
        <Lock aria-hidden fill="warning600" width="1.4rem" height="1.4rem" />
        <Typography fontWeight="bold">{text('note.label')}</Typography>
        {author && <Typography variant="pi">{author}</Typography>}
        <Typography variant="pi" textColor="neutral600" marginLeft="auto">
          <RelativeTime at={entry.at} />
        </Typography>
      </Flex>
      <FoldedText text={entry.text} />
    </NoteBox>
  );
};
