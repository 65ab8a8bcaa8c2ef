/** Two figures over the days of a report, as a chart or as a table. */
import { Button, Table, Tbody, Td, Thead, Tr, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { ColumnChart } from '../../components/charts/ColumnChart';
import { grouped, groupingFor, type Grouping } from '../../components/charts/day-groups';
import { useText } from '../../hooks/useText';
import { HeadCell } from '../settings/components/HeadCell';
import type { ReportDay, ReportQuery } from '../../../../server/src/api/contracts';
import { ReportSection } from './ReportSection';

interface DayFiguresProps {
  readonly kind: 'cases' | 'mail';
  readonly days: readonly ReportDay[];
  readonly query: ReportQuery;
}

const FIGURES = { cases: ['opened', 'closed'], mail: ['received', 'sent'] } as const;

/** Days are calendar days whatever zone the browser is in. */
const DATES: Readonly<Record<Grouping, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
};

export const DayFigures = ({ kind, days, query }: DayFiguresProps) => {
  const text = useText();
  const { formatDate } = useIntl();
  const [asTable, setAsTable] = useState(false);
  const grouping = groupingFor(days.length);
  const rows = grouped(days, grouping);
  const [first, second] = FIGURES[kind];
  const title = text(`reports.${kind}-per-${grouping}`);
  const dateOf = (day: string, more: Intl.DateTimeFormatOptions = {}): string =>
    formatDate(`${day}T00:00:00Z`, { timeZone: 'UTC', ...DATES[grouping], ...more });
  return (
    <ReportSection
      title={title}
      meaning={kind === 'mail' ? text('reports.mail.meaning') : undefined}
      query={query}
      table="days"
      actions={
        <Button variant="tertiary" size="S" onClick={() => setAsTable(!asTable)}>
          {text(asTable ? 'reports.show-chart' : 'reports.show-table')}
        </Button>
      }
    >
      {asTable ? (
        <Table colCount={3} rowCount={rows.length + 1} aria-label={title}>
          <Thead>
            <Tr>
              <HeadCell>{text(`reports.${grouping}`)}</HeadCell>
              <HeadCell>{text(`reports.${first}`)}</HeadCell>
              <HeadCell>{text(`reports.${second}`)}</HeadCell>
            </Tr>
          </Thead>
          <Tbody>
            {rows.map((row) => (
              <Tr key={row.day}>
                {[dateOf(row.day, { year: 'numeric' }), row[first], row[second]].map((value, place) => (
                  <Td key={place}>
                    <Typography>{value}</Typography>
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      ) : (
        <ColumnChart
          label={title}
          series={[text(`reports.${first}`), text(`reports.${second}`)]}
          points={rows.map((row) => ({
            key: row.day,
            label: dateOf(row.day),
            values: [row[first], row[second]],
          }))}
        />
      )}
    </ReportSection>
  );
};
