/** One account in the list: what it is, how its mailbox fares, and what can be done with it. */
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { NavLink } from 'react-router-dom';
import { Fact } from '../components/Fact';
import { TeamDot } from '../components/TeamDot';
import { ACCOUNT_PATHS } from '../settings-paths';
import { useText } from '../texts';
import { useDistributionRules } from './useDistributionRules';
import { AccountActions } from './AccountActions';
import type { AccountDetail, AccountKind } from './account-kinds';
import { isGroupAccount, ownerOf } from './account-values';
import { HealthBadge, HealthFacts, HealthProblem, SilenceNotice } from './AccountHealth';
import { AuthorizationPanel } from './AuthorizationPanel';
import { HistoryProgress } from './HistoryProgress';

interface AccountCardProps {
  readonly kind: AccountKind;
  readonly account: AccountDetail;
}

export const AccountCard = ({ kind, account }: AccountCardProps) => {
  const titleId = useId();
  const owner = ownerOf(account);
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
          <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
            <Flex gap={3} wrap="wrap">
              <Typography id={titleId} tag="h2" variant="delta" fontWeight="bold">
                <Link tag={NavLink} to={`${ACCOUNT_PATHS[kind]}/${account.id}`} fontSize="inherit">
                  {account.name}
                </Link>
              </Typography>
              <HealthBadge state={account.health.state} />
            </Flex>
            <Typography textColor="neutral600">{account.address}</Typography>
          </Flex>
          <AccountActions kind={kind} account={account} />
        </Flex>
        <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start">
          {isGroupAccount(account) && <CaseFacts account={account} />}
          {owner !== null && <OwnerFact name={owner.name} />}
          <HealthFacts health={account.health} />
        </Flex>
        <HistoryProgress history={account.health.history} />
        <SilenceNotice health={account.health} />
        <HealthProblem health={account.health} />
        <AuthorizationPanel kind={kind} account={account} onlyWhenNeeded />
      </Flex>
    </Box>
  );
};

const OwnerFact = ({ name }: { readonly name: string }) => {
  const t = useText();
  return <Fact label={t('settings.account.owner')}>{name}</Fact>;
};

type GroupAccount = Extract<AccountDetail, { readonly teams: unknown }>;

/** Who gets a case: the rule, and the person or team it names. */
const useDistribution = ({ createCase, distribution, directAssignee, targetTeam }: GroupAccount): string => {
  const t = useText();
  const { nameOf } = useDistributionRules(distribution);
  if (!createCase) return t('settings.account.no-cases');
  const target = distribution === 'direct-assignment' ? directAssignee?.name : targetTeam?.name;
  const rule = nameOf(distribution);
  return distribution === 'none' || target === undefined ? rule : `${rule}: ${target}`;
};

const CaseFacts = ({ account }: { readonly account: GroupAccount }) => {
  const t = useText();
  const distribution = useDistribution(account);
  return (
    <>
      <Fact label={t('settings.account.teams')}>
        {account.teams.length === 0 ? (
          t('settings.account.no-teams')
        ) : (
          <Flex tag="span" gap={3} wrap="wrap">
            {account.teams.map((team) => (
              <Flex key={team.id} tag="span" gap={2}>
                <TeamDot color={team.color} />
                {team.name}
              </Flex>
            ))}
          </Flex>
        )}
      </Fact>
      <Fact label={t('settings.account.cases')}>{distribution}</Fact>
    </>
  );
};
