/** What becomes of an account that was just connected, live, until its first mail is in. */
import { Box, Flex, Link, Loader, Typography } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink, useParams } from 'react-router-dom';
import { PageMain } from '../../../../components/widths';
import { usePolling } from '../../../../hooks/usePolling';
import { PLUGIN_ID } from '../../../../pluginId';
import { useGetAccountQuery } from '../../../../services/settings';
import { FormSection } from '../../components/FormSection';
import { PageState } from '../../components/PageState';
import { QueryState } from '../../components/QueryState';
import type { MessageId } from '../../message-ids';
import { ACCOUNT_PATHS, NEW } from '../../settings-paths';
import { useText } from '../../texts';
import type { AccountDetail, AccountKind } from '../account-kinds';
import { HealthBadge, HealthFacts, HealthProblem } from '../AccountHealth';
import { HistoryProgress } from '../HistoryProgress';

/** Somebody waits for it. */
const INTERVAL = 2_000;

export const ConnectedPage = ({ kind }: { readonly kind: AccountKind }) => {
  const t = useText();
  const { id = '' } = useParams();
  const query = useGetAccountQuery({ kind, id }, usePolling(INTERVAL));
  const { data: account } = query;
  if (account === undefined)
    return (
      <PageState title={t(`settings.${kind}-accounts.create`)}>
        <QueryState query={query}>{() => null}</QueryState>
      </PageState>
    );
  return (
    <PageMain>
      <Page.Title>{account.name}</Page.Title>
      <Layouts.Header title={account.name} subtitle={account.address} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={10}>
          <Progress account={account} />
          <HealthProblem health={account.health} />
          <Flex gap={5} wrap="wrap">
            <Link tag={NavLink} to={`/plugins/${PLUGIN_ID}`}>
              {t('wizard.done.inbox')}
            </Link>
            <Link tag={NavLink} to={`${ACCOUNT_PATHS[kind]}/${id}`}>
              {t('wizard.done.settings')}
            </Link>
            <Link tag={NavLink} to={`${ACCOUNT_PATHS[kind]}/${NEW}`}>
              {t('wizard.done.another')}
            </Link>
          </Flex>
        </Flex>
      </Layouts.Content>
    </PageMain>
  );
};

const Progress = ({ account: { address, health, imap } }: { readonly account: AccountDetail }) => {
  const t = useText();
  const checked = health.state === 'ok';
  const hasMail = health.lastMailAt !== null || (health.history?.done ?? 0) > 0;
  return (
    <FormSection title={t('wizard.done.title')} description={t('wizard.done.description')}>
      <Flex gap={6} wrap="wrap" alignItems="flex-start">
        <HealthBadge state={health.state} />
        <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start">
          <HealthFacts health={health} />
        </Flex>
      </Flex>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={3} aria-live="polite">
        <Item done id="wizard.done.saved" />
        {imap !== null && (
          <>
            <Item done={checked} id={checked ? 'wizard.done.checked' : 'wizard.done.checking'} />
            <Item
              done={hasMail}
              id={hasMail ? 'wizard.done.mail' : 'wizard.done.no-mail'}
              address={address}
            />
          </>
        )}
      </Flex>
      <HistoryProgress history={health.history} />
    </FormSection>
  );
};

interface ItemProps {
  readonly done: boolean;
  readonly id: MessageId;
  readonly address?: string;
}

const Item = ({ done, id, address = '' }: ItemProps) => {
  const t = useText();
  return (
    <Flex tag="li" gap={3}>
      <Box shrink={0}>
        {done ? (
          <CheckCircle aria-hidden fill="success600" width="1.6rem" height="1.6rem" />
        ) : (
          <Loader small>{t('wizard.check.running')}</Loader>
        )}
      </Box>
      <Typography textColor="neutral800">{t(id, { address })}</Typography>
    </Flex>
  );
};
