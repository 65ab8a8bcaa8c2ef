/** The inbox's cases: one list of them, and the case that is open. */
import { Navigate } from 'react-router-dom';
import { CaseKeys } from '../../commands/CaseKeys';
import { InboxLayout } from './InboxLayout';
import { AnswerRequests } from './composer/answer-requests';
import { CaseList } from './list/CaseList';
import { CasePane } from './conversation/CasePane';
import { useInboxPlace } from '../../hooks/useInboxPlace';
import { useCaseSort } from '../../hooks/useCaseSort';
import { useText } from '../../hooks/useText';
import { useGetCaseListQuery } from '../../services/cases';
import { caseListOf, placePath } from '../../utils/paths';
import type { Me, TeamPart } from '../../../../server/src/api/contracts';

interface CasesPageProps {
  readonly kind: 'cases' | 'team';
  /** of a team */
  readonly part?: TeamPart;
  readonly me: Me;
}

export const CasesPage = ({ kind, part, me }: CasesPageProps) => {
  const text = useText();
  const { place, openId } = useInboxPlace(kind, part);
  const [sort] = useCaseSort();
  const list = place?.kind === 'cases' || place?.kind === 'team' ? caseListOf(place) : null;
  // Held while a case is read in its place: without anybody who holds it, a change would throw its rows away.
  useGetCaseListQuery({ view: 'open', ...list, sort }, { skip: list === null });
  if (place?.kind !== 'cases' && place?.kind !== 'team')
    return <Navigate to={placePath({ kind: 'cases', view: 'mine' })} />;
  return (
    <>
      <CaseKeys place={place} openId={openId} />
      <InboxLayout
        me={me}
        place={place}
        list={<CaseList key={placePath(place)} place={place} openId={openId} me={me} />}
        open={
          openId && (
            <AnswerRequests key={openId}>
              <CasePane caseId={openId} place={place} me={me} />
            </AnswerRequests>
          )
        }
        invitation={text('conversation.choose')}
      />
    </>
  );
};
