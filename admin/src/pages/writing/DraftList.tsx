/** One's own mail that is being written, or that goes out later. */
import { memo, useMemo } from 'react';
import { TextButton } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { CaseNumber, Chip } from '../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../hooks/usePolling';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import {
  draftListKey,
  useCancelDraftMutation,
  useGetDraftListQuery,
  useMoreDraftsMutation,
} from '../../services/drafts';
import { displayName } from '../../utils/addresses';
import type { DraftPlaceView } from '../../utils/paths';
import { HasAttachments } from '../inbox/list/HasAttachments';
import { InboxRow } from '../inbox/list/InboxRow';
import { RowList } from '../inbox/list/RowList';
import { useOrderedRows } from '../inbox/list/useOrderedRows';
import { draftPath } from './draft-paths';
import type { DraftRow } from '../../../../server/src/api/contracts';

const savedAtOf = (row: DraftRow) => row.savedAt;

/** What a list holds first of all; held mail has lost its time, and waits for its author above the drafts. */
const stateOf = (view: DraftPlaceView) => (view === 'drafts' ? 'draft' : 'scheduled');

/** Keeps the list while a draft is written in its place: without anybody who holds it, a change would throw its rows away. */
export function useHeldDrafts(view: DraftPlaceView | null): void {
  useGetDraftListQuery(stateOf(view ?? 'drafts'), { skip: view === null });
  useGetDraftListQuery('held', { skip: view !== 'drafts' });
}

function useRows(view: DraftPlaceView) {
  const options = { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true };
  const state = stateOf(view);
  const main = useGetDraftListQuery(state, options);
  const held = useGetDraftListQuery('held', { ...options, skip: view !== 'drafts' });
  const [more, { isLoading }] = useMoreDraftsMutation();
  const mainRows = useOrderedRows(main.data?.items, savedAtOf);
  const heldRows = useOrderedRows(held.data?.items, savedAtOf);
  const rows = useMemo(() => {
    if (view === 'scheduled') return mainRows;
    return mainRows && heldRows && [...heldRows, ...mainRows];
  }, [view, mainRows, heldRows]);
  const moreHeld = held.data?.nextCursor != null;
  return {
    rows,
    complete: main.data?.nextCursor == null && !moreHeld,
    error: main.error ?? held.error,
    more: () => void more(moreHeld ? 'held' : state),
    loadingMore: isLoading,
    refetch: () => {
      void main.refetch();
      if (view === 'drafts') void held.refetch();
    },
  };
}

const Chips = ({ row }: { readonly row: DraftRow }) => {
  const text = useText();
  const intl = useIntl();
  const at = new Date(row.sendAt ?? row.savedAt);
  return (
    <>
      {row.case && <CaseNumber number={row.case.number} />}
      {row.state === 'held' && <Chip variant="warning">{text('drafts.held')}</Chip>}
      {row.state === 'scheduled' && (
        <Chip variant="secondary">
          {text('drafts.goes-out', { at: intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }) })}
        </Chip>
      )}
      {row.hasFiles && <HasAttachments />}
    </>
  );
};

const TakeBack = ({ row }: { readonly row: DraftRow }) => {
  const text = useText();
  const report = useReport();
  const [cancel, { isLoading }] = useCancelDraftMutation();
  const takeBack = async (): Promise<void> => {
    const result = await cancel(row.id);
    if ('error' in result) return report.failure(result.error);
    report.success(text('undo.done'));
  };
  return (
    <TextButton
      disabled={isLoading}
      aria-label={text('drafts.take-back', { subject: row.subject || text('list.no-subject') })}
      onClick={() => void takeBack()}
      style={{ padding: '0 1.6rem 1.2rem' }}
    >
      {text('composer.take-back')}
    </TextButton>
  );
};

interface DraftLineProps {
  readonly row: DraftRow;
  readonly open: boolean;
}

const DraftLine = memo(({ row, open }: DraftLineProps) => {
  const text = useText();
  return (
    <>
      <InboxRow
        to={draftPath(row)}
        open={open}
        unread={false}
        who={row.to.map(displayName).join(', ') || text('drafts.no-recipient')}
        subject={row.subject}
        snippet={row.snippet}
        at={row.savedAt}
        chips={<Chips row={row} />}
      />
      {row.state === 'scheduled' && <TakeBack row={row} />}
    </>
  );
});
DraftLine.displayName = 'DraftLine';

interface DraftListProps {
  readonly view: DraftPlaceView;
  readonly openId: string | null;
}

export const DraftList = ({ view, openId }: DraftListProps) => {
  const text = useText();
  const { rows, complete, error, ...drafts } = useRows(view);
  return (
    <RowList
      listKey={draftListKey(stateOf(view))}
      openId={openId}
      label={text(`view.${view}`)}
      rows={rows}
      complete={complete}
      error={error}
      loadingMore={drafts.loadingMore}
      emptyText={text(`empty.${view}`)}
      onRetry={drafts.refetch}
      onMore={drafts.more}
      renderRow={(row) => <DraftLine row={row} open={row.id === openId} />}
    />
  );
};
