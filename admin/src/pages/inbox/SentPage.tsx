/** What the reading user has sent: one list of it, and the mail that is open. */
import { useParams } from 'react-router-dom';
import { MailKeys } from '../../commands/MailKeys';
import { useText } from '../../hooks/useText';
import { useGetSentListQuery } from '../../services/inbox';
import { EmailPane } from './conversation/EmailPane';
import { InboxLayout } from './InboxLayout';
import { SentList } from './list/SentList';
import type { Me } from '../../../../server/src/api/contracts';

const PLACE = { kind: 'sent' } as const;

export const SentPage = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const { openId = null } = useParams();
  // Held while a mail is read in its place, as other lists are.
  useGetSentListQuery();
  return (
    <>
      <MailKeys place={PLACE} openId={openId} />
      <InboxLayout
        me={me}
        place={PLACE}
        list={<SentList openId={openId} me={me} />}
        open={openId && <EmailPane key={openId} emailId={openId} place={PLACE} me={me} />}
        invitation={text('mail.choose')}
      />
    </>
  );
};
