/** One's own mail that is being written, or that goes out later. */
import { useMemo, useState } from 'react';
import { TextButton } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { CaseNumber, Chip } from '../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../hooks/usePolling';
import { useReport } from '../../hooks/useReport';
import { useText } from '../../hooks/useText';
import { useCancelDraftMutation, useGetDraftListQuery } from '../../services/drafts';
import { displayName } from '../../utils/addresses';
import type { DraftPlaceView } from '../../utils/paths';
import { HasAttachments } from '../inbox/list/HasAttachments';
import { InboxRow } from '../inbox/list/InboxRow';
import { PAGE_SIZE, RowList } from '../inbox/list/RowList';
import { draftPath } from './draft-paths';
import type { DraftRow } from '../../../../server/src/api/contracts';

const stable = (row: DraftRow) => ({ ...row, sortedBy: row.savedAt, unread: false });

/** Held mail has lost its time, and waits for its author like a draft. */
function useRows(view: DraftPlaceView, size: number) {
  const options = { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true };
  const main = useGetDraftListQuery({ state: view === 'drafts' ? 'draft' : 'scheduled', size }, options);
  const held = useGetDraftListQuery({ state: 'held', size: 100 }, { ...options, skip: view !== 'drafts' });
  const rows = useMemo(
    () => (main.data ? [...(held.data?.items ?? []), ...main.data.items].map(stable) : undefined),
    [main.data, held.data],
  );
  return { ...main, rows, error: main.error ?? held.error };
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

interface DraftListProps {
  readonly view: DraftPlaceView;
  readonly openId: string | null;
}

export const DraftList = ({ view, openId }: DraftListProps) => {
  const text = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const { rows, data, error, isFetching, refetch } = useRows(view, size);
  return (
    <RowList
      label={text(`view.${view}`)}
      rows={rows}
      complete={data?.nextCursor == null}
      error={error}
      loadingMore={isFetching && size > (data?.items.length ?? 0)}
      emptyText={text(`empty.${view}`)}
      onRetry={() => void refetch()}
      onMore={() => setSize((data?.items.length ?? 0) + PAGE_SIZE)}
      renderRow={(row) => (
        <>
          <InboxRow
            to={draftPath(row)}
            open={row.id === openId}
            unread={false}
            who={row.to.map(displayName).join(', ') || text('drafts.no-recipient')}
            subject={row.subject}
            snippet={row.snippet}
            at={row.savedAt}
            chips={<Chips row={row} />}
          />
          {row.state === 'scheduled' && <TakeBack row={row} />}
        </>
      )}
    />
  );
};
