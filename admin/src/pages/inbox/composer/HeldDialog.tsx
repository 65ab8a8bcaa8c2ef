/** A mail that was not sent because something came in since it was begun: shows what, and lets its author decide. */
import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useText } from '../../../hooks/useText';
import { WithoutAnswering } from './answer-requests';
import { EmailCard } from '../conversation/EmailCard';
import { EventLine } from '../conversation/EventLine';
import { NoteCard } from '../conversation/NoteCard';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

const News = ({ entry, me }: { readonly entry: TimelineEntry; readonly me: Me }) => {
  switch (entry.kind) {
    case 'email-received':
    case 'email-sent':
      return (
        <EmailCard
          email={entry.email}
          actor={entry.actor}
          reason={entry.reason}
          me={me}
          initiallyOpen
          canRetrySending={false}
        />
      );
    case 'note':
    case 'post':
      return <NoteCard entry={entry} me={me} />;
    default:
      return <EventLine entry={entry} me={me} />;
  }
};

interface HeldDialogProps {
  readonly news: readonly TimelineEntry[];
  readonly me: Me;
  readonly busy: boolean;
  readonly onSendAnyway: () => void;
  readonly onKeep: () => void;
}

export const HeldDialog = ({ news, me, busy, onSendAnyway, onKeep }: HeldDialogProps) => {
  const text = useText();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onKeep()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('action.close-panel')}>
          <Modal.Title>{text('composer.held.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography>{text('composer.held.explained')}</Typography>
            <Flex
              tag="ol"
              direction="column"
              alignItems="stretch"
              gap={3}
              background="neutral100"
              padding={3}
            >
              {news.map((entry) => (
                <li key={entry.id}>
                  <WithoutAnswering>
                    <News entry={entry} me={me} />
                  </WithoutAnswering>
                </li>
              ))}
            </Flex>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onKeep}>
            {text('composer.held.keep')}
          </Button>
          <Button loading={busy} onClick={onSendAnyway}>
            {text('composer.send-anyway')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
