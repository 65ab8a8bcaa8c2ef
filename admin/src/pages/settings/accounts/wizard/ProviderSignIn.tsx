/**
 * Signing in at an OAuth2 provider within the wizard. The provider needs an account to give its grant to, so this one is
 * stored here, switched off, before the wizard's end.
 */
import { Button, Flex, Typography } from '@strapi/design-system';
import { Key } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import type { OAuthProviderSummary } from '../../../../../../server/src/api/contracts';
import { useReport } from '../../../../hooks/useReport';
import { type AccountRef, useSaveAccountMutation } from '../../../../services/settings';
import { Notice } from '../../components/Notice';
import { toErrorTree } from '../../form-errors';
import { useText } from '../../texts';
import { Waiting } from '../AuthorizationPanel';
import { useAccountForm } from '../useAccountForm';
import { useAuthorization } from '../useAuthorization';
import { unfinishedInput } from './unfinished-account';
import { stepErrors } from './wizard';
import type { WizardProps } from './wizard-props';

interface ProviderSignInProps extends WizardProps {
  readonly provider: OAuthProviderSummary;
}

export const ProviderSignIn = ({
  kind,
  account,
  stored,
  provider: { name },
  onStored,
}: ProviderSignInProps) => {
  const t = useText();
  const report = useReport();
  const { values } = useAccountForm();
  const setErrors = useForm('ProviderSignIn', (form) => form.setErrors);
  const [saveAccount] = useSaveAccountMutation();
  const authorizedAt = account?.authorizedAt ?? null;
  const ref = account === null ? null : { kind, id: account.id };
  const authorization = useAuthorization(ref, authorizedAt);
  const { state } = authorization;

  const prepare = async (): Promise<AccountRef | null> => {
    const problems = stepErrors('servers', kind, values, stored);
    setErrors(toErrorTree(Object.fromEntries(problems.map(({ path, id }) => [path, t(id)]))));
    if (problems.length > 0) return null;
    const answer = await saveAccount({ kind, id: account?.id ?? null, input: unfinishedInput(kind, values) });
    if ('error' in answer) {
      report.failure(answer.error);
      return null;
    }
    const { id } = answer.data;
    onStored(id);
    return { kind, id };
  };

  if (state.kind === 'waiting')
    return (
      <Notice tone="info" title={t('settings.authorization.needed', { provider: name })}>
        <Waiting authorization={{ ...authorization, start: () => authorization.start(prepare) }} />
      </Notice>
    );
  return (
    <Notice
      tone={authorizedAt === null ? 'info' : 'success'}
      title={t(authorizedAt === null ? 'settings.authorization.needed' : 'settings.authorization.signed-in', {
        provider: name,
      })}
    >
      {authorizedAt === null && (
        <Typography tag="p" textColor="neutral700">
          {t('wizard.servers.stored-for-sign-in')}
        </Typography>
      )}
      <Flex paddingTop={2}>
        <Button
          variant={authorizedAt === null ? 'default' : 'tertiary'}
          startIcon={<Key />}
          loading={state.kind === 'starting'}
          onClick={() => void authorization.start(prepare)}
        >
          {t(authorizedAt === null ? 'settings.authorization.start' : 'settings.authorization.again', {
            provider: name,
          })}
        </Button>
      </Flex>
    </Notice>
  );
};
