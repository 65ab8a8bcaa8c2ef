/** A draft that belongs to no case, opened among the drafts. */
import { Box, Flex } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import { useAfterSending } from '../../hooks/useAfterSending';
import { useText } from '../../hooks/useText';
import { placePath, type Place } from '../../utils/paths';
import { PaneHeader } from '../inbox/conversation/PaneHeader';
import { NewMailForm } from './NewMailForm';
import type { Me } from '../../../../server/src/api/contracts';

interface DraftPaneProps {
  readonly id: string;
  readonly place: Extract<Place, { kind: 'drafts' }>;
  readonly me: Me;
}

export const DraftPane = ({ id, place, me }: DraftPaneProps) => {
  const text = useText();
  const navigate = useNavigate();
  const tellOfSending = useAfterSending();
  const leave = (): void => navigate(placePath(place));
  return (
    <Flex
      tag="article"
      direction="column"
      alignItems="stretch"
      background="neutral0"
      minHeight="0"
      aria-label={text('compose.new')}
    >
      <PaneHeader place={place} subject={text('compose.new')} />
      <Box padding={4} paddingTop={1} overflow="auto" flex="1">
        <NewMailForm
          id={id}
          begun={null}
          me={me}
          onSent={(sent, draft) => {
            tellOfSending(sent, draft);
            leave();
          }}
          onDiscarded={leave}
        />
      </Box>
    </Flex>
  );
};
