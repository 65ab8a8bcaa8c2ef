/** Which filters applied to a mail, and why the others did not, as they are now. Part of the mail's details. */
import { Box, Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';
import { NavLink } from 'react-router-dom';
import type { ExplainedFilter } from '../../../../server/src/api/contracts';
import { FailureState, Skeleton } from '../../components/states';
import { useExplainEmailQuery } from '../../services/filters';
import { filterPath, placeOf } from './paths';
import { useFilterText, type FilterText } from './texts';
import { useFilterWords } from './words';

export const EmailFilters = ({ emailId }: { readonly emailId: string }) => {
  const t = useFilterText();
  const titleId = useId();
  const { data, error, isFetching, refetch } = useExplainEmailQuery(emailId);
  return (
    <Box tag="section" aria-labelledby={titleId} paddingTop={3}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography id={titleId} tag="h4" variant="pi" fontWeight="semiBold" textColor="neutral600">
          {t('filters.explain.title')}
        </Typography>
        {data === undefined ? (
          error !== undefined && !isFetching ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton blocks={1} label={t('filters.loading')} />
          )
        ) : (
          <Explanation filters={data} />
        )}
      </Flex>
    </Box>
  );
};

const Explanation = ({ filters }: { readonly filters: readonly ExplainedFilter[] }) => {
  const t = useFilterText();
  const [all, setAll] = useState(false);
  const applied = filters.filter(({ trial, acted }) => trial.matched || acted);
  const shown = all ? filters : applied;
  return (
    <>
      {applied.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('filters.explain.none')}
        </Typography>
      )}
      {shown.length > 0 && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
          {shown.map((filter) => (
            <Line key={filter.id} filter={filter} />
          ))}
        </Flex>
      )}
      {!all && applied.length < filters.length && (
        <Box>
          <TextButton onClick={() => setAll(true)}>{t('filters.explain.show')}</TextButton>
        </Box>
      )}
    </>
  );
};

const useTrial = ({ trial }: ExplainedFilter): string => {
  const t = useFilterText();
  const words = useFilterWords();
  if (trial.matched)
    return t('filters.explain.matched', { criteria: trial.by.map(words.criterion).join(', ') });
  switch (trial.because) {
    case 'empty':
    case 'inactive':
    case 'stopped-before':
      return t(`filters.explain.${trial.because}`);
    default:
      return t('filters.explain.because', { criterion: words.criterion(trial.because) });
  }
};

const scopeText = (scope: ExplainedFilter['scope'], name: string, t: FilterText): string => {
  if (scope === 'global') return t('filters.scope.global');
  if (scope !== 'user') return name;
  return name === '' ? t('filters.scope.user') : t('filters.scope.user-of', { name });
};

const Line = ({ filter }: { readonly filter: ExplainedFilter }) => {
  const t = useFilterText();
  const { id, name, scope, scopeName, acted, editable } = filter;
  const where = scopeText(scope, scopeName, t);
  const said = [where, useTrial(filter), acted ? t('filters.explain.acted') : ''].filter(Boolean).join(' · ');
  return (
    <Flex tag="li" gap={2} alignItems="baseline" wrap="wrap">
      {editable ? (
        <Typography variant="pi">
          <Link
            tag={NavLink}
            to={filterPath(placeOf(scope), id)}
            aria-label={t('filters.explain.open', { name })}
            fontSize="inherit"
          >
            {name}
          </Link>
        </Typography>
      ) : (
        <Typography variant="pi" fontWeight="semiBold" textColor="neutral800">
          {name}
        </Typography>
      )}
      <Typography variant="pi" textColor="neutral600">
        {said}
      </Typography>
    </Flex>
  );
};
