/** What stands in place of a page's content while it loads, when it failed, and when it is not allowed. */
import { Box } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { FailureState, Skeleton } from '../../../components/states';
import type { RequestFailure } from '../request-result';
import { useText } from '../texts';

interface Query<Data> {
  readonly data?: Data;
  readonly error?: RequestFailure;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

interface QueryStateProps<Data> {
  readonly query: Query<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** Data that is there stays on the screen while it is loaded again, even when that fails. */
export function QueryState<Data>({ query, children }: QueryStateProps<Data>) {
  const t = useText();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow">
      {query.error !== undefined && !query.isFetching ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton blocks={3} label={t('settings.loading')} />
      )}
    </Box>
  );
}
