/** Mail that belongs to no case: one list of it, and the mail that is open. */
import { Navigate } from 'react-router-dom';
import { MailKeys } from '../../commands/MailKeys';
import { EmailPane } from './conversation/EmailPane';
import { InboxLayout } from './InboxLayout';
import { EmailList } from './list/EmailList';
import { useInboxPlace } from '../../hooks/useInboxPlace';
import { useText } from '../../hooks/useText';
import { useGetEmailListQuery } from '../../services/emails';
import { placePath } from '../../utils/paths';
import type { Me } from '../../../../server/src/api/contracts';

export const MailPage = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const { place, openId } = useInboxPlace('mail');
  const view = place?.kind === 'mail' ? place.view : null;
  // Held while a mail is read in its place, as other lists are.
  useGetEmailListQuery({ view: view ?? 'team' }, { skip: view === null });
  if (place?.kind !== 'mail') return <Navigate to={placePath({ kind: 'mail', view: 'team' })} />;
  return (
    <>
      <MailKeys place={place} openId={openId} />
      <InboxLayout
        me={me}
        place={place}
        list={<EmailList key={placePath(place)} place={place} openId={openId} me={me} />}
        open={openId && <EmailPane key={openId} emailId={openId} place={place} me={me} />}
        invitation={text('mail.choose')}
      />
    </>
  );
};
