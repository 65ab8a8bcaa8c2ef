/** An open case: its head, its stream, the composer, and beside them what is known about it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Flex, Modal } from '@strapi/design-system';
import { useMediaQuery } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';
import { Skeleton } from '../../../components/states';
import { usePaintedSteps } from '../../../hooks/usePaintedSteps';
import { useListedCases } from '../../../hooks/useListedCases';
import { CASE_INTERVAL, JUST_READ, useLivePolling } from '../../../hooks/usePolling';
import { usePresence, WritingNoted } from '../../../hooks/usePresence';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import { useGetCaseQuery, useGetTimelineQuery, useMarkCaseReadMutation } from '../../../services/cases';
import { placePath, type CasePlace } from '../../../utils/paths';
import { Composer, type Mode } from '../composer/Composer';
import { CaseHeader } from './CaseHeader';
import { ContextPanel } from './ContextPanel';
import { DeletableMails } from './deleting';
import { MovedNotice } from './MovedNotice';
import { Moves } from './moving';
import { PaneFailure } from './PaneFailure';
import { PresenceLine } from './PresenceLine';
import { RelatedCases } from './RelatedCases';
import { Stream } from './Stream';
import type { CaseDetail, CaseRow, Me } from '../../../../../server/src/api/contracts';

const WIDE = '(min-width: 1280px)';

/** What stands beside the conversation has its width from the beginning: nothing moves when it comes. */
const Pane = styled.article<{ readonly $beside: boolean }>`
  display: grid;
  grid-template-columns: minmax(0, 1fr) ${({ $beside }) => ($beside ? '24rem' : 'auto')};
  min-height: 0;
  height: 100%;
`;

const Conversation = styled(Flex)`
  min-width: 0;
  min-height: 0;
`;

/** Marks the case read when it is opened, and again when mail comes in while it is looked at. */
function useMarkRead(detail: CaseDetail | undefined): void {
  const [markRead] = useMarkCaseReadMutation();
  const id = detail?.id;
  const unread = detail?.unread;
  const marked = useRef(false);
  useEffect(() => {
    if (id === undefined || document.visibilityState !== 'visible') return;
    if (marked.current && !unread) return;
    marked.current = true;
    void markRead(id);
  }, [id, unread, markRead]);
}

/** Somebody has deleted the case, or given it away, while it was open: what is shown is nobody's any more. */
const isGone = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  (error.status === 404 || error.status === 403);

const HIDDEN = 'mailroom.context-hidden';

/** Beside the conversation it is there until it is put away, which this browser remembers; over it, when it is asked for. */
function useContextPlace(isWide: boolean): { readonly shown: boolean; readonly toggle: () => void } {
  const [beside, setBeside] = useState(() => localStorage.getItem(HIDDEN) === null);
  const [over, setOver] = useState(false);
  const toggleBeside = (): void => {
    if (beside) localStorage.setItem(HIDDEN, 'true');
    else localStorage.removeItem(HIDDEN);
    setBeside(!beside);
  };
  return isWide ? { shown: beside, toggle: toggleBeside } : { shown: over, toggle: () => setOver(!over) };
}

interface CasePaneProps {
  readonly caseId: string;
  readonly place: CasePlace;
  readonly me: Me;
}

/** What is drawn of an open case, one after the other: its head first, what was written next, and then what is done with it. */
const STREAM = 1;
const EVERYTHING = 2;

/** A case as its row in the list tells of it, while it is being read. */
function useKnownCase(place: CasePlace, caseId: string, detail: CaseDetail | undefined): CaseRow | undefined {
  const rows = useListedCases(place);
  return useMemo(() => detail ?? rows.find(({ id }) => id === caseId), [detail, rows, caseId]);
}

/** What keys ask of the composer while it is coming; it answers them itself as soon as it is there. */
function useAskedEarly(isComing: boolean): Mode | null {
  const [asked, setAsked] = useState<Mode | null>(null);
  useShortcuts(
    isComing
      ? {
          r: () => setAsked('reply'),
          a: () => setAsked('reply-all'),
          f: () => setAsked('forward'),
          n: () => setAsked('note'),
        }
      : {},
  );
  return asked;
}

export const CasePane = ({ caseId, place, me }: CasePaneProps) => {
  const text = useText();
  const navigate = useNavigate();
  const reading = { ...useLivePolling(CASE_INTERVAL), refetchOnMountOrArgChange: JUST_READ };
  const { currentData, error, refetch } = useGetCaseQuery(caseId, reading);
  const timeline = useGetTimelineQuery(caseId, reading);
  const row = useKnownCase(place, caseId, currentData);
  const step = usePaintedSteps(EVERYTHING);
  const detail = step < STREAM ? undefined : currentData;
  const isWide = useMediaQuery(WIDE);
  const context = useContextPlace(isWide);
  useMarkRead(detail);
  const noteWriting = usePresence(caseId);
  useShortcuts({ u: () => navigate(placePath(place)) });
  const asked = useAskedEarly(step < EVERYTHING || detail === undefined);

  if (error && (!currentData || isGone(error)))
    return <PaneFailure place={place} error={error} onRetry={() => void refetch()} />;
  if (!row) return <Skeleton blocks={3} label={text('conversation.loading')} />;
  const panel = detail && (
    <ContextPanel detail={detail} place={place} entries={timeline.currentData?.entries ?? []} />
  );
  return (
    <Pane aria-label={text('conversation.label', { number: row.number })} $beside={isWide && context.shown}>
      <Moves source={row} mayMove={detail?.allowed.work ?? false}>
        <Conversation direction="column" alignItems="stretch">
          <CaseHeader
            row={row}
            detail={detail ?? null}
            place={place}
            me={me}
            contextShown={context.shown}
            onToggleContext={context.toggle}
          />
          {detail ? (
            <>
              <PresenceLine caseId={detail.id} />
              <RelatedCases detail={detail} place={place} />
              <MovedNotice />
              <DeletableMails allowed={detail.allowed.deleteMail} held={detail.held}>
                <Stream
                  entries={timeline.currentData?.entries}
                  error={timeline.error}
                  onRetry={() => void timeline.refetch()}
                  me={me}
                  canRetrySending={detail.allowed.send.allowed}
                />
              </DeletableMails>
            </>
          ) : (
            <Skeleton blocks={3} label={text('conversation.loading')} />
          )}
          {detail && detail.mergedInto === null && step >= EVERYTHING && (
            <WritingNoted value={noteWriting}>
              <Composer detail={detail} place={place} me={me} asked={asked} />
            </WritingNoted>
          )}
        </Conversation>
      </Moves>
      {isWide ? (
        context.shown && step >= EVERYTHING && panel
      ) : (
        <Modal.Root open={context.shown} onOpenChange={context.toggle}>
          <Modal.Content>
            <Modal.Header closeLabel={text('action.close-panel')}>
              <Modal.Title>{text('context.title')}</Modal.Title>
            </Modal.Header>
            <Modal.Body>{panel}</Modal.Body>
          </Modal.Content>
        </Modal.Root>
      )}
    </Pane>
  );
};
