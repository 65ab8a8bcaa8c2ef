/** The mails of one of one's own lists or folders, which can be chosen and sorted together. */
import { memo, useMemo } from 'react';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import {
  inboxListKey,
  useGetInboxListQuery,
  useMoreInboxMutation,
  type InboxListArgument,
} from '../../../services/inbox';
import { placePath, type Place } from '../../../utils/paths';
import { ChoosingBar } from './ChoosingBar';
import { ImportantToggle } from './ImportantToggle';
import { MailLine } from './MailLine';
import { RowList } from './RowList';
import { useOrderedRows } from './useOrderedRows';
import { choosableMail, useSelection, type Choosable, type RowChoice } from './useSelection';
import type { InboxRow as Row, Me } from '../../../../../server/src/api/contracts';

export type OwnPlace = Extract<Place, { kind: 'inbox' | 'folder' }>;

const dateOf = (row: Row) => row.date;
const NO_ROWS: readonly Choosable[] = [];

const listOf = (place: OwnPlace): InboxListArgument =>
  place.kind === 'folder' ? { view: 'folder', folder: place.folder } : { view: place.view };

/** Keeps the list while a mail is read in its place: without anybody who holds it, a change would throw its rows away. */
export function useHeldInboxList(place: OwnPlace | null): void {
  useGetInboxListQuery(place === null ? { view: 'inbox' } : listOf(place), { skip: place === null });
}

interface InboxListProps {
  readonly place: OwnPlace;
  readonly openId: string | null;
  readonly me: Me;
}

interface OwnMailLineProps {
  readonly row: Row;
  readonly to: string;
  readonly open: boolean;
  readonly chosen: boolean;
  readonly choice: RowChoice;
}

/** Drawn again only when something of this very row is another. */
const OwnMailLine = memo((props: OwnMailLineProps) => (
  <MailLine {...props} aside={<ImportantToggle row={props.row} />} />
));
OwnMailLine.displayName = 'OwnMailLine';

export const InboxList = ({ place, openId, me }: InboxListProps) => {
  const text = useText();
  const list = listOf(place);
  const { data, error, refetch } = useGetInboxListQuery(list, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreInboxMutation();
  const rows = useOrderedRows(data?.items, dateOf);
  const choosable = useMemo(() => rows?.map(choosableMail) ?? NO_ROWS, [rows]);
  const selection = useSelection(choosable);
  const complete = data?.nextCursor == null;
  return (
    <>
      {rows && rows.length > 0 && (
        <ChoosingBar
          label={text('sort.toolbar')}
          place={place}
          listKey={inboxListKey(list)}
          rows={choosable}
          selection={selection}
          whole={{ cases: null, mails: { list } }}
          complete={complete}
          me={me}
        />
      )}
      <RowList
        listKey={inboxListKey(list)}
        openId={openId}
        label={text('nav.mail')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={isLoading}
        emptyText={text(`empty.${list.view === 'inbox' ? 'own-inbox' : list.view}`)}
        onRetry={() => void refetch()}
        onMore={() => void more(list)}
        renderRow={(row) => (
          <OwnMailLine
            row={row}
            to={placePath(place, row.id)}
            open={row.id === openId}
            chosen={selection.isChosen(row.id)}
            choice={selection.choice}
          />
        )}
      />
    </>
  );
};
