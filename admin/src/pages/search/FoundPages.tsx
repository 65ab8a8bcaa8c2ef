/** What is found: by a search, or by a saved view. One list of it, and the case or mail that is open. */
import { useParams, useSearchParams } from 'react-router-dom';
import { CaseKeys } from '../../commands/CaseKeys';
import { MailKeys } from '../../commands/MailKeys';
import { useQueryOf } from '../../hooks/useListedCases';
import { useText } from '../../hooks/useText';
import { useSearchQuery } from '../../services/search';
import { parseShow, placePath, type FoundPlace } from '../../utils/paths';
import { AnswerRequests } from '../inbox/composer/answer-requests';
import { CasePane } from '../inbox/conversation/CasePane';
import { EmailPane } from '../inbox/conversation/EmailPane';
import { InboxLayout } from '../inbox/InboxLayout';
import { FoundList } from './FoundList';
import type { Me } from '../../../../server/src/api/contracts';

interface FoundPageProps {
  readonly me: Me;
  /** what the address opens, when it opens anything */
  readonly opens: 'case' | 'mail';
}

const FoundPage = ({ me, opens, place }: FoundPageProps & { readonly place: FoundPlace }) => {
  const text = useText();
  const { openId = null } = useParams();
  const q = useQueryOf(place) ?? '';
  // Held while a case or mail is read in its place, as other lists are.
  const { data } = useSearchQuery({ q, ...place.show }, { skip: q.trim() === '' });
  const isMail = (id: string): boolean =>
    (opens === 'mail' && id === openId) ||
    (data?.items ?? []).some((hit) => hit.kind === 'email' && hit.id === id);
  const pane = (id: string) =>
    opens === 'mail' ? (
      <EmailPane key={id} emailId={id} place={place} me={me} />
    ) : (
      <AnswerRequests key={id}>
        <CasePane caseId={id} place={place} me={me} />
      </AnswerRequests>
    );
  return (
    <>
      <CaseKeys place={place} openId={opens === 'case' ? openId : null} />
      <MailKeys place={place} openId={openId} isMail={isMail} />
      <InboxLayout
        me={me}
        place={place}
        list={<FoundList key={placePath(place)} place={place} openId={openId} me={me} />}
        open={openId && pane(openId)}
        invitation={text('search.choose')}
      />
    </>
  );
};

export const SearchPage = (props: FoundPageProps) => {
  const [parameters] = useSearchParams();
  const place: FoundPlace = { kind: 'search', q: parameters.get('q') ?? '', show: parseShow(parameters) };
  return <FoundPage {...props} place={place} />;
};

export const ViewPage = (props: FoundPageProps) => {
  const { name = '' } = useParams();
  const [parameters] = useSearchParams();
  return <FoundPage {...props} place={{ kind: 'view', view: name, show: parseShow(parameters) }} />;
};
