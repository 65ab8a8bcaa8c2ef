/** Reports: how much work there was in a time and how long it took, as figures, charts and tables. The address holds what is asked. */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { useSearchParams } from 'react-router-dom';
import { PageMain } from '../../components/widths';
import { EmptyState, FailureState, Skeleton } from '../../components/states';
import { useText } from '../../hooks/useText';
import { useGetReportQuery } from '../../services/reports';
import { dayOf } from '../../../../server/src/domain/work-report/zone-days';
import { SidePage } from '../inbox/SidePage';
import type { Me, ReportQuery, WorkReport } from '../../../../server/src/api/contracts';
import { DayFigures } from './DayFigures';
import { FigureCards } from './FigureCards';
import { PartTable } from './PartTable';
import { choiceOf, paramsOf, queryOf, rangeOf, type ReportChoice } from './report-choice';
import { ReportFilters } from './ReportFilters';

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const isEmpty = ({ days, total }: WorkReport): boolean =>
  total.open === 0 &&
  days.every(({ opened, closed, received, sent }) => opened + closed + received + sent === 0);

const useDays = (): ((day: string) => string) => {
  const { formatDate } = useIntl();
  return (day) => formatDate(`${day}T00:00:00Z`, { timeZone: 'UTC', dateStyle: 'medium' });
};

interface ReportProps {
  readonly query: ReportQuery;
  readonly choice: ReportChoice;
  readonly onChange: (choice: ReportChoice) => void;
}

const Report = ({ query, choice, onChange }: ReportProps) => {
  const text = useText();
  const tell = useDays();
  const { currentData: report, error, refetch } = useGetReportQuery(query);
  if (error && report === undefined) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (report === undefined) return <Skeleton blocks={6} label={text('reports.loading')} />;
  if (isEmpty(report))
    return (
      <EmptyState
        content={text('reports.empty')}
        action={
          <Button
            variant="secondary"
            onClick={() => onChange({ ...choice, time: { kind: 'preset', preset: 'last-90-days' } })}
          >
            {text('reports.empty.widen')}
          </Button>
        }
      />
    );
  const { before, days } = report;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <FigureCards report={report} />
      <Typography variant="pi" textColor="neutral600">
        {text('reports.before.meaning', { from: tell(before.from), to: tell(before.to) })}
      </Typography>
      <DayFigures kind="cases" days={days} query={query} />
      <DayFigures kind="mail" days={days} query={query} />
      <PartTable by={choice.by} query={query} onDivide={(by) => onChange({ ...choice, by })} />
    </Flex>
  );
};

const ReportsPage = ({ me }: { readonly me: Me }) => {
  const text = useText();
  const tell = useDays();
  const [params, setParams] = useSearchParams();
  const choice = choiceOf(params);
  const today = dayOf(new Date(), choice.zone ?? OWN_ZONE);
  const range = rangeOf(choice, today);
  const change = (next: ReportChoice): void => setParams(paramsOf(next));
  if (!me.allowed.readReports) return <Page.NoPermissions />;
  return (
    <SidePage me={me}>
      <PageMain>
        <Page.Title>{text('reports.title')}</Page.Title>
        <Layouts.Header
          title={text('reports.title')}
          subtitle={`${text('reports.subtitle')} · ${text('reports.range', { from: tell(range.from), to: tell(range.to) })}`}
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={10}>
            <ReportFilters choice={choice} range={range} ownZone={OWN_ZONE} onChange={change} />
            <Report query={queryOf(choice, today, OWN_ZONE)} choice={choice} onChange={change} />
          </Flex>
        </Layouts.Content>
      </PageMain>
    </SidePage>
  );
};

export default ReportsPage;
