/** The cases of one list, which can be chosen and changed together, and dragged onto lists of the navigation. */
import { memo, useCallback, useMemo, type ReactNode } from 'react';
import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { AgentAvatar } from '../../../components/AgentAvatar';
import { CaseNumber, Chip, PriorityChip, StatusChip } from '../../../components/chips';
import { PresenceMark } from '../../../components/PresenceMark';
import { useCaseSort } from '../../../hooks/useCaseSort';
import { JUST_READ, LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useNextCaseAhead } from '../../../hooks/useNextCaseAhead';
import { useText } from '../../../hooks/useText';
import { caseListKey, useGetCaseListQuery, useMoreCasesMutation } from '../../../services/cases';
import { readCaseAhead } from '../../../services/readAhead';
import { displayName } from '../../../utils/addresses';
import { caseSortedBy } from '../../../utils/listOrder';
import { caseListOf, placePath, type Place } from '../../../utils/paths';
import { TagChips } from '../conversation/CaseTags';
import { ChoosableRow } from './ChoosableRow';
import { ChoosingBar } from './ChoosingBar';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
import { useOrderedRows } from './useOrderedRows';
import { choosableCase, useSelection, type Choosable, type RowChoice } from './useSelection';
import type { CaseRow, CaseSort, Me, Timestamp } from '../../../../../server/src/api/contracts';

export type CaseListPlace = Extract<Place, { kind: 'cases' | 'team' }>;

const CaseChips = ({ row }: { readonly row: CaseRow }) => {
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
      <span className="row-space" />
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

interface CaseLineProps {
  readonly row: CaseRow;
  readonly to: string;
  readonly open: boolean;
  readonly at: Timestamp;
  readonly color?: string | undefined;
  /** in place of the case's own */
  readonly snippet?: ReactNode;
  readonly chosen: boolean;
  /** null: nothing can be done with chosen cases */
  readonly choice: RowChoice | null;
}

/** Drawn again only when something of this very row is another. */
export const CaseLine = memo(({ row, chosen, choice, snippet, ...link }: CaseLineProps) => {
  const text = useText();
  const line = (
    <InboxRow
      {...link}
      unread={row.unread}
      who={displayName(row.requester)}
      count={row.emailCount}
      subject={row.subject}
      snippet={snippet ?? row.snippet}
      chips={<CaseChips row={row} />}
    />
  );
  if (choice === null) return line;
  const subject = row.subject || text('list.no-subject');
  return (
    <ChoosableRow
      id={row.id}
      label={text('assign.choose', { number: row.number, subject })}
      chosen={chosen}
      choice={choice}
    >
      {line}
    </ChoosableRow>
  );
});
CaseLine.displayName = 'CaseLine';

interface SortSelectProps {
  readonly sort: CaseSort;
  readonly onSort: (sort: CaseSort) => void;
}

const SortSelect = memo(({ sort, onSort }: SortSelectProps) => {
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
});
SortSelect.displayName = 'SortSelect';

/** Whether there is anything that may be done with chosen cases. */
export const mayChooseCases = ({ allowed }: Me): boolean => allowed.assignCases || allowed.workCases;

const NO_ROWS: readonly Choosable[] = [];

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
    refetchOnMountOrArgChange: JUST_READ,
  });
  const [more, { isLoading }] = useMoreCasesMutation();
  const data = query.currentData;
  const sortedBy = useCallback((row: CaseRow) => caseSortedBy(sort, row), [sort]);
  const rows = useOrderedRows(data?.items, sortedBy);
  return { ...query, data, list, rows, sort, setSort, more: () => void more(list), loadingMore: isLoading };
}

export const CaseList = ({ place, openId, me }: CaseListProps) => {
  const text = useText();
  const { list, rows, data, sort, error, ...cases } = useCases(place);
  const key = caseListKey(list);
  const mayChoose = mayChooseCases(me);
  const choosable = useMemo(
    () => (mayChoose ? rows?.map(choosableCase) : null) ?? NO_ROWS,
    [rows, mayChoose],
  );
  const selection = useSelection(choosable);
  useNextCaseAhead(rows, openId);
  const complete = data?.nextCursor == null;
  const { sort: _sort, ...named } = list;
  return (
    <>
      {rows && rows.length > 0 && (
        <ChoosingBar
          label={text('assign.toolbar')}
          place={place}
          listKey={key}
          rows={choosable}
          selection={selection}
          whole={{ cases: { list: named }, mails: null }}
          complete={complete}
          me={me}
          view={<SortSelect sort={sort} onSort={cases.setSort} />}
        />
      )}
      <RowList
        key={key}
        listKey={key}
        openId={openId}
        onApproach={readCaseAhead}
        label={text('nav.cases')}
        rows={rows}
        complete={complete}
        error={error}
        loadingMore={cases.loadingMore}
        emptyText={text(`empty.${list.view}`)}
        onRetry={() => void cases.refetch()}
        onMore={cases.more}
        renderRow={(row) => (
          <CaseLine
            row={row}
            to={placePath(place, row.id)}
            open={row.id === openId}
            at={sort === 'waiting' ? (row.lastCustomerMessageAt ?? row.lastActivityAt) : row.lastActivityAt}
            color={place.kind === 'team' ? undefined : row.teams[0]?.color}
            chosen={selection.isChosen(row.id)}
            choice={mayChoose ? selection.choice : null}
          />
        )}
      />
    </>
  );
};
