/** The mails of one list that belong to no case, which can be chosen and sorted together. */
import { useMemo } from 'react';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { emailListKey, useGetEmailListQuery, useMoreMailsMutation } from '../../../services/emails';
import { placePath, type Place } from '../../../utils/paths';
import { ChoosingBar } from './ChoosingBar';
import { PlainMailLine } from './MailLine';
import { RowList } from './RowList';
import { useOrderedRows } from './useOrderedRows';
import { choosableMail, useSelection, type Choosable } from './useSelection';
import type { EmailRow, Me } from '../../../../../server/src/api/contracts';

export type MailPlace = Extract<Place, { kind: 'mail' }>;

const dateOf = (row: EmailRow) => row.date;
const NO_ROWS: readonly Choosable[] = [];

interface EmailListProps {
  readonly place: MailPlace;
  readonly openId: string | null;
  readonly me: Me;
}

export const EmailList = ({ place, openId, me }: EmailListProps) => {
  const text = useText();
  const list = { view: place.view };
  const { data, error, refetch } = useGetEmailListQuery(list, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreMailsMutation();
  const rows = useOrderedRows(data?.items, dateOf);
  const choosable = useMemo(() => rows?.map(choosableMail) ?? NO_ROWS, [rows]);
  const selection = useSelection(choosable);
  const complete = data?.nextCursor == null;
  return (
    <>
      {choosable.length > 0 && (
        <ChoosingBar
          label={text('sort.toolbar')}
          place={place}
          listKey={emailListKey(list)}
          rows={choosable}
          selection={selection}
          whole={{ cases: null, mails: { list } }}
          complete={complete}
          me={me}
        />
      )}
      <RowList
        listKey={emailListKey(list)}
        openId={openId}
        label={text('nav.mail')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={isLoading}
        emptyText={text(`empty.${place.view === 'team' ? 'team-mail' : 'personal'}`)}
        onRetry={() => void refetch()}
        onMore={() => void more(list)}
        renderRow={(row) => (
          <PlainMailLine
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
