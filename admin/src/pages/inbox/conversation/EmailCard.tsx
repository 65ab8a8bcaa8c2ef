/** One mail of a conversation: customers' on white, ours tinted and indented, automatic ones muted. */
import { useId, useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';
import { AttachmentList } from '../../../components/AttachmentList';
import { FailureState, Skeleton } from '../../../components/states';
import { useMailText } from '../../../hooks/useMailText';
import { useText } from '../../../hooks/useText';
import { isAutomatic } from '../../../utils/chips';
import { AnswerActions } from './AnswerActions';
import { DeliveryState } from './DeliveryState';
import { EmailBodyView } from './EmailBodyView';
import { EmailDetails } from './EmailDetails';
import { EmailHeader, Recipients } from './EmailHeader';
import { ForwardedFrom } from './ForwardedFrom';
import { InvitationCard } from './InvitationCard';
import { ProtectionMarks } from './ProtectionMarks';
import { RemovedNotice } from './RemovedNotice';
import { SuggestionBanner } from './SuggestionBanner';
import { useEmailBody } from './useEmailBody';
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

/** What an unfolded mail holds below its head. */
const OpenMail = ({ email, reason }: Pick<EmailCardProps, 'email' | 'reason'>) => {
  const text = useText();
  const mailText = useMailText();
  const state = useEmailBody(email, true);
  if (state.kind === 'failed') return <FailureState error={state.error} onRetry={state.retry} />;
  if (state.kind === 'loading') return <Skeleton blocks={1} label={text('mail.loading')} />;
  const { body } = state;
  return (
    <>
      <Recipients email={email} />
      {email.internal && (
        <Typography variant="pi" textColor="neutral600">
          {mailText('mail.internal-explained')}
        </Typography>
      )}
      {email.forwarded !== null && <ForwardedFrom forwarded={email.forwarded} />}
      <ProtectionMarks email={email} />
      {email.invitation && (
        <InvitationCard invitation={email.invitation} withDescription={body.text.trim() === ''} />
      )}
      <RemovedNotice email={email} />
      <EmailBodyView email={email} body={body} />
      <AttachmentList email={email} showsInline={body.html !== null} />
      <EmailDetails email={email} body={body} reason={reason} />
      <AnswerActions email={email} />
    </>
  );
};

export const EmailCard = ({ email, actor, reason, me, initiallyOpen, canRetrySending }: EmailCardProps) => {
  const text = useText();
  const [open, setOpen] = useState(initiallyOpen);
  const bodyId = useId();
  const tone = toneOf(email);
  return (
    <Card
      $tone={tone}
      tag="article"
      hasRadius
      padding={open ? 4 : { initial: 3, medium: 3 }}
      marginLeft={tone === 'ours' ? { initial: 2, medium: 7 } : 0}
    >
      <EmailHeader
        email={email}
        actor={actor}
        me={me}
        open={open}
        bodyId={bodyId}
        onToggle={() => setOpen(!open)}
      />
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
        {open && <OpenMail email={email} reason={reason} />}
      </Flex>
      {email.direction === 'out' && <DeliveryState email={email} canRetry={canRetrySending} />}
    </Card>
  );
};
