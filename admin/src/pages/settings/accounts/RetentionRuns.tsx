/** What the rules of an account have deleted so far, run by run. */
import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { RetentionRun } from '../../../../../server/src/api/contracts';
import { useListRetentionRunsQuery } from '../../../services/keeping';
import { OlderPages } from '../components/OlderPages';
import { useText } from '../texts';
import { useRetentionWords } from './useRetentionWords';

export const RetentionRuns = ({ accountId }: { readonly accountId: string }) => {
  const t = useText();
  const words = useRetentionWords();
  const { formatDate } = useIntl();
  const usePage = (cursor: string | null) => useListRetentionRunsQuery({ id: accountId, cursor });
  return (
    <section aria-labelledby="retention-runs">
      <Typography id="retention-runs" variant="delta" tag="h3">
        {t('keeping.runs')}
      </Typography>
      <Box paddingTop={2}>
        <OlderPages<RetentionRun>
          usePage={usePage}
          empty={<Typography textColor="neutral600">{t('keeping.runs-none')}</Typography>}
        >
          {(runs) => (
            <ul>
              {runs.map(({ id, at, counts }) => (
                <Typography key={id} tag="li" textColor="neutral800">
                  <time dateTime={at}>{formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })}</time>
                  {': '}
                  {words(counts)}
                </Typography>
              ))}
            </ul>
          )}
        </OlderPages>
      </Box>
    </section>
  );
};
