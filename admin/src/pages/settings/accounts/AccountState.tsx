/** How a stored account fares, above its form; kept up to date while the form is filled in. */
import { Box, Flex } from '@strapi/design-system';
import { usePolling } from '../../../hooks/usePolling';
import { useGetAccountQuery } from '../../../services/settings';
import { HealthBadge, HealthFacts, HealthProblem, SilenceNotice } from './AccountHealth';
import { AuthorizationPanel } from './AuthorizationPanel';
import type { AccountKind } from './account-kinds';
import { HistoryProgress } from './HistoryProgress';

const INTERVAL = 5_000;

export const AccountState = ({ kind, id }: { readonly kind: AccountKind; readonly id: string }) => {
  const { data: account } = useGetAccountQuery({ kind, id }, usePolling(INTERVAL));
  if (account === undefined) return null;
  const { health } = account;
  return (
    <>
      <Box background="neutral0" hasRadius shadow="filterShadow" padding={{ initial: 4, medium: 6 }}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Flex gap={6} wrap="wrap" alignItems="flex-start">
            <HealthBadge state={health.state} />
            <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start">
              <HealthFacts health={health} />
            </Flex>
          </Flex>
          <HistoryProgress history={health.history} />
        </Flex>
      </Box>
      <SilenceNotice health={health} />
      <HealthProblem health={health} />
      <AuthorizationPanel kind={kind} account={account} />
    </>
  );
};
