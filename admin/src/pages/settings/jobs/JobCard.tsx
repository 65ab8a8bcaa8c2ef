/** One scheduled job: what it does, when, how its last run went, and a button that runs it now. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import type { ScheduledJob } from '../../../../../server/src/api/contracts';
import { RelativeTime } from '../../../components/RelativeTime';
import { useNow } from '../../../hooks/useNow';
import { useReport } from '../../../hooks/useReport';
import { useRunJobMutation } from '../../../services/operations';
import { Fact } from '../components/Fact';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { cronWords } from './cron-words';
import { JobResult } from './JobResult';

export const JobCard = ({ job }: { readonly job: ScheduledJob }) => {
  const t = useText();
  const titleId = useId();
  return (
    <Box
      tag="article"
      aria-labelledby={titleId}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={5}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
          <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0} flex="1 1 20rem">
            <Typography id={titleId} tag="h2" variant="delta" fontWeight="bold">
              {t(`settings.job.${job.name}`)}
            </Typography>
            <Typography textColor="neutral600">{t(`settings.job.${job.name}.explained`)}</Typography>
          </Flex>
          <RunNowButton job={job} />
        </Flex>
        <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start">
          <Fact label={t('settings.jobs.rule')}>
            <Rule rule={job.rule} />
          </Fact>
          <LastRun job={job} />
          <Fact label={t('settings.jobs.next-run')}>
            <NextRun at={job.nextRunAt} />
          </Fact>
        </Flex>
        {job.lastError !== null && (
          <Notice tone="danger" title={t('settings.jobs.failed')}>
            {job.lastError}
          </Notice>
        )}
      </Flex>
    </Box>
  );
};

const Rule = ({ rule }: { readonly rule: string }) => {
  const t = useText();
  const { formatTime } = useIntl();
  const words = cronWords(rule);
  return (
    <Flex tag="span" direction="column" alignItems="flex-start">
      {words.kind === 'daily' &&
        t('settings.jobs.daily', { time: formatTime(new Date(2000, 0, 1, words.hour, words.minute)) })}
      {words.kind !== 'daily' &&
        words.kind !== 'other' &&
        t(`settings.jobs.every-${words.kind}`, { count: words.count })}
      <Typography tag="code" variant="pi" textColor="neutral600" style={{ fontFamily: 'monospace' }}>
        {rule}
      </Typography>
    </Flex>
  );
};

const LastRun = ({ job }: { readonly job: ScheduledJob }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { name, running, lastStartedAt, lastDurationMs, lastError, lastResult } = job;
  return (
    <>
      <Fact label={t('settings.jobs.last-run')}>
        {running ? (
          t('settings.jobs.running')
        ) : lastStartedAt === null ? (
          t('settings.health.never')
        ) : (
          <RelativeTime at={lastStartedAt} />
        )}
      </Fact>
      {lastDurationMs !== null && (
        <Fact label={t('settings.jobs.duration')}>
          {formatNumber(lastDurationMs < 1000 ? lastDurationMs : lastDurationMs / 1000, {
            style: 'unit',
            unit: lastDurationMs < 1000 ? 'millisecond' : 'second',
            maximumFractionDigits: 1,
          })}
        </Fact>
      )}
      {lastStartedAt !== null && !running && (
        <Fact label={t('settings.jobs.result')}>
          {lastError === null ? <JobResult name={name} lastResult={lastResult} /> : t('settings.test.failed')}
        </Fact>
      )}
    </>
  );
};

const NextRun = ({ at }: { readonly at: string | null }) => {
  const t = useText();
  const now = useNow();
  if (at === null) return <>{t('settings.jobs.not-planned')}</>;
  return Date.parse(at) - now < 60_000 ? <>{t('settings.jobs.soon')}</> : <RelativeTime at={at} />;
};

const RunNowButton = ({ job }: { readonly job: ScheduledJob }) => {
  const t = useText();
  const report = useReport();
  const [run, { isLoading }] = useRunJobMutation();
  const name = t(`settings.job.${job.name}`);
  const runNow = async () => {
    const answer = await run(job.name);
    if ('error' in answer) report.failure(answer.error);
    else if (answer.data.lastError === null) report.success(t('settings.jobs.ran', { name }));
    else report.warning(t('settings.jobs.ran-failed', { name }));
  };
  return (
    <Button
      variant="tertiary"
      startIcon={<Play />}
      loading={isLoading || job.running}
      aria-label={t('settings.jobs.run-named', { name })}
      onClick={() => void runNow()}
    >
      {t('settings.jobs.run')}
    </Button>
  );
};
