/** One mail of a conversation: customers' on white, ours tinted and indented, automatic ones muted. */
import { useId, useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronRight, WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';
import { AttachmentList } from '../../../components/AttachmentList';
import { Chip } from '../../../components/chips';
import { FoldedText } from '../../../components/FoldedText';
import { MessageFrame } from '../../../components/MessageFrame';
import { RelativeTime } from '../../../components/RelativeTime';
import { useMailText } from '../../../hooks/useMailText';
import { useText } from '../../../hooks/useText';
import { displayName } from '../../../utils/addresses';
import { isAutomatic } from '../../../utils/chips';
import { isUnreadable } from '../../../utils/protection';
import { AnswerActions } from './AnswerActions';
import { DeliveryState } from './DeliveryState';
import { EmailDetails } from './EmailDetails';
import { ForwardedFrom } from './ForwardedFrom';
import { InvitationCard } from './InvitationCard';
import { ProtectionMarks, UnreadableMail } from './ProtectionMarks';
import { SuggestionBanner } from './SuggestionBanner';
import type { AgentSummary, EmailView, Me, Reason } from '../../../../../server/src/api/contracts';

type Tone = 'customer' | 'ours' | 'automatic';

const Card = styled(Box)<{ readonly $tone: Tone }>`
  background: ${({ theme, $tone }) =>
    ({ customer: theme.colors.neutral0, ours: theme.colors.primary100, automatic: theme.colors.neutral100 })[
      $tone
    ]};
  border: 1px solid
    ${({ theme, $tone }) => ($tone === 'ours' ? theme.colors.primary200 : theme.colors.neutral150)};
`;

const Toggle = styled.button`
  display: flex;
  align-items: baseline;
  gap: ${({ theme }) => theme.spaces[2]};
  width: 100%;
  padding: 0;
  border: 0;
  background: none;
  text-align: start;
  cursor: pointer;
  color: inherit;

  svg {
    flex-shrink: 0;
    align-self: center;
  }
`;

const toneOf = (email: EmailView): Tone => {
  if (email.direction === 'out') return 'ours';
  return isAutomatic(email.classification) ? 'automatic' : 'customer';
};

interface EmailCardProps {
  readonly email: EmailView;
  /** who wrote an answer */
  readonly actor: AgentSummary | null;
  readonly reason: Reason | null;
  readonly me: Me;
  readonly initiallyOpen: boolean;
  readonly canRetrySending: boolean;
}

/** The writer in one line; for our answers the agent, for the address is always the same. */
function useWriter({ email, actor, me }: Pick<EmailCardProps, 'email' | 'actor' | 'me'>): string {
  const text = useText();
  if (email.direction === 'in' || !actor) return displayName(email.from);
  return actor.id === me.agent.id ? text('conversation.you') : actor.name;
}

/** From whom to whom: ours says to whom it went, theirs from which address it came. */
const routeOf = (email: EmailView): string => {
  if (email.direction === 'out') return `→ ${email.to.map(displayName).join(', ')}`;
  return email.from.name ? email.from.address : '';
};

/** Takes the place of a text that nobody can read. */
const Body = ({ email }: { readonly email: EmailView }) => {
  if (isUnreadable(email)) return <UnreadableMail />;
  return email.html === null ? (
    <FoldedText text={email.text} folds={email.folds} />
  ) : (
    <MessageFrame html={email.html} email={email} />
  );
};

export const EmailCard = (props: EmailCardProps) => {
  const { email, reason, initiallyOpen, canRetrySending } = props;
  const text = useText();
  const mailText = useMailText();
  const writer = useWriter(props);
  const [open, setOpen] = useState(initiallyOpen);
  const bodyId = useId();
  const tone = toneOf(email);
  return (
    <Card
      $tone={tone}
      tag="article"
      hasRadius
      padding={4}
      marginLeft={tone === 'ours' ? { initial: 2, medium: 7 } : 0}
    >
      <Toggle type="button" aria-expanded={open} aria-controls={bodyId} onClick={() => setOpen(!open)}>
        {open ? (
          <ChevronDown fill="neutral600" width="1.2rem" />
        ) : (
          <ChevronRight fill="neutral600" width="1.2rem" />
        )}
        <Typography fontWeight="bold" dir="auto">
          {writer}
        </Typography>
        {email.internal && <Chip>{mailText('mail.internal')}</Chip>}
        {tone === 'automatic' && <Chip>{text(`classification.${email.classification}`)}</Chip>}
        <Typography variant="pi" textColor="neutral600" ellipsis flex="1" dir="auto">
          {open ? routeOf(email) : email.snippet}
        </Typography>
        <Typography variant="pi" textColor="neutral600" shrink={0}>
          <RelativeTime at={email.date} />
        </Typography>
      </Toggle>
      {email.warnings.map((warning) => (
        <Flex key={warning} gap={2} paddingTop={2}>
          <WarningCircle aria-hidden fill="danger600" width="1.4rem" height="1.4rem" />
          <Typography variant="pi" fontWeight="bold" textColor="danger700">
            {text(`warning.${warning}`)}
          </Typography>
        </Flex>
      ))}
      {email.suggestion && (
        <Box paddingTop={3}>
          <SuggestionBanner emailId={email.id} suggestion={email.suggestion} />
        </Box>
      )}
      <Flex
        id={bodyId}
        hidden={!open}
        direction="column"
        alignItems="stretch"
        gap={3}
        paddingTop={3}
        style={open ? undefined : { display: 'none' }}
      >
        {open && (
          <>
            {email.internal && (
              <Typography variant="pi" textColor="neutral600">
                {mailText('mail.internal-explained')}
              </Typography>
            )}
            {email.forwarded !== null && <ForwardedFrom forwarded={email.forwarded} />}
            <ProtectionMarks email={email} />
            {email.invitation && (
              <InvitationCard invitation={email.invitation} withDescription={email.text.trim() === ''} />
            )}
            <Body email={email} />
            <AttachmentList email={email} />
            <EmailDetails email={email} reason={reason} />
            <AnswerActions email={email} />
          </>
        )}
      </Flex>
      {email.direction === 'out' && <DeliveryState email={email} canRetry={canRetrySending} />}
    </Card>
  );
};
