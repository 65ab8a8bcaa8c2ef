/** An open mail, outside of its case or without one. It is read and sorted here; answering is for cases. */
import { useEffect } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink, useNavigate } from 'react-router-dom';
import { MailActions } from '../../../components/MailActions';
import { Skeleton } from '../../../components/states';
import { ReadingWidth } from '../../../components/widths';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import { useGetEmailQuery, useMarkEmailReadMutation } from '../../../services/emails';
import { placePath, type EmailPlace } from '../../../utils/paths';
import { EmailCard } from './EmailCard';
import { DeletableMails } from './deleting';
import { EmailRecords } from './EmailRecords';
import { MovedNotice } from './MovedNotice';
import { Moves } from './moving';
import { PaneFailure } from './PaneFailure';
import { PaneHeader } from './PaneHeader';
import type { Me } from '../../../../../server/src/api/contracts';

/** After these the mail stays where it is, and open. */
const LEAVES_OPEN = ['read', 'important', 'not-important'] as const;

interface EmailPaneProps {
  readonly emailId: string;
  readonly place: EmailPlace;
  readonly me: Me;
}

export const EmailPane = ({ emailId, place, me }: EmailPaneProps) => {
  const text = useText();
  const navigate = useNavigate();
  const { currentData: email, error, refetch } = useGetEmailQuery(emailId);
  const [markRead] = useMarkEmailReadMutation();
  const found = email !== undefined;
  useEffect(() => {
    if (found) void markRead(emailId);
  }, [found, emailId, markRead]);
  useShortcuts({ u: () => navigate(placePath(place)) });

  if (!email) {
    return error ? (
      <PaneFailure place={place} error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton blocks={2} label={text('mail.loading')} />
    );
  }
  return (
    <Moves source={email.case} mayMove={me.allowed.workCases}>
      <Flex
        tag="article"
        direction="column"
        alignItems="stretch"
        minHeight="0"
        aria-label={text('mail.label')}
      >
        <PaneHeader place={place} subject={email.subject}>
          <Flex gap={3} wrap="wrap">
            {email.account && (
              <Typography variant="pi" textColor="neutral600">
                {text('mail.came-to', { address: email.account.address })}
              </Typography>
            )}
            {email.case && (
              <Link tag={NavLink} to={placePath({ kind: 'cases', view: 'open' }, email.case.id)}>
                {text('mail.open-case', { number: email.case.number })}
              </Link>
            )}
            <MailActions
              mails={[{ id: email.id }]}
              place={place}
              onDone={(done) => {
                if (LEAVES_OPEN.every((mark) => mark !== done)) navigate(placePath(place));
              }}
            />
          </Flex>
        </PaneHeader>
        <MovedNotice />
        <Box flex="1" padding={4} overflow="auto" minHeight="0">
          <ReadingWidth>
            <DeletableMails allowed={email.allowed.delete} onDeleted={() => navigate(placePath(place))}>
              <EmailCard
                email={email}
                actor={null}
                reason={email.reason}
                me={me}
                initiallyOpen
                canRetrySending={false}
              />
            </DeletableMails>
            {email.case === null && (
              <EmailRecords
                emailId={email.id}
                mayChange={me.allowed.workCases || me.allowed.readMail || me.allowed.ownAccounts}
              />
            )}
          </ReadingWidth>
        </Box>
      </Flex>
    </Moves>
  );
};
