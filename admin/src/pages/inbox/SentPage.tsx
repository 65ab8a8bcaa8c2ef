/** What the reading user has sent: one list of it, and the mail that is open. */
import { useParams } from 'react-router-dom';
import { useText } from '../../hooks/useText';
import { EmailPane } from './conversation/EmailPane';
import { InboxLayout } from './InboxLayout';
import { SentList } from './list/SentList';
import type { Me } from '../../../../server/src/api/contracts';

const PLACE = { kind: 'sent' } as const;

export const SentPage = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const { openId = null } = useParams();
  return (
    <InboxLayout
      me={me}
      place={PLACE}
      list={<SentList openId={openId} />}
      open={openId && <EmailPane key={openId} emailId={openId} place={PLACE} me={me} />}
      invitation={text('mail.choose')}
    />
  );
};
