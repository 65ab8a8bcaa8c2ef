/** The cases of one list. */
import { useMemo, useState } from 'react';
import { Box } from '@strapi/design-system';
import { AgentAvatar } from '../../../components/AgentAvatar';
import { CaseNumber, Chip, PriorityChip, StatusChip } from '../../../components/chips';
import { LIST_INTERVAL, usePolling } from '../../../hooks/usePolling';
import { useText } from '../../../hooks/useText';
import { useGetCaseListQuery } from '../../../services/cases';
import { displayName } from '../../../utils/addresses';
import { placePath, type Place } from '../../../utils/paths';
import { TagChips } from '../conversation/CaseTags';
import { HasAttachments } from './HasAttachments';
import { InboxRow } from './InboxRow';
import { RowList } from './RowList';
import type { CaseRow } from '../../../../../server/src/api/contracts';

export const PAGE_SIZE = 25;

export type CasePlace = Extract<Place, { kind: 'cases' | 'team' }>;

const stable = (row: CaseRow) => ({ ...row, sortedBy: row.lastActivityAt });

const CaseChips = ({ row }: { readonly row: CaseRow }) => {
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
  readonly place: CasePlace;
  readonly openId: string | null;
}

export const CaseList = ({ place, openId }: CaseListProps) => {
  const text = useText();
  const [size, setSize] = useState(PAGE_SIZE);
  const list = place.kind === 'team' ? ({ view: 'team', team: place.team } as const) : { view: place.view };
  const { data, error, isFetching, refetch } = useGetCaseListQuery(
    { ...list, size },
    { ...usePolling(LIST_INTERVAL), refetchOnMountOrArgChange: true },
  );
  const rows = useMemo(() => data?.items.map(stable), [data]);
  return (
    <RowList
      label={text('nav.cases')}
      rows={rows}
      complete={data?.nextCursor == null}
      error={error}
      loadingMore={isFetching && size > (data?.items.length ?? 0)}
      emptyText={text(`empty.${list.view}`)}
      onRetry={() => void refetch()}
      onMore={() => setSize((rows?.length ?? 0) + PAGE_SIZE)}
      renderRow={(row) => (
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
      )}
    />
  );
};
