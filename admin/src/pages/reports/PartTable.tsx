/** What each agent, team, account or tag had to do, as a table with bars. */
import { Box, Button, Flex, Table, Tbody, Td, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { EmptyState, FailureState, Skeleton } from '../../components/states';
import { useDuration } from '../../hooks/useDuration';
import { useText } from '../../hooks/useText';
import { useGetReportPartsQuery } from '../../services/reports';
import { HeadCell } from '../settings/components/HeadCell';
import type { ReportDivision, ReportPart, ReportQuery } from '../../../../server/src/api/contracts';
import { DIVISIONS } from './report-choice';
import { ReportSection } from './ReportSection';

interface PartTableProps {
  readonly by: ReportDivision;
  readonly query: ReportQuery;
  readonly onDivide: (by: ReportDivision) => void;
}

export const PartTable = ({ by, query, onDivide }: PartTableProps) => {
  const text = useText();
  const { currentData: parts, error, refetch } = useGetReportPartsQuery({ ...query, by });
  return (
    <ReportSection
      title={text('reports.parts')}
      meaning={text(`reports.parts.${by}.meaning`)}
      query={query}
      table={by}
      actions={
        <Flex role="group" aria-label={text('reports.parts')} gap={1} wrap="wrap">
          {DIVISIONS.map((division) => (
            <Button
              key={division}
              size="S"
              variant={division === by ? 'secondary' : 'tertiary'}
              aria-pressed={division === by}
              onClick={() => onDivide(division)}
            >
              {text(`reports.by.${division}`)}
            </Button>
          ))}
        </Flex>
      }
    >
      {error && parts === undefined ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : parts === undefined ? (
        <Skeleton blocks={3} label={text('reports.loading')} />
      ) : parts.length === 0 ? (
        <EmptyState content={text('reports.parts.empty')} />
      ) : (
        <Rows by={by} parts={parts} />
      )}
    </ReportSection>
  );
};

const COUNTS = ['opened', 'closed', 'open', 'answers'] as const;

const Rows = ({ by, parts }: { readonly by: ReportDivision; readonly parts: readonly ReportPart[] }) => {
  const text = useText();
  const largest = (count: (typeof COUNTS)[number]): number =>
    Math.max(1, ...parts.map((part) => part[count]));
  const heads = [
    text(`reports.part.${by}`),
    ...COUNTS.map((count) => text(`reports.${count}`)),
    text('reports.first-response.median'),
    text('reports.first-response.p90'),
    text('reports.resolution.median'),
    text('reports.resolution.p90'),
  ];
  return (
    <Table colCount={heads.length} rowCount={parts.length + 1} aria-label={text('reports.parts')}>
      <Thead>
        <Tr>
          {heads.map((head) => (
            <HeadCell key={head}>{head}</HeadCell>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {parts.map(({ part, firstResponse, resolution, ...load }) => (
          <Tr key={part?.id ?? ''}>
            <Td>
              <Typography
                fontWeight="semiBold"
                textColor={part === null ? 'neutral600' : 'neutral800'}
                dir="auto"
              >
                {part?.name ?? text(`reports.none.${by}`)}
              </Typography>
            </Td>
            {COUNTS.map((count) => (
              <Td key={count}>
                <Amount value={load[count]} largest={largest(count)} />
              </Td>
            ))}
            {[firstResponse.median, firstResponse.p90, resolution.median, resolution.p90].map(
              (seconds, place) => (
                <Td key={place}>
                  <Duration seconds={seconds} />
                </Td>
              ),
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

const Duration = ({ seconds }: { readonly seconds: number | null }) => {
  const text = useText();
  const duration = useDuration();
  return (
    <Typography style={{ whiteSpace: 'nowrap' }}>
      {seconds === null ? text('reports.nothing') : duration(seconds)}
    </Typography>
  );
};

const Bar = styled.span`
  display: block;
  height: 4px;
  border-radius: 2px;
  background: ${({ theme }) => theme.colors.primary500};
  forced-color-adjust: none;
`;

/** A number with its share of the largest one as a bar, which says nothing that the number does not. */
const Amount = ({ value, largest }: { readonly value: number; readonly largest: number }) => {
  const { formatNumber } = useIntl();
  return (
    <Box minWidth="6rem">
      <Typography>{formatNumber(value)}</Typography>
      {value > 0 && <Bar aria-hidden style={{ width: `${Math.max(2, (value / largest) * 100)}%` }} />}
    </Box>
  );
};
