/** One import: into which account, from which files, how far it is and what became of its mails. */
import { Box, Flex, Link, ProgressBar, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import type { ImportRun } from '../../../../../server/src/api/contracts';
import { FileSize } from '../../../components/FileSize';
import { RelativeTime } from '../../../components/RelativeTime';
import { percentDone } from '../accounts/history-progress';
import { Fact } from '../components/Fact';
import { Notice } from '../components/Notice';
import { QUARANTINE_PATH } from '../settings-paths';
import { useText } from '../texts';

const COUNTS = ['filed', 'duplicates', 'ignored', 'quarantined'] as const;

interface ImportCardProps {
  readonly run: ImportRun;
  /** the reader may open the quarantine */
  readonly hasQuarantine: boolean;
}

export const ImportCard = ({ run, hasQuarantine }: ImportCardProps) => {
  const t = useText();
  const { formatList, formatNumber } = useIntl();
  const titleId = useId();
  return (
    <Box tag="article" aria-labelledby={titleId} borderColor="neutral150" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={3} wrap="wrap">
          <Flex direction="column" alignItems="flex-start" minWidth={0} maxWidth="100%">
            <Typography
              id={titleId}
              tag="h3"
              fontWeight="bold"
              textColor="neutral800"
              style={{ overflowWrap: 'anywhere' }}
            >
              {formatList(run.files, { type: 'unit' })}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {run.accountName}
              {run.opensCases && ` · ${t('settings.imports.opening-cases')}`}
            </Typography>
          </Flex>
          <Typography variant="pi" textColor="neutral600">
            {t(`settings.imports.state.${run.state}`)} <RelativeTime at={run.finishedAt ?? run.startedAt} />
          </Typography>
        </Flex>
        {run.state === 'running' && <Progress run={run} />}
        <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start">
          {COUNTS.map((count) => (
            <Fact key={count} label={t(`settings.imports.count.${count}`)}>
              {formatNumber(run[count])}
            </Fact>
          ))}
          <Fact label={t('settings.imports.bytes')}>
            <FileSize bytes={run.bytesDone} /> / <FileSize bytes={run.bytesTotal} />
          </Fact>
        </Flex>
        {hasQuarantine && run.quarantined > 0 && (
          <Link tag={NavLink} to={QUARANTINE_PATH}>
            {t('settings.imports.to-quarantine')}
          </Link>
        )}
        {run.error !== null && (
          <Notice tone="danger" title={t('settings.imports.failed')}>
            {run.error}
          </Notice>
        )}
      </Flex>
    </Box>
  );
};

const Progress = ({ run }: { readonly run: ImportRun }) => {
  const t = useText();
  return (
    <ProgressBar
      aria-label={t('settings.imports.state.running')}
      value={percentDone(run.bytesDone, run.bytesTotal)}
      style={{ width: '100%' }}
    />
  );
};
