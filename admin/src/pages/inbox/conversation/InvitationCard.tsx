/** What a mail's calendar entry says: what, when, where and who. It is shown, never answered or executed. */
import { useId, useState } from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { Calendar } from '@strapi/icons';
import { Chip } from '../../../components/chips';
import { LinkedText } from '../../../components/LinkedText';
import { useMailText } from '../../../hooks/useMailText';
import { useRecurrenceText } from '../../../hooks/useRecurrenceText';
import { formatAddress } from '../../../utils/addresses';
import { invitationKind, invitationMark, knownAnswer } from '../../../utils/invitations';
import { EventTime } from './EventTime';
import { Fact } from './Facts';
import type { Invitation } from '../../../../../server/src/api/contracts';

/** Attendees that are shown at first. */
const FIRST = 8;

const Attendees = ({ attendees }: Pick<Invitation, 'attendees'>) => {
  const text = useMailText();
  const [all, setAll] = useState(false);
  const shown = all ? attendees : attendees.slice(0, FIRST);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Box tag="ul">
        {shown.map(({ name, address, answer }, index) => {
          const known = knownAnswer(answer);
          const said = known === null ? answer : text(`calendar.answer.${known}`);
          return (
            <li key={`${address}/${index}`}>
              {[formatAddress({ name, address }), said].filter(Boolean).join(' · ')}
            </li>
          );
        })}
      </Box>
      {shown.length < attendees.length && (
        <TextButton onClick={() => setAll(true)}>
          {text('calendar.all-attendees', { count: attendees.length - shown.length })}
        </TextButton>
      )}
    </Flex>
  );
};

const Title = ({ invitation, id }: { readonly invitation: Invitation; readonly id: string }) => {
  const text = useMailText();
  const mark = invitationMark(invitation);
  return (
    <Flex gap={2} wrap="wrap" alignItems="center">
      <Calendar aria-hidden fill="primary600" width="1.6rem" height="1.6rem" />
      <Typography
        id={id}
        tag="h3"
        fontWeight="bold"
        dir="auto"
        style={{
          overflowWrap: 'anywhere',
          textDecoration: mark === 'cancelled' ? 'line-through' : undefined,
        }}
      >
        {invitation.summary || text('calendar.untitled')}
      </Typography>
      <Chip>{text(`calendar.${invitationKind(invitation)}`)}</Chip>
      {mark && (
        <Chip variant={mark === 'cancelled' ? 'danger' : 'secondary'}>{text(`calendar.${mark}`)}</Chip>
      )}
    </Flex>
  );
};

interface InvitationCardProps {
  readonly invitation: Invitation;
  /** where the mail itself says nothing */
  readonly withDescription: boolean;
}

export const InvitationCard = ({ invitation, withDescription }: InvitationCardProps) => {
  const text = useMailText();
  const titleId = useId();
  const { location, organizer, attendees, recurrence, description } = invitation;
  return (
    <Box
      tag="section"
      aria-labelledby={titleId}
      padding={3}
      hasRadius
      background="neutral0"
      borderColor="neutral200"
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Title invitation={invitation} id={titleId} />
        <Box tag="dl">
          <Fact label={text('calendar.when')} value={<EventTime invitation={invitation} />} />
          <Fact label={text('calendar.repeats')} value={useRecurrenceText(recurrence)} />
          <Fact label={text('calendar.where')} value={location && <LinkedText text={location} />} />
          <Fact label={text('calendar.organizer')} value={organizer && formatAddress(organizer)} />
          <Fact
            label={text('calendar.attendees')}
            value={attendees.length > 0 && <Attendees attendees={attendees} />}
          />
        </Box>
        {withDescription && description !== '' && (
          <Typography tag="div" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <LinkedText text={description} />
          </Typography>
        )}
      </Flex>
    </Box>
  );
};
