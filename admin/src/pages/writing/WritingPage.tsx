/** The inbox's drafts and scheduled mail: one list of them, and the draft that is open. */
import { Navigate } from 'react-router-dom';
import { useInboxPlace } from '../../hooks/useInboxPlace';
import { useText } from '../../hooks/useText';
import { placePath } from '../../utils/paths';
import { InboxLayout } from '../inbox/InboxLayout';
import { DraftList, useHeldDrafts } from './DraftList';
import { DraftPane } from './DraftPane';
import type { Me } from '../../../../server/src/api/contracts';

export const WritingPage = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const { place, openId } = useInboxPlace('drafts');
  useHeldDrafts(place?.kind === 'drafts' ? place.view : null);
  if (place?.kind !== 'drafts') return <Navigate to={placePath({ kind: 'drafts', view: 'drafts' })} />;
  return (
    <InboxLayout
      me={me}
      place={place}
      list={<DraftList key={place.view} view={place.view} openId={openId} />}
      open={openId && <DraftPane key={openId} id={openId} place={place} me={me} />}
      invitation={text('drafts.choose')}
    />
  );
};
