/** On the home page: how quickly cases were answered and closed in the last 30 days, and the mail of each day. One request for both. */
import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { ColumnChart } from '../components/charts/ColumnChart';
import { useDuration } from '../hooks/useDuration';
import { useText } from '../hooks/useText';
import { rangeOfPreset } from '../pages/reports/report-choice';
import { useGetReportQuery } from '../services/reports';
import { dayOf } from '../../../server/src/domain/work-report/zone-days';
import type { Spread } from '../../../server/src/api/contracts';

const HEIGHT = 14;

function useLastDays() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const query = { ...rangeOfPreset('last-30-days', dayOf(new Date(), zone)), zone };
  return useGetReportQuery(query, { refetchOnMountOrArgChange: 60 });
}

export const ResponseTimesWidget = () => {
  const text = useText();
  const { data, error } = useLastDays();
  if (error && data === undefined) return <Widget.Error />;
  if (data === undefined) return <Widget.Loading />;
  const { firstResponse, resolution } = data.total;
  if (firstResponse.count + resolution.count === 0)
    return <Widget.NoData>{text('widget.response.empty')}</Widget.NoData>;
  return (
    <Flex direction="column" alignItems="stretch" gap={5} width="100%">
      <Times name="first-response" spread={firstResponse} />
      <Times name="resolution" spread={resolution} />
    </Flex>
  );
};

interface TimesProps {
  readonly name: 'first-response' | 'resolution';
  readonly spread: Spread;
}

const Times = ({ name, spread }: TimesProps) => {
  const text = useText();
  const duration = useDuration();
  const tell = (seconds: number | null): string =>
    seconds === null ? text('reports.nothing') : duration(seconds);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {text(`reports.${name}`)}
      </Typography>
      <Typography variant="alpha">{tell(spread.median)}</Typography>
      <Typography variant="pi" textColor="neutral600">
        {text('reports.p90', { time: tell(spread.p90) })}
        {' · '}
        {text('reports.of-cases', { count: spread.count })}
      </Typography>
    </Flex>
  );
};

export const MailVolumeWidget = () => {
  const text = useText();
  const { formatDate } = useIntl();
  const { data, error } = useLastDays();
  if (error && data === undefined) return <Widget.Error />;
  if (data === undefined) return <Widget.Loading />;
  if (data.days.every(({ received, sent }) => received + sent === 0))
    return <Widget.NoData>{text('widget.mail.empty')}</Widget.NoData>;
  return (
    <ColumnChart
      label={text('widget.mail.chart')}
      series={[text('reports.received'), text('reports.sent')]}
      height={HEIGHT}
      points={data.days.map(({ day, received, sent }) => ({
        key: day,
        label: formatDate(`${day}T00:00:00Z`, { timeZone: 'UTC', day: 'numeric', month: 'short' }),
        values: [received, sent],
      }))}
    />
  );
};
