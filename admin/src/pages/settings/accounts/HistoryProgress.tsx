/** How far the import of the mail that lay in a mailbox has come: a bar while it runs, a line when it is done. */
import { Box, Flex, ProgressBar, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { HistoryProgress as Progress } from '../../../../../server/src/api/contracts';
import { RelativeTime } from '../../../components/RelativeTime';
import { useText } from '../texts';
import { chooseDuration, percentDone } from './history-progress';

export const HistoryProgress = ({ history }: { readonly history: Progress | null }) => {
  const t = useText();
  if (history === null) return null;
  if (history.finishedAt !== null)
    return (
      <Typography tag="p" textColor="neutral700">
        {t('settings.history.done', { count: history.done })} <RelativeTime at={history.finishedAt} />
      </Typography>
    );
  return <RunningHistory history={history} />;
};

const RunningHistory = ({ history }: { readonly history: Progress }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const percent = percentDone(history.done, history.total);
  const left = history.secondsLeft === null ? null : chooseDuration(history.secondsLeft);
  const facts = [
    t('settings.history.count', { done: history.done, total: history.total }),
    ...(history.perMinute === null
      ? []
      : [t('settings.history.rate', { count: Math.round(history.perMinute) })]),
    ...(left === null
      ? []
      : [
          t('settings.history.time-left', {
            duration: formatNumber(left.value, { style: 'unit', unit: left.unit, unitDisplay: 'long' }),
          }),
        ]),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Typography fontWeight="semiBold" textColor="neutral800">
          {t('settings.history.running')}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {facts.join(' · ')}
        </Typography>
      </Flex>
      <Box width="100%">
        <ProgressBar
          aria-label={t('settings.history.running')}
          value={percent}
          style={{ width: '100%' }}
          getValueLabel={() => facts.join(', ')}
        />
      </Box>
    </Flex>
  );
};
