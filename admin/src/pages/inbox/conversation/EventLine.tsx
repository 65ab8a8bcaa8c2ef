/** Something that happened to a case, as a thin line between the messages, with its reason. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { ReasonText } from '../../../components/ReasonText';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText, type Text } from '../../../hooks/useText';
import type { Me, TimelineEntry } from '../../../../../server/src/api/contracts';

type EventEntry = Exclude<TimelineEntry, { kind: 'email-received' | 'email-sent' | 'note' | 'post' }>;

function sentence(entry: EventEntry, text: Text): string {
  switch (entry.kind) {
    case 'case-opened':
      return text('event.opened');
    case 'status-changed':
      return text('event.status', { from: text(`status.${entry.from}`), to: text(`status.${entry.to}`) });
    case 'priority-changed':
      return text('event.priority', {
        from: text(`priority.${entry.from}`),
        to: text(`priority.${entry.to}`),
      });
    case 'email-moved':
      return entry.from === null
        ? text('event.filed', { to: entry.to })
        : text('event.moved', { from: entry.from, to: entry.to });
    case 'assigned':
      return entry.to ? text('event.assigned', { agent: entry.to.name }) : text('event.unassigned');
    case 'bounce':
      return text('event.bounce', { addresses: entry.failed.map(({ address }) => address).join(', ') });
    default:
      return '';
  }
}

const Rule = () => <Box aria-hidden flex="1" height="1px" background="neutral200" minWidth="1.6rem" />;

export const EventLine = ({ entry, me }: { readonly entry: EventEntry; readonly me: Me }) => {
  const text = useText();
  const by = entry.actor && (entry.actor.id === me.agent.id ? text('conversation.you') : entry.actor.name);
  return (
    <Flex gap={3}>
      <Rule />
      <Typography variant="pi" textColor="neutral600" textAlign="center" maxWidth="80%">
        {by && `${by} · `}
        {sentence(entry, text)}
        {entry.reason && (
          <>
            {' · '}
            <ReasonText reason={entry.reason} />
          </>
        )}
        {' · '}
        <RelativeTime at={entry.at} />
      </Typography>
      <Rule />
    </Flex>
  );
};
