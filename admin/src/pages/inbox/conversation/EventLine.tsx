/** Something that happened to a case, as a thin line between the messages, with its reason. */
import { Box, Flex, Typography } from '@strapi/design-system';
import { ReasonText } from '../../../components/ReasonText';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText, type Text } from '../../../hooks/useText';
import { useIntl } from 'react-intl';
import type { CaseType, Me, TimelineEntry } from '../../../../../server/src/api/contracts';

type EventEntry = Exclude<TimelineEntry, { kind: 'email-received' | 'email-sent' | 'note' | 'post' }>;

/** @param moment tells a time */
function sentence(entry: EventEntry, text: Text, moment: (at: string) => string): string {
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
    case 'email-deleted':
      return text('event.email-deleted');
    case 'assigned':
      return entry.to ? text('event.assigned', { agent: entry.to.name }) : text('event.unassigned');
    case 'bounce':
      return text('event.bounce', { addresses: entry.failed.map(({ address }) => address).join(', ') });
    case 'type-changed':
      return text('event.type', { from: typeName(entry.from, text), to: typeName(entry.to, text) });
    case 'linked':
    case 'unlinked':
      return text(entry.label === null ? `event.${entry.kind}-unnamed` : `event.${entry.kind}`, {
        record: entry.label ?? '',
      });
    case 'tagged':
    case 'untagged':
    case 'filtered':
      return text(`event.${entry.kind}`, { names: entry.names.join(', '), count: entry.names.length });
    case 'snoozed':
      return entry.until === null
        ? text('event.snoozed-reply')
        : text('event.snoozed', { time: moment(entry.until) });
    case 'woken':
    case 'held':
    case 'released':
      return text(`event.${entry.kind}`);
    case 'continued':
      return text('event.continued', { number: entry.number });
    case 'merged':
    case 'unmerged':
    case 'split':
      return text(`event.${entry.kind}-${entry.into ? 'into' : 'from'}`, { number: entry.number });
    case 'automatic-mail':
      return text(entry.email === null ? 'event.no-automatic-mail' : 'event.automatic-mail');
  }
}

const typeName = (type: CaseType, text: Text): string => text(`type.${type === '' ? 'none' : type}`);

const Rule = () => <Box aria-hidden flex="1" height="1px" background="neutral200" minWidth="1.6rem" />;

export const EventLine = ({ entry, me }: { readonly entry: EventEntry; readonly me: Me }) => {
  const text = useText();
  const { formatDate } = useIntl();
  const moment = (at: string): string => formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  const by = entry.actor && (entry.actor.id === me.agent.id ? text('conversation.you') : entry.actor.name);
  return (
    <Flex gap={3}>
      <Rule />
      <Typography variant="pi" textColor="neutral600" textAlign="center" maxWidth="80%">
        {by && `${by} · `}
        {sentence(entry, text, moment)}
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
