/** Who was removed when and by whom, as far as reports say: none of them names anybody. */
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { Anonymisation } from '../../../../../server/src/api/contracts';
import { useListAnonymisationsQuery } from '../../../services/keeping';
import { OlderPages } from '../components/OlderPages';
import { useText } from '../texts';
import { AnonymisationProgress } from './AnonymisationProgress';

const usePage = (cursor: string | null) =>
  useListAnonymisationsQuery({ cursor }, { refetchOnMountOrArgChange: true });

export const AnonymisationRuns = () => {
  const t = useText();
  return (
    <section aria-labelledby="anonymisation-runs">
      <Typography id="anonymisation-runs" variant="delta" tag="h2">
        {t('anonymise.runs')}
      </Typography>
      <Box paddingTop={2}>
        <OlderPages<Anonymisation>
          usePage={usePage}
          empty={<Typography textColor="neutral600">{t('anonymise.runs-none')}</Typography>}
        >
          {(runs) => (
            <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
              {runs.map((run) => (
                <li key={run.id}>
                  <Run run={run} />
                </li>
              ))}
            </Flex>
          )}
        </OlderPages>
      </Box>
    </section>
  );
};

const Run = ({ run }: { readonly run: Anonymisation }) => {
  const t = useText();
  const { formatDate } = useIntl();
  const [open, setOpen] = useState(false);
  const date = formatDate(run.startedAt, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={3} wrap="wrap">
        <Typography textColor="neutral800">
          {run.by === null
            ? t('anonymise.run-app', { date })
            : t('anonymise.run', { date, agent: run.by.name })}
        </Typography>
        <TextButton aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('anonymise.report-of', { date })}
        </TextButton>
      </Flex>
      {open && <AnonymisationProgress run={run} />}
    </Flex>
  );
};
