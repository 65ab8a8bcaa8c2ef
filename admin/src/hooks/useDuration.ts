/** Tells lengths of time in the panel's language: 1 hr 30 min. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { durationParts } from '../utils/durations';

export function useDuration(): (seconds: number) => string {
  const { formatNumber } = useIntl();
  return useCallback(
    (seconds) =>
      durationParts(seconds)
        .map(({ value, unit }) => formatNumber(value, { style: 'unit', unit, unitDisplay: 'short' }))
        .join(' '),
    [formatNumber],
  );
}
