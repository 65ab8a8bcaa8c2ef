/** All filters of a place, scope by scope, in the order in which they are asked. */
import { Box, Flex, Link, LinkButton, Typography } from '@strapi/design-system';
import { ArrowLeft, Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useId } from 'react';
import { NavLink } from 'react-router-dom';
import { PageMain } from '../../components/widths';
import type { FilterGroup } from '../../../../server/src/api/contracts';
import { EmptyState, FailureState, Skeleton } from '../../components/states';
import { type FilterPlace, useGetFiltersQuery } from '../../services/filters';
import { scopeKey } from './filter-values';
import { FilterRows } from './FilterRows';
import { newFilterPath } from './paths';
import { useFilterText } from './texts';
import { useFilterWords } from './words';

interface FilterListProps {
  readonly place: FilterPlace;
  readonly userId: number | null;
}

export const FilterList = ({ place, userId }: FilterListProps) => {
  const t = useFilterText();
  return (
    <PageMain>
      <Page.Title>{t('filters.title')}</Page.Title>
      <Layouts.Header
        title={t('filters.title')}
        subtitle={t(`filters.${place}.subtitle`)}
        navigationAction={
          place === 'own' && (
            <Link tag={NavLink} startIcon={<ArrowLeft />} to="..">
              {t('filters.back')}
            </Link>
          )
        }
      />
      <Layouts.Content>
        <Groups place={place} userId={userId} />
      </Layouts.Content>
    </PageMain>
  );
};

const Groups = ({ place, userId }: FilterListProps) => {
  const t = useFilterText();
  const { data, error, isFetching, refetch } = useGetFiltersQuery(place, { refetchOnMountOrArgChange: true });
  if (data === undefined)
    return (
      <Box background="neutral0" hasRadius shadow="tableShadow">
        {error !== undefined && !isFetching ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton blocks={3} label={t('filters.loading')} />
        )}
      </Box>
    );
  if (data.length === 0)
    return (
      <Box background="neutral0" hasRadius shadow="tableShadow">
        <EmptyState content={t('filters.empty')} />
      </Box>
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={10}>
      {data.map((group) => (
        <Group key={scopeKey(group.scope)} group={group} place={place} userId={userId} />
      ))}
    </Flex>
  );
};

interface GroupProps extends FilterListProps {
  readonly group: FilterGroup;
}

const Group = ({ group, place, userId }: GroupProps) => {
  const t = useFilterText();
  const titleId = useId();
  const name = useFilterWords().scope(group, userId);
  const { kind } = group.scope;
  return (
    <Box
      tag="section"
      aria-labelledby={titleId}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={{ initial: 4, medium: 5 }}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={3} wrap="wrap">
          <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
            <Typography id={titleId} tag="h2" variant="delta" fontWeight="bold">
              {name}
            </Typography>
            <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
              {[kind === 'user' ? '' : group.address, t(`filters.scope.${kind}.explained`)]
                .filter(Boolean)
                .join(' · ')}
            </Typography>
          </Flex>
          <LinkButton
            tag={NavLink}
            to={newFilterPath(place, scopeKey(group.scope))}
            startIcon={<Plus />}
            size="S"
            variant="secondary"
            aria-label={t('filters.add-to', { name })}
          >
            {t('filters.add')}
          </LinkButton>
        </Flex>
        {group.filters.length === 0 ? (
          <Typography textColor="neutral600">{t('filters.none')}</Typography>
        ) : (
          <FilterRows group={group} place={place} titleId={titleId} />
        )}
      </Flex>
    </Box>
  );
};
