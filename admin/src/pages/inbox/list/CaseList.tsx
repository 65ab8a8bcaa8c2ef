/** The cases of one list, which can be chosen and changed together, and dragged onto lists of the navigation. */
import { useMemo } from 'react';
import { Box, Checkbox, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { AgentAvatar } from '../../../components/AgentAvatar';
import { CaseNumber, Chip, PriorityChip, StatusChip } from '../../../components/chips';
import { PresenceMark } from '../../../components/PresenceMark';
import { useCaseSort } from '../../../hooks/useCaseSort';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import { caseListKey, useGetCaseListQuery, useMoreCasesMutation } from '../../../services/cases';
import { refreshAlso } from '../../../services/pagedLists';
import { displayName } from '../../../utils/addresses';
import { caseSortedBy } from '../../../utils/listOrder';
import { caseListOf, placePath, type Place } from '../../../utils/paths';
import { TagChips } from '../conversation/CaseTags';
import { CaseActions } from './CaseActions';
import { dragOf } from './dragging';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
import { SelectionBar } from './SelectionBar';
import { chosenRowId } from './rowFocus';
import { useSelection, type Selection } from './useSelection';
import type { CaseRow, CaseSort, Me } from '../../../../../server/src/api/contracts';

export type CaseListPlace = Extract<Place, { kind: 'cases' | 'team' }>;

export const CaseChips = ({ row }: { readonly row: CaseRow }) => {
  const text = useText();
  return (
    <>
      <CaseNumber number={row.number} />
      <StatusChip status={row.status} />
      <PriorityChip priority={row.priority} />
      {row.snoozed && <Chip>{text('snooze.chip')}</Chip>}
      {row.writing && <Chip variant="alternative">{text(`lists.${row.writing}`)}</Chip>}
      <TagChips tags={row.tags} most={2} />
      {row.hasAttachments && <HasAttachments />}
      {row.deliveryProblem && <Chip variant="danger">{text('list.not-delivered')}</Chip>}
      <Box flex="1" />
      <PresenceMark caseId={row.id} />
      {row.assignee && (
        <AgentAvatar
          name={row.assignee.name}
          label={text('case.assigned-to', { agent: row.assignee.name })}
        />
      )}
    </>
  );
};

interface ChoosableRowProps {
  readonly row: CaseRow;
  readonly selection: Selection<CaseRow>;
  readonly children: React.ReactNode;
}

const ChoosableRow = ({ row, selection, children }: ChoosableRowProps) => {
  const text = useText();
  const subject = row.subject || text('list.no-subject');
  const chosen = selection.isChosen(row.id);
  // A row that is not chosen is dragged alone.
  const carried = chosen ? selection.chosen.map(({ id }) => id) : [row.id];
  return (
    <Flex
      alignItems="stretch"
      data-row-id={row.id}
      {...dragOf(
        'cases',
        () => carried,
        () => text('assign.chosen', { count: carried.length }),
      )}
    >
      <Flex
        paddingLeft={3}
        paddingRight={2}
        alignItems="flex-start"
        paddingTop={3}
        onClickCapture={(event: React.MouseEvent) => selection.mindShift(event.shiftKey)}
      >
        <Checkbox
          aria-label={text('assign.choose', { number: row.number, subject })}
          checked={chosen}
          onCheckedChange={() => selection.toggle(row.id)}
        />
      </Flex>
      <Box flex="1" minWidth="0">
        {children}
      </Box>
    </Flex>
  );
};

interface SortSelectProps {
  readonly sort: CaseSort;
  readonly onSort: (sort: CaseSort) => void;
}

const SortSelect = ({ sort, onSort }: SortSelectProps) => {
  const text = useText();
  return (
    <SingleSelect
      size="S"
      aria-label={text('lists.sort')}
      value={sort}
      onChange={(value) => onSort(value === 'waiting' ? 'waiting' : 'newest')}
    >
      <SingleSelectOption value="newest">{text('lists.newest')}</SingleSelectOption>
      <SingleSelectOption value="waiting">{text('lists.waiting')}</SingleSelectOption>
    </SingleSelect>
  );
};

interface CaseListProps {
  readonly place: CaseListPlace;
  readonly openId: string | null;
  readonly me: Me;
}

/** The rows of a list in the order that was chosen, and how to get more of them. */
function useCases(place: CaseListPlace) {
  const [sort, setSort] = useCaseSort();
  const list = { ...caseListOf(place), sort };
  const query = useGetCaseListQuery(list, {
    ...useLivePolling(LIST_INTERVAL),
    refetchOnMountOrArgChange: true,
  });
  const [more, { isLoading }] = useMoreCasesMutation();
  const data = query.currentData;
  const rows = useMemo(
    () => data?.items.map((row) => ({ ...row, sortedBy: caseSortedBy(sort, row) })),
    [data, sort],
  );
  return { ...query, data, list, rows, sort, setSort, more: () => void more(list), loadingMore: isLoading };
}

export const CaseList = ({ place, openId, me }: CaseListProps) => {
  const text = useText();
  const { list, rows, data, sort, error, ...cases } = useCases(place);
  const key = caseListKey(list);
  const mayChoose = me.allowed.assignCases || me.allowed.workCases;
  const selection = useSelection(rows);
  useShortcuts({
    x: () => {
      const id = mayChoose ? chosenRowId(document) : null;
      if (id !== null) selection.toggle(id);
    },
  });
  const complete = data?.nextCursor == null;
  const chosenIds = selection.chosen.map(({ id }) => id);
  const { sort: _sort, ...named } = list;
  const link = (row: CaseRow) => (
    <InboxRow
      to={placePath(place, row.id)}
      open={row.id === openId}
      unread={row.unread}
      who={displayName(row.requester)}
      count={row.emailCount}
      subject={row.subject}
      snippet={row.snippet}
      at={sort === 'waiting' ? (row.lastCustomerMessageAt ?? row.lastActivityAt) : row.lastActivityAt}
      color={place.kind === 'team' ? undefined : row.teams[0]?.color}
      chips={<CaseChips row={row} />}
    />
  );
  return (
    <>
      {rows && rows.length > 0 && (
        <SelectionBar
          label={text('assign.toolbar')}
          rows={rows}
          selection={mayChoose ? selection : null}
          chosenText={text('assign.chosen', { count: chosenIds.length })}
          complete={complete}
          view={<SortSelect sort={sort} onSort={cases.setSort} />}
        >
          <CaseActions
            chosen={selection.chosen}
            target={selection.everything ? { list: named } : { ids: chosenIds }}
            me={me}
            onBegun={() => {
              refreshAlso(key, chosenIds);
              selection.choose([]);
            }}
          />
        </SelectionBar>
      )}
      <RowList
        key={key}
        listKey={key}
        openId={openId}
        label={text('nav.cases')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={cases.loadingMore}
        emptyText={text(`empty.${list.view}`)}
        onRetry={() => void cases.refetch()}
        onMore={cases.more}
        renderRow={(row) =>
          mayChoose ? (
            <ChoosableRow row={row} selection={selection}>
              {link(row)}
            </ChoosableRow>
          ) : (
            link(row)
          )
        }
      />
    </>
  );
};
