/** How an account signs in at its servers: with a password, or with OAuth2 at a provider. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import type { OAuthProviderSummary } from '../../../../../server/src/api/contracts';
import { useReport } from '../../../hooks/useReport';
import { useGetOAuthProvidersQuery } from '../../../services/operations';
import { FormSection } from '../components/FormSection';
import { Notice } from '../components/Notice';
import { RadioField } from '../components/RadioField';
import { SelectField } from '../components/fields';
import { useText } from '../texts';
import type { AccountKind } from './account-kinds';
import { useAccountForm } from './useAccountForm';

const METHODS = ['password', 'oauth2'] as const;

interface SignInSectionProps {
  readonly kind: AccountKind;
  readonly isNew: boolean;
  /** signs in right here; without it, it is said that this comes after saving */
  readonly signInHere?: (provider: OAuthProviderSummary) => ReactNode;
}

export const SignInSection = ({ kind, isNew, signInHere }: SignInSectionProps) => {
  const t = useText();
  const { values, setValues } = useAccountForm();
  const { data: known = [] } = useGetOAuthProvidersQuery();
  // Who cannot configure a provider has no use for one that is not.
  const providers = known.filter(
    ({ id, configured }) => kind !== 'own' || configured || id === values.oauthProvider,
  );
  const provider = providers.find(({ id }) => id === values.oauthProvider);
  if (providers.length === 0 && kind === 'own' && values.authentication === 'password') return null;
  return (
    <FormSection title={t('settings.sign-in.title')}>
      <RadioField
        name="authentication"
        label={t('settings.sign-in.method')}
        choices={METHODS.map((value) => ({
          value,
          label: t(`settings.sign-in.${value}`),
          explained: t(`settings.sign-in.${value}.explained`),
        }))}
        onValue={(authentication) => {
          const only = providers.length === 1 ? providers[0]?.id : undefined;
          setValues({ ...values, authentication, oauthProvider: values.oauthProvider || (only ?? '') });
        }}
      />
      {values.authentication === 'oauth2' && (
        <>
          <Box maxWidth="40rem">
            <SelectField
              name="oauthProvider"
              label={t('settings.sign-in.provider')}
              placeholder={t('settings.choose')}
              choices={providers.map(({ id, name }) => ({ value: id, label: name }))}
              required
            />
          </Box>
          {provider !== undefined && !provider.configured && kind !== 'own' && (
            <NotConfigured provider={provider} />
          )}
          {provider?.configured === true &&
            isNew &&
            (signInHere?.(provider) ?? (
              <Notice tone="info">{t('settings.sign-in.after-saving', { provider: provider.name })}</Notice>
            ))}
        </>
      )}
    </FormSection>
  );
};

/** What an administrator of Strapi has to do before anybody can sign in at a provider. */
const NotConfigured = ({ provider }: { readonly provider: OAuthProviderSummary }) => {
  const t = useText();
  const report = useReport();
  const { copy } = useClipboard();
  const { id, name, callbackUrl } = provider;
  const copyUrl = async () => {
    if (await copy(callbackUrl)) report.success(t('settings.copied'));
    else report.warning(t('settings.not-copied'));
  };
  return (
    <Notice tone="warning" role="status" title={t('settings.sign-in.not-configured', { provider: name })}>
      <Typography tag="p" textColor="neutral800">
        {t('settings.sign-in.register', { provider: name })}
      </Typography>
      <Flex gap={2} wrap="wrap">
        <Typography
          tag="code"
          textColor="neutral800"
          style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}
        >
          {callbackUrl}
        </Typography>
        <Button variant="tertiary" size="S" startIcon={<Duplicate />} onClick={() => void copyUrl()}>
          {t('settings.copy')}
        </Button>
      </Flex>
      <Typography tag="p" textColor="neutral800">
        {t('settings.sign-in.configure')}
      </Typography>
      <Typography tag="code" textColor="neutral800" style={{ fontFamily: 'monospace' }}>
        {`mailroom.oauth.providers.${id}: { clientId, clientSecret }`}
      </Typography>
    </Notice>
  );
};
