/** What the reading user has sent. */
import { useMemo, useState } from 'react';
import { CaseNumber, Chip } from '../../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { useGetSentListQuery } from '../../../services/inbox';
import { displayName } from '../../../utils/addresses';
import { mailPath } from '../../../utils/paths';
import { EmailChips } from './EmailList';
import { InboxRow } from './InboxRow';
import { PAGE_SIZE, RowList } from './RowList';
import type { SentRow } from '../../../../../server/src/api/contracts';

const stable = (row: SentRow) => ({ ...row, sortedBy: row.date });

/** Of mail that has not arrived, or not yet; that it was sent goes without saying. */
const StateChip = ({ state }: { readonly state: SentRow['state'] }) => {
  const text = useText();
  if (state === 'sent') return null;
  const failed = state === 'failed' || state === 'uncertain';
  return <Chip variant={failed ? 'danger' : 'secondary'}>{text(`delivery.${state}`)}</Chip>;
};

export const SentList = ({ openId }: { readonly openId: string | null }) => {
  const text = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const { data, error, isFetching, refetch } = useGetSentListQuery(
    { size },
    { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const rows = useMemo(() => data?.items.map(stable), [data]);
  return (
    <RowList
      label={text('view.sent')}
      rows={rows}
      complete={data?.nextCursor == null}
      error={error}
      loadingMore={isFetching && size > (data?.items.length ?? 0)}
      emptyText={text('empty.sent')}
      onRetry={() => void refetch()}
      onMore={() => setSize((rows?.length ?? 0) + PAGE_SIZE)}
      renderRow={(row) => (
        <InboxRow
          to={mailPath({ kind: 'sent' }, row.id)}
          open={row.id === openId}
          unread={false}
          who={text('list.to', { names: row.to.map(displayName).join(', ') })}
          subject={row.subject}
          snippet={row.snippet}
          at={row.date}
          chips={
            <>
              {row.case && <CaseNumber number={row.case.number} />}
              <StateChip state={row.state} />
              <EmailChips row={row} />
            </>
          }
        />
      )}
    />
  );
};
