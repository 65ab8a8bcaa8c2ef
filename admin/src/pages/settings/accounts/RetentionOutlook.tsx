/** What rules would delete, in numbers: with the next run, and in the month after it. */
import { Flex, Typography } from '@strapi/design-system';
import type { RetentionCounts, RetentionPreview } from '../../../../../server/src/api/contracts';
import { RETENTION_STAGES } from '../../../../../server/src/domain/retention';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { useRetentionWords } from './useRetentionWords';

const isNothing = (counts: RetentionCounts): boolean =>
  RETENTION_STAGES.every((stage) => counts[stage] === 0);

export const RetentionOutlook = ({ outlook }: { readonly outlook: RetentionPreview }) => {
  const t = useText();
  const { now, nextMonth, more, held } = outlook;
  return (
    <Notice tone={isNothing(now) ? 'info' : 'warning'} title={t('keeping.outlook')}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Counts title={t('keeping.now')} counts={now} />
        <Counts title={t('keeping.next-month')} counts={nextMonth} />
        {more && <Typography textColor="neutral800">{t('keeping.more')}</Typography>}
        {held > 0 && <Typography textColor="neutral800">{t('keeping.held', { count: held })}</Typography>}
        <Typography textColor="neutral800">{t('keeping.spared')}</Typography>
      </Flex>
    </Notice>
  );
};

const Counts = ({ title, counts }: { readonly title: string; readonly counts: RetentionCounts }) => {
  const words = useRetentionWords();
  return (
    <Typography tag="p" textColor="neutral800">
      {title} {words(counts)}
    </Typography>
  );
};
