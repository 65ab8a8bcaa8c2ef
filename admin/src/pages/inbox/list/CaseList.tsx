/** The cases of one list, which can be chosen and handed on together by who may assign cases. */
import { useMemo, useState } from 'react';
import { Box, Checkbox, Flex } from '@strapi/design-system';
import { AgentAvatar } from '../../../components/AgentAvatar';
import { CaseNumber, Chip, PriorityChip, StatusChip } from '../../../components/chips';
import { PresenceMark } from '../../../components/PresenceMark';
import { LIST_INTERVAL, useLivePolling } from '../../../hooks/usePolling';
import { useShortcuts } from '../../../hooks/useShortcuts';
import { useText } from '../../../hooks/useText';
import { useGetCaseListQuery } from '../../../services/cases';
import { displayName } from '../../../utils/addresses';
import { caseListOf, placePath, type Place } from '../../../utils/paths';
import { TagChips } from '../conversation/CaseTags';
import { AssignBar } from './AssignBar';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
import { chosenRowId } from './rowFocus';
import type { CaseRow, Me } from '../../../../../server/src/api/contracts';

export const PAGE_SIZE = 25;

export type CaseListPlace = Extract<Place, { kind: 'cases' | 'team' }>;

const stable = (row: CaseRow) => ({ ...row, sortedBy: row.lastActivityAt });

export const CaseChips = ({ row }: { readonly row: CaseRow }) => {
  const text = useText();
  return (
    <>
      <CaseNumber number={row.number} />
      <StatusChip status={row.status} />
      <PriorityChip priority={row.priority} />
      {row.snoozed && <Chip>{text('snooze.chip')}</Chip>}
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

interface CaseListProps {
  readonly place: CaseListPlace;
  readonly openId: string | null;
  readonly me: Me;
}

interface ChoosableRowProps {
  readonly row: CaseRow;
  readonly chosen: boolean;
  readonly onToggle: () => void;
  readonly children: React.ReactNode;
}

const ChoosableRow = ({ row, chosen, onToggle, children }: ChoosableRowProps) => {
  const text = useText();
  const subject = row.subject || text('list.no-subject');
  return (
    <Flex alignItems="stretch" data-row-id={row.id}>
      <Flex paddingLeft={3} alignItems="flex-start" paddingTop={3}>
        <Checkbox
          aria-label={text('assign.choose', { number: row.number, subject })}
          checked={chosen}
          onCheckedChange={onToggle}
        />
      </Flex>
      <Box flex="1" minWidth="0">
        {children}
      </Box>
    </Flex>
  );
};

export const CaseList = ({ place, openId, me }: CaseListProps) => {
  const text = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const list = caseListOf(place);
  const { data, error, isFetching, refetch } = useGetCaseListQuery(
    { ...list, size },
    { ...useLivePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const rows = useMemo(() => data?.items.map(stable), [data]);
  const mayChoose = me.allowed.assignCases;
  const [chosenIds, setChosenIds] = useState<readonly string[]>([]);
  // A row that has left the list is no longer chosen.
  const chosen = (rows ?? []).filter(({ id }) => chosenIds.includes(id));
  const toggle = (id: string): void =>
    setChosenIds((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));
  useShortcuts({
    x: () => {
      const id = mayChoose ? chosenRowId(document) : null;
      if (id !== null) toggle(id);
    },
  });
  const link = (row: CaseRow) => (
    <InboxRow
      to={placePath(place, row.id)}
      open={row.id === openId}
      unread={row.unread}
      who={displayName(row.requester)}
      count={row.emailCount}
      subject={row.subject}
      snippet={row.snippet}
      at={row.lastActivityAt}
      chips={<CaseChips row={row} />}
    />
  );
  return (
    <>
      {mayChoose && rows && rows.length > 0 && (
        <AssignBar rows={rows} chosen={chosen} me={me} onChoose={setChosenIds} />
      )}
      <RowList
        label={text('nav.cases')}
        rows={rows}
        complete={data?.nextCursor == null}
        error={error}
        loadingMore={isFetching && size > (data?.items.length ?? 0)}
        emptyText={text(list.part ? `empty.team-${list.part}` : `empty.${list.view}`)}
        onRetry={() => void refetch()}
        onMore={() => setSize((rows?.length ?? 0) + PAGE_SIZE)}
        renderRow={(row) =>
          mayChoose ? (
            <ChoosableRow row={row} chosen={chosenIds.includes(row.id)} onToggle={() => toggle(row.id)}>
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
