/** The mails of one of one's own lists or folders, which can be chosen and sorted together. */
import { useMemo, type MouseEvent, type ReactNode } from 'react';
import { Box, Checkbox, Flex, IconButton } from '@strapi/design-system';
import { Star } from '@strapi/icons';
import { styled } from 'styled-components';
import { useBulk } from '../../../components/BulkRuns';
import { CaseNumber } from '../../../components/chips';
import { MailActions } from '../../../components/MailActions';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useReport } from '../../../hooks/useReport';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import {
  inboxListKey,
  useGetInboxListQuery,
  useMarkMailsMutation,
  useMoreInboxMutation,
  type InboxListArgument,
} from '../../../services/inbox';
import { refreshAlso } from '../../../services/pagedLists';
import { displayName } from '../../../utils/addresses';
import { mailMoveTo } from '../../../utils/bulk';
import { placePath, type Place } from '../../../utils/paths';
import { dragOf } from './dragging';
import { EmailChips } from './EmailList';
import { InboxRow } from './InboxRow';
import { MoveToMenu } from './MoveToMenu';
import { RowList } from './RowList';
import { chosenRowId } from './rowFocus';
import { SelectionBar } from './SelectionBar';
import { useSelection, type Selection } from './useSelection';
import type { BulkMailAction, InboxRow as Row, Me } from '../../../../../server/src/api/contracts';

export type OwnPlace = Extract<Place, { kind: 'inbox' | 'folder' }>;

const stable = (row: Row) => ({ ...row, sortedBy: row.date });

/** Full or an outline: the mark is not told by colour alone. */
const Mark = styled(Star)<{ readonly $set: boolean }>`
  && path {
    fill: ${({ theme, $set }) => ($set ? theme.colors.warning600 : 'transparent')};
    stroke: ${({ theme, $set }) => ($set ? theme.colors.warning600 : theme.colors.neutral500)};
    stroke-width: 2px;
  }
`;

/** Says whether a mail is marked as important, and changes it. */
const ImportantToggle = ({ row }: { readonly row: Row }) => {
  const text = useText();
  const report = useReport();
  const [mark, { isLoading }] = useMarkMailsMutation();
  const toggle = async (): Promise<void> => {
    const result = await mark({ ids: [row.id], mark: row.important ? 'not-important' : 'important' });
    if ('error' in result) report.failure(result.error);
  };
  return (
    <IconButton
      label={text(row.important ? 'sort.not-important' : 'sort.important')}
      variant="ghost"
      disabled={isLoading}
      aria-pressed={row.important}
      onClick={() => void toggle()}
    >
      <Mark $set={row.important} />
    </IconButton>
  );
};

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

interface SortableRowProps {
  readonly row: Row;
  readonly selection: Selection<Row>;
  readonly children: ReactNode;
}

const SortableRow = ({ row, selection, children }: SortableRowProps) => {
  const text = useText();
  const chosen = selection.isChosen(row.id);
  const carried = chosen ? selection.chosen.map(({ id }) => id) : [row.id];
  return (
    <Flex
      alignItems="stretch"
      data-row-id={row.id}
      {...dragOf(
        'mails',
        () => carried,
        () => text('sort.chosen', { count: carried.length }),
      )}
    >
      <Flex
        paddingLeft={3}
        paddingRight={2}
        alignItems="flex-start"
        paddingTop={3}
        onClickCapture={(event: MouseEvent) => selection.mindShift(event.shiftKey)}
      >
        <Checkbox
          aria-label={text('sort.choose', { subject: row.subject || text('list.no-subject') })}
          checked={chosen}
          onCheckedChange={() => selection.toggle(row.id)}
        />
      </Flex>
      <Box flex="1" minWidth="0">
        {children}
      </Box>
      <Flex alignItems="flex-start" paddingTop={2}>
        <ImportantToggle row={row} />
      </Flex>
    </Flex>
  );
};

interface MailBarProps {
  readonly rows: readonly Row[];
  readonly selection: Selection<Row>;
  readonly place: OwnPlace;
  readonly list: InboxListArgument;
  readonly complete: boolean;
  readonly me: Me;
}

const MailBar = ({ rows, selection, place, list, complete, me }: MailBarProps) => {
  const text = useText();
  const begin = useBulk();
  const ids = selection.chosen.map(({ id }) => id);
  const act = async (action: BulkMailAction): Promise<void> => {
    const target = selection.everything ? { list } : { ids };
    if (!(await begin({ subject: 'mails', target, action }))) return;
    refreshAlso(inboxListKey(list), ids);
    selection.choose([]);
  };
  return (
    <SelectionBar
      label={text('sort.toolbar')}
      rows={rows}
      selection={selection}
      chosenText={text('sort.chosen', { count: ids.length })}
      complete={complete}
    >
      <MailActions mails={selection.chosen} place={place} onAct={(action) => void act(action)} />
      <MoveToMenu
        me={me}
        takes={(to) => placePath(to) !== placePath(place) && mailMoveTo(to) !== null}
        onMove={(to) => {
          const action = mailMoveTo(to);
          if (action !== null) void act(action);
        }}
      />
    </SelectionBar>
  );
};

export const InboxList = ({ place, openId, me }: InboxListProps) => {
  const text = useText();
  const list = listOf(place);
  const { data, error, refetch } = useGetInboxListQuery(list, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreInboxMutation();
  const rows = useMemo(() => data?.items.map(stable), [data]);
  const selection = useSelection<Row>(rows);
  useShortcuts({
    x: () => {
      const id = chosenRowId(document);
      if (id !== null) selection.toggle(id);
    },
  });
  const complete = data?.nextCursor == null;
  return (
    <>
      {rows && rows.length > 0 && (
        <MailBar rows={rows} selection={selection} place={place} list={list} complete={complete} me={me} />
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
          <SortableRow row={row} selection={selection}>
            <InboxRow
              to={placePath(place, row.id)}
              open={row.id === openId}
              unread={row.unread}
              who={displayName(row.from)}
              subject={row.subject}
              snippet={row.snippet}
              at={row.date}
              chips={
                <>
                  {row.case && <CaseNumber number={row.case.number} />}
                  <EmailChips row={row} />
                </>
              }
            />
          </SortableRow>
        )}
      />
    </>
  );
};
