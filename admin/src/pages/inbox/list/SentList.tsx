/** What the reading user has sent, which can be chosen and sorted together. */
import { memo, useMemo } from 'react';
import { CaseNumber, Chip } from '../../../components/chips';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { SENT_KEY, useGetSentListQuery, useMoreSentMutation } from '../../../services/inbox';
import { displayName } from '../../../utils/addresses';
import { mailPath } from '../../../utils/paths';
import { ChoosableRow } from './ChoosableRow';
import { ChoosingBar } from './ChoosingBar';
import { ImportantToggle } from './ImportantToggle';
import { InboxRow } from './InboxRow';
import { EmailChips } from './MailLine';
import { RowList } from './RowList';
import { useOrderedRows } from './useOrderedRows';
import { choosableMail, useSelection, type Choosable, type RowChoice } from './useSelection';
import type { Me, SentRow } from '../../../../../server/src/api/contracts';

const PLACE = { kind: 'sent' } as const;
const EVERYTHING = { cases: null, mails: { list: { view: 'sent' } } } as const;

const dateOf = (row: SentRow) => row.date;
const NO_ROWS: readonly Choosable[] = [];

/** Of mail that has not arrived, or not yet; that it was sent goes without saying. */
const StateChip = ({ state }: { readonly state: SentRow['state'] }) => {
  const text = useText();
  if (state === 'sent') return null;
  const failed = state === 'failed' || state === 'uncertain';
  return <Chip variant={failed ? 'danger' : 'secondary'}>{text(`delivery.${state}`)}</Chip>;
};

interface SentLineProps {
  readonly row: SentRow;
  readonly open: boolean;
  readonly chosen: boolean;
  readonly choice: RowChoice;
}

/** Drawn again only when something of this very row is another. */
const SentLine = memo(({ row, open, chosen, choice }: SentLineProps) => {
  const text = useText();
  return (
    <ChoosableRow
      id={row.id}
      label={text('sort.choose', { subject: row.subject || text('list.no-subject') })}
      chosen={chosen}
      choice={choice}
    >
      <InboxRow
        to={mailPath(PLACE, row.id)}
        open={open}
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
      <ImportantToggle row={row} />
    </ChoosableRow>
  );
});
SentLine.displayName = 'SentLine';

export const SentList = ({ openId, me }: { readonly openId: string | null; readonly me: Me }) => {
  const text = useText();
  const { data, error, refetch } = useGetSentListQuery(undefined, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreSentMutation();
  const rows = useOrderedRows(data?.items, dateOf);
  const choosable = useMemo(() => rows?.map(choosableMail) ?? NO_ROWS, [rows]);
  const selection = useSelection(choosable);
  const complete = data?.nextCursor == null;
  return (
    <>
      {choosable.length > 0 && (
        <ChoosingBar
          label={text('sort.toolbar')}
          place={PLACE}
          listKey={SENT_KEY}
          rows={choosable}
          selection={selection}
          whole={EVERYTHING}
          complete={complete}
          me={me}
        />
      )}
      <RowList
        listKey={SENT_KEY}
        openId={openId}
        label={text('view.sent')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={isLoading}
        emptyText={text('empty.sent')}
        onRetry={() => void refetch()}
        onMore={() => void more()}
        renderRow={(row) => (
          <SentLine
            row={row}
            open={row.id === openId}
            chosen={selection.isChosen(row.id)}
            choice={selection.choice}
          />
        )}
      />
    </>
  );
};
