/** All accounts of one kind, each with how its mailbox fares. */
import { Box, Flex } from '@strapi/design-system';
import { usePolling } from '../../../hooks/usePolling';
import { useGetMeQuery } from '../../../services/cases';
import { useGetAccountsQuery } from '../../../services/settings';
import { Notice } from '../components/Notice';
import { QueryState } from '../components/QueryState';
import { EmptyList, SettingsList } from '../components/SettingsList';
import { ACCOUNT_PATHS, NEW } from '../settings-paths';
import { useText } from '../texts';
import { useEffect, useState } from 'react';
import { AccountCard } from './AccountCard';
import type { AccountKind } from './account-kinds';
import { isImportingHistory } from './account-values';

/** Health changes with every fetch, so it is asked for again now and then. */
const HEALTH_INTERVAL = 15_000;
/** While a bar moves, somebody may be watching it. */
const PROGRESS_INTERVAL = 3_000;

/** How many accounts the reading user may set up; null: any number. */
const useAccountLimit = (kind: AccountKind): number | null => {
  const { data: me } = useGetMeQuery(undefined, { skip: kind !== 'own' });
  return kind === 'own' ? (me?.ownAccountLimit ?? null) : null;
};

export const AccountList = ({ kind }: { readonly kind: AccountKind }) => {
  const t = useText();
  const [interval, setInterval] = useState(HEALTH_INTERVAL);
  const query = useGetAccountsQuery(kind, usePolling(interval));
  const running = query.data?.some(isImportingHistory) ?? false;
  useEffect(() => setInterval(running ? PROGRESS_INTERVAL : HEALTH_INTERVAL), [running]);
  const limit = useAccountLimit(kind);
  const isFull = limit !== null && (query.data?.length ?? 0) >= limit;
  const create = isFull
    ? undefined
    : { to: `${ACCOUNT_PATHS[kind]}/${NEW}`, label: t(`settings.${kind}-accounts.create`) };
  return (
    <SettingsList
      title={t(`settings.${kind}-accounts.title`)}
      subtitle={t(`settings.${kind}-accounts.subtitle`)}
      create={create}
    >
      {isFull && query.data !== undefined && (
        <Box paddingBottom={4}>
          <Notice tone="info">{t('settings.own-accounts.full', { count: limit })}</Notice>
        </Box>
      )}
      <QueryState query={query}>
        {(accounts) =>
          accounts.length === 0 ? (
            <EmptyList text={t(`settings.${kind}-accounts.empty`)} create={create} />
          ) : (
            <Flex tag="ul" direction="column" alignItems="stretch" gap={4} paddingBottom={10}>
              {accounts.map((account) => (
                <li key={account.id}>
                  <AccountCard kind={kind} account={account} />
                </li>
              ))}
            </Flex>
          )
        }
      </QueryState>
    </SettingsList>
  );
};
