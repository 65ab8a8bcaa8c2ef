/** How far the removal of a person is, and its report, which never says of whom. */
import { Button, Flex, ProgressBar, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import type { Anonymisation } from '../../../../../server/src/api/contracts';
import { saveBlob } from '../../../utils/saveBlob';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { reportAsCsv, REPORTED } from './anonymisation-report';

export const AnonymisationProgress = ({ run }: { readonly run: Anonymisation }) => {
  const t = useText();
  const share = run.total === 0 ? 0 : Math.min(99, Math.floor((100 * run.done) / run.total));
  if (run.state === 'running')
    return (
      <Flex direction="column" alignItems="stretch" gap={3} role="status">
        <Typography tag="p">{t('anonymise.running')}</Typography>
        <ProgressBar value={share} aria-label={t('anonymise.progress')} />
      </Flex>
    );
  const save = (type: 'json' | 'csv') => {
    const text = type === 'json' ? JSON.stringify(run, null, 2) : reportAsCsv(run);
    saveBlob(
      new Blob([text], { type: type === 'json' ? 'application/json' : 'text/csv' }),
      `report-${run.id}.${type}`,
    );
  };
  return (
    <div role="status">
      <Notice tone="success" title={t('anonymise.done')}>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
          {REPORTED.filter((kind) => (run.counts[kind] ?? 0) > 0).map((kind) => (
            <Typography key={kind} tag="li" textColor="neutral800">
              {t(`anonymise.report.${kind}`, { count: run.counts[kind] ?? 0 })}
            </Typography>
          ))}
        </Flex>
        <Typography tag="p" textColor="neutral800">
          {t('anonymise.stays')}
        </Typography>
        <Flex gap={2} paddingTop={2} wrap="wrap">
          <Button variant="secondary" size="S" startIcon={<Download />} onClick={() => save('json')}>
            {t('anonymise.save', { type: 'JSON' })}
          </Button>
          <Button variant="secondary" size="S" startIcon={<Download />} onClick={() => save('csv')}>
            {t('anonymise.save', { type: 'CSV' })}
          </Button>
        </Flex>
      </Notice>
    </div>
  );
};
