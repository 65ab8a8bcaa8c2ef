/** On the home page: the newest of one's own open cases, and of those that nobody has. */
import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';
import { CaseNumber, PriorityChip, StatusChip } from '../components/chips';
import { RelativeTime } from '../components/RelativeTime';
import { useText, type TextKey } from '../hooks/useText';
import { useGetCountersQuery } from '../services/cases';
import { useGetHomeCasesQuery } from '../services/reports';
import { placePath } from '../utils/paths';
import type { CaseRow } from '../../../server/src/api/contracts';

const Subject = styled(Link)`
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  overflow-wrap: anywhere;
`;

interface CasesProps {
  readonly view: 'mine' | 'unassigned';
  readonly empty: TextKey;
}

const Cases = ({ view, empty }: CasesProps) => {
  const text = useText();
  const { data: cases, error } = useGetHomeCasesQuery(view, { refetchOnMountOrArgChange: true });
  const { data: counters } = useGetCountersQuery(undefined, { refetchOnMountOrArgChange: true });
  if (error && cases === undefined) return <Widget.Error />;
  if (cases === undefined) return <Widget.Loading />;
  if (cases.length === 0) return <Widget.NoData>{text(empty)}</Widget.NoData>;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {counters !== undefined && (
        <Typography fontWeight="bold">{text('widget.open-count', { count: counters[view] })}</Typography>
      )}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {cases.map((row) => (
          <Line key={row.id} row={row} view={view} />
        ))}
      </Flex>
    </Flex>
  );
};

const Line = ({ row, view }: { readonly row: CaseRow; readonly view: CasesProps['view'] }) => (
  <Flex tag="li" direction="column" alignItems="flex-start" gap={1}>
    <Subject to={placePath({ kind: 'cases', view }, row.id)} dir="auto">
      {row.subject || `#${row.number}`}
    </Subject>
    <Flex gap={2} wrap="wrap">
      <CaseNumber number={row.number} />
      <StatusChip status={row.status} />
      <PriorityChip priority={row.priority} />
      <Typography variant="pi" textColor="neutral600" dir="auto">
        {row.requester.name || row.requester.address}
        {' · '}
        <RelativeTime at={row.lastActivityAt} />
      </Typography>
    </Flex>
  </Flex>
);

export const MyCasesWidget = () => <Cases view="mine" empty="widget.mine.empty" />;
export const UnassignedCasesWidget = () => <Cases view="unassigned" empty="widget.unassigned.empty" />;
