/** What the reading user has sent. */
import { CaseNumber, Chip } from '../../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { SENT_KEY, useGetSentListQuery, useMoreSentMutation } from '../../../services/inbox';
import { displayName } from '../../../utils/addresses';
import { mailPath } from '../../../utils/paths';
import { InboxRow } from './InboxRow';
import { EmailChips } from './MailLine';
import { RowList } from './RowList';
import { useOrderedRows } from './useOrderedRows';
import type { SentRow } from '../../../../../server/src/api/contracts';

const dateOf = (row: SentRow) => row.date;

/** Of mail that has not arrived, or not yet; that it was sent goes without saying. */
const StateChip = ({ state }: { readonly state: SentRow['state'] }) => {
  const text = useText();
  if (state === 'sent') return null;
  const failed = state === 'failed' || state === 'uncertain';
  return <Chip variant={failed ? 'danger' : 'secondary'}>{text(`delivery.${state}`)}</Chip>;
};

export const SentList = ({ openId }: { readonly openId: string | null }) => {
  const text = useText();
  const { data, error, refetch } = useGetSentListQuery(undefined, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreSentMutation();
  const rows = useOrderedRows(data?.items, dateOf);
  return (
    <RowList
      listKey={SENT_KEY}
      openId={openId}
      label={text('view.sent')}
      rows={rows}
      complete={data?.nextCursor == null}
      error={error}
      loadingMore={isLoading}
      emptyText={text('empty.sent')}
      onRetry={() => void refetch()}
      onMore={() => void more()}
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
