/** The figures of a time, each with what it means and how it was before. */
import { Box, Grid, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useDuration } from '../../hooks/useDuration';
import { useText, type TextKey } from '../../hooks/useText';
import type { Spread, WorkReport } from '../../../../server/src/api/contracts';

const COUNTS = ['opened', 'closed', 'open', 'answers'] as const;

export const FigureCards = ({ report: { total, before } }: { readonly report: WorkReport }) => {
  const text = useText();
  const { formatNumber } = useIntl();
  const beforeText = useBeforeText();
  return (
    <Grid.Root gap={4} tag="section" aria-label={text('reports.figures')}>
      {COUNTS.map((name) => (
        <Card
          key={name}
          label={`reports.${name}`}
          value={formatNumber(total[name])}
          before={beforeText(total[name], before[name], (value) => formatNumber(value))}
          meaning={`reports.${name}.meaning`}
        />
      ))}
      <SpreadCard name="first-response" spread={total.firstResponse} before={before.firstResponse} />
      <SpreadCard name="resolution" spread={total.resolution} before={before.resolution} />
    </Grid.Root>
  );
};

/** How it was before, and by how much it has changed since, where there was something. */
function useBeforeText() {
  const text = useText();
  const { formatNumber } = useIntl();
  return (value: number | null, before: number | null, tell: (value: number) => string): string => {
    if (before === null) return text('reports.before', { value: text('reports.nothing') });
    if (before === 0 || value === null) return text('reports.before', { value: tell(before) });
    const change = formatNumber((value - before) / before, {
      style: 'percent',
      signDisplay: 'exceptZero',
      maximumFractionDigits: 0,
    });
    return text('reports.before.changed', { value: tell(before), change });
  };
}

interface SpreadCardProps {
  readonly name: 'first-response' | 'resolution';
  readonly spread: Spread;
  readonly before: Spread;
}

const SpreadCard = ({ name, spread, before }: SpreadCardProps) => {
  const text = useText();
  const duration = useDuration();
  const beforeText = useBeforeText();
  const tell = (seconds: number | null): string =>
    seconds === null ? text('reports.nothing') : duration(seconds);
  return (
    <Card
      label={`reports.${name}`}
      value={tell(spread.median)}
      detail={`${text('reports.p90', { time: tell(spread.p90) })} · ${text('reports.of-cases', { count: spread.count })}`}
      before={beforeText(spread.median, before.median, duration)}
      meaning={`reports.${name}.meaning`}
    />
  );
};

interface CardProps {
  readonly label: TextKey;
  readonly value: string;
  readonly detail?: string;
  readonly before: string;
  readonly meaning: TextKey;
}

const Card = ({ label, value, detail, before, meaning }: CardProps) => {
  const text = useText();
  return (
    <Grid.Item col={4} s={6} xs={12} alignItems="stretch" direction="column">
      <Box background="neutral0" shadow="tableShadow" hasRadius padding={5} height="100%">
        <Typography tag="h2" variant="sigma" textColor="neutral600">
          {text(label)}
        </Typography>
        <Typography tag="p" variant="alpha">
          {value}
        </Typography>
        {detail !== undefined && (
          <Typography tag="p" variant="omega">
            {detail}
          </Typography>
        )}
        <Typography tag="p" variant="pi" textColor="neutral600">
          {before}
        </Typography>
        <Box paddingTop={2}>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {text(meaning)}
          </Typography>
        </Box>
      </Box>
    </Grid.Item>
  );
};
