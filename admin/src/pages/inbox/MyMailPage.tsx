/** One's own mail and folders: one list of them, and the mail that is open. */
import { Navigate } from 'react-router-dom';
import { MailKeys } from '../../commands/MailKeys';
import { EmailPane } from './conversation/EmailPane';
import { InboxLayout } from './InboxLayout';
import { InboxList, useHeldInboxList } from './list/InboxList';
import { useInboxPlace } from '../../hooks/useInboxPlace';
import { useText } from '../../hooks/useText';
import { placePath } from '../../utils/paths';
import type { Me } from '../../../../server/src/api/contracts';

export const MyMailPage = ({ kind, me }: { readonly kind: 'inbox' | 'folder'; readonly me: Me }) => {
  const text = useText();
  const { place, openId } = useInboxPlace(kind);
  useHeldInboxList(place?.kind === 'inbox' || place?.kind === 'folder' ? place : null);
  if (place?.kind !== 'inbox' && place?.kind !== 'folder')
    return <Navigate to={placePath({ kind: 'inbox', view: 'inbox' })} />;
  return (
    <>
      <MailKeys place={place} openId={openId} />
      <InboxLayout
        me={me}
        place={place}
        list={<InboxList key={placePath(place)} place={place} openId={openId} me={me} />}
        open={openId && <EmailPane key={openId} emailId={openId} place={place} me={me} />}
        invitation={text('mail.choose')}
      />
    </>
  );
};
