/**
 * Columns over time, one or two at each point. A picture with a name and a summary for screen readers; the same numbers are always beside
 * it as a table. Every second series is outlined too, so that colour alone tells nothing.
 */
import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { css, styled } from 'styled-components';
import { linesFor } from './scale';

export interface ChartPoint {
  readonly key: string;
  readonly label: string;
  /** one for each series */
  readonly values: readonly number[];
}

interface ColumnChartProps {
  readonly label: string;
  /** names of the series */
  readonly series: readonly [string] | readonly [string, string];
  readonly points: readonly ChartPoint[];
  /** in rem */
  readonly height?: number;
}

/** Names below the columns; more would run into each other. */
const MOST_NAMES = 6;

const look = css<{ $place: number }>`
  background: ${({ theme, $place }) => ($place === 0 ? theme.colors.primary600 : theme.colors.success200)};
  border: 1px solid
    ${({ theme, $place }) => ($place === 0 ? theme.colors.primary600 : theme.colors.success600)};
  forced-color-adjust: none;
`;

const Column = styled.span<{ $place: number }>`
  ${look}
  flex: 1;
  max-width: 2.4rem;
  border-bottom-width: 0;
  border-radius: 2px 2px 0 0;
`;

const Swatch = styled.span<{ $place: number }>`
  ${look}
  width: 1.2rem;
  height: 1.2rem;
  border-radius: 2px;
`;

const Plot = styled.div`
  position: relative;
  display: flex;
  align-items: flex-end;
  gap: 1px;
  flex: 1;
  min-width: 0;
`;

const Point = styled.span`
  position: relative;
  display: flex;
  flex: 1;
  align-items: flex-end;
  justify-content: center;
  min-width: 0;
  height: 100%;
  &:hover {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

const Line = styled.span`
  position: absolute;
  inset-inline: 0;
  border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
`;

/** One name in a point's place, which may be narrower than the name. */
const Name = styled(Typography)`
  flex: 1;
  min-width: 0;
  display: flex;
  justify-content: center;
  white-space: nowrap;
`;

const percent = (value: number, top: number): string => `${(value / top) * 100}%`;

export const ColumnChart = ({ label, series, points, height = 20 }: ColumnChartProps) => {
  const { formatNumber } = useIntl();
  const lines = linesFor(Math.max(0, ...points.flatMap(({ values }) => values)));
  const top = lines.at(-1) ?? 1;
  const sums = series.map((name, place) => {
    const sum = points.reduce((total, { values }) => total + (values[place] ?? 0), 0);
    return `${name}: ${formatNumber(sum)}`;
  });
  const every = Math.ceil(points.length / MOST_NAMES);
  return (
    <Box role="img" aria-label={`${label}. ${sums.join(', ')}`} width="100%">
      <Flex aria-hidden direction="column" alignItems="stretch" gap={2}>
        <Flex gap={4} wrap="wrap">
          {series.map((name, place) => (
            <Flex key={name} gap={2}>
              <Swatch $place={place} />
              <Typography variant="pi">{name}</Typography>
            </Flex>
          ))}
        </Flex>
        <Flex alignItems="stretch" gap={2} height={`${height}rem`} paddingTop={2}>
          <Scale lines={lines} top={top} />
          <Plot>
            {lines.map((line) => (
              <Line key={line} style={{ bottom: percent(line, top) }} />
            ))}
            {points.map(({ key, label: name, values }) => (
              <Point
                key={key}
                title={[
                  name,
                  ...series.map((one, place) => `${one}: ${formatNumber(values[place] ?? 0)}`),
                ].join('\n')}
              >
                {values.map((value, place) => (
                  <Column
                    key={series[place]}
                    $place={place}
                    style={{ height: percent(value, top) }}
                    hidden={value === 0}
                  />
                ))}
              </Point>
            ))}
          </Plot>
        </Flex>
        <Flex paddingLeft={8} gap="1px">
          {points.map(({ key, label: name }, place) => (
            <Name key={key} variant="pi" textColor="neutral600">
              {place % every === 0 ? name : ''}
            </Name>
          ))}
        </Flex>
      </Flex>
    </Box>
  );
};

const Scale = ({ lines, top }: { readonly lines: readonly number[]; readonly top: number }) => {
  const { formatNumber } = useIntl();
  return (
    <Box position="relative" width="2.4rem" shrink={0}>
      {lines.map((line) => (
        <Typography
          key={line}
          variant="pi"
          textColor="neutral600"
          style={{ position: 'absolute', right: 0, bottom: percent(line, top), transform: 'translateY(50%)' }}
        >
          {formatNumber(line, { notation: 'compact' })}
        </Typography>
      ))}
    </Box>
  );
};
