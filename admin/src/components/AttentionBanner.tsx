/** Tells administrators of accounts that a person has to look after; nobody else is told, and nothing while all is well. */
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { NavLink } from 'react-router-dom';
import type { AccountAttention } from '../../../server/src/api/contracts';
import { usePolling } from '../hooks/usePolling';
import { useText } from '../hooks/useText';
import { PLUGIN_ID } from '../pluginId';
import { useGetMeQuery } from '../services/cases';
import { attentionReason } from '../utils/attention';

const INTERVAL = 30_000;

export const AttentionBanner = () => {
  const text = useText();
  const { data: me } = useGetMeQuery(undefined, usePolling(INTERVAL));
  const accounts = me?.attention.accounts ?? [];
  if (accounts.length === 0) return null;
  return (
    <Box
      tag="section"
      aria-label={text('attention.title', { count: accounts.length })}
      background="warning100"
      borderColor="warning200"
      paddingTop={2}
      paddingBottom={2}
      paddingLeft={4}
      paddingRight={4}
    >
      <Flex gap={3} alignItems="flex-start">
        <Box paddingTop="2px" shrink={0}>
          <WarningCircle aria-hidden fill="warning600" width="1.6rem" height="1.6rem" />
        </Box>
        <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          {accounts.map((account) => (
            <AccountLine key={`${account.kind}/${account.id}`} account={account} />
          ))}
        </Flex>
      </Flex>
    </Box>
  );
};

const AccountLine = ({ account }: { readonly account: AccountAttention }) => {
  const text = useText();
  const { kind, id, name } = account;
  return (
    <Typography tag="li" textColor="neutral800">
      {text(`attention.${attentionReason(account)}`, { name })}{' '}
      <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/${kind}-accounts/${id}`}>
        {text('attention.open', { name })}
      </Link>
    </Typography>
  );
};
