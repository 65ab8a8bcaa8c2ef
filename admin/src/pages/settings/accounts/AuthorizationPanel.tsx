/** Whether somebody has signed in at an account's OAuth2 provider, and the button that does. */
import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Key } from '@strapi/icons';
import { RelativeTime } from '../../../components/RelativeTime';
import { useGetOAuthProvidersQuery } from '../../../services/operations';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import type { AccountDetail, AccountKind } from './account-kinds';
import { type Authorization, useAuthorization } from './useAuthorization';

interface AuthorizationPanelProps {
  readonly kind: AccountKind;
  readonly account: AccountDetail;
  /** silent while all is well */
  readonly onlyWhenNeeded?: boolean;
}

export const AuthorizationPanel = ({ kind, account, onlyWhenNeeded = false }: AuthorizationPanelProps) => {
  const t = useText();
  const { data: providers = [] } = useGetOAuthProvidersQuery(undefined, {
    skip: account.authentication !== 'oauth2',
  });
  const authorization = useAuthorization({ kind, id: account.id }, account.authorizedAt);
  if (account.authentication !== 'oauth2') return null;
  const found = providers.find(({ id }) => id === account.oauthProvider);
  const provider = found?.name ?? account.oauthProvider ?? '';
  const { state: health, problem } = account.health;
  const needed =
    account.authorizedAt === null ||
    health === 'needs-authorization' ||
    problem?.code === 'authorization-unreadable';
  const { state, start } = authorization;
  if (onlyWhenNeeded && !needed && state.kind === 'idle') return null;
  const done = state.kind === 'done' || !needed;
  return (
    <Notice
      tone={done ? 'success' : 'warning'}
      title={t(done ? 'settings.authorization.signed-in' : 'settings.authorization.needed', { provider })}
    >
      {done && account.authorizedAt !== null && (
        <Typography tag="p" textColor="neutral700">
          {t('settings.authorization.since')} <RelativeTime at={account.authorizedAt} />
        </Typography>
      )}
      {state.kind === 'waiting' ? (
        <Waiting authorization={authorization} />
      ) : (
        <Flex paddingTop={2}>
          <Button
            variant={done ? 'tertiary' : 'default'}
            startIcon={<Key />}
            loading={state.kind === 'starting'}
            disabled={found?.configured === false}
            onClick={() => void start()}
          >
            {t(done ? 'settings.authorization.again' : 'settings.authorization.start', { provider })}
          </Button>
        </Flex>
      )}
      {found?.configured === false && (
        <Typography tag="p" textColor="neutral800">
          {t('settings.sign-in.not-configured', { provider })}
        </Typography>
      )}
    </Notice>
  );
};

/** While the provider's window is open: what to do there, and the ways out. */
export const Waiting = ({
  authorization: { state, start, cancel },
}: {
  readonly authorization: Authorization;
}) => {
  const t = useText();
  if (state.kind !== 'waiting') return null;
  const words = state.blocked ? 'blocked' : state.closed ? 'closed' : 'waiting';
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography tag="p" role="status" textColor="neutral800">
        {t(`settings.authorization.${words}`)}
      </Typography>
      {state.blocked && (
        <Link href={state.url} isExternal target="_blank" rel="noopener noreferrer">
          {t('settings.authorization.open')}
        </Link>
      )}
      <Flex gap={2}>
        {state.closed && (
          <Button variant="secondary" onClick={() => void start()}>
            {t('settings.authorization.retry')}
          </Button>
        )}
        <Button variant="tertiary" onClick={cancel}>
          {t('settings.authorization.cancel')}
        </Button>
      </Flex>
    </Flex>
  );
};
