/** The second step: where the mailbox is and how it signs in. What is known of the domain is filled in already. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';
import { useState } from 'react';
import type { ServerSuggestion } from '../../../../../../server/src/api/contracts';
import { useGetServerSuggestionQuery } from '../../../../services/operations';
import { CheckboxField, SecretField } from '../../components/fields';
import { FormSection } from '../../components/FormSection';
import { Notice } from '../../components/Notice';
import { useText } from '../../texts';
import { followsSuggestion } from '../account-values';
import { CertificateSection } from '../CertificateSection';
import { SendingSection } from '../SendingSection';
import { ServerFields } from '../ServerFields';
import { SignInSection } from '../SignInSection';
import { ServerLine } from '../SuggestionOffer';
import { useAccountForm } from '../useAccountForm';
import { ProviderSignIn } from './ProviderSignIn';
import type { WizardProps } from './wizard-props';

export const ServersStep = (props: WizardProps) => {
  const { kind, state } = props;
  const { values } = useAccountForm();
  const [detailed, setDetailed] = useState(false);
  const { currentData: suggestion } = useGetServerSuggestionQuery(state.lookedUp, {
    skip: state.lookedUp === '',
  });
  const known = suggestion ?? null;
  // What has to be put right is shown, whatever was known.
  const short = known !== null && !detailed && state.correcting === null && followsSuggestion(values, known);
  return (
    <>
      {known === null ? <Unknown /> : <Known suggestion={known} />}
      <SignInSection
        kind={kind}
        isNew
        signInHere={(provider) => <ProviderSignIn {...props} provider={provider} />}
      />
      {short ? (
        <ShortServers onChange={() => setDetailed(true)} />
      ) : (
        <AllServers kind={kind} stored={props.stored} />
      )}
    </>
  );
};

const Unknown = () => {
  const t = useText();
  return (
    <Notice tone="info" title={t('wizard.servers.unknown')}>
      {t('wizard.servers.unknown-hint')}
    </Notice>
  );
};

const Known = ({ suggestion }: { readonly suggestion: ServerSuggestion }) => {
  const t = useText();
  const { values } = useAccountForm();
  const { provider, needsAppPassword, imap, smtp } = suggestion;
  return (
    <Notice tone="success" title={t('settings.suggestion.applied', { provider })}>
      <ServerLine label={t('settings.test.server.imap')} server={imap} />
      <ServerLine label={t('settings.test.server.smtp')} server={smtp} />
      {needsAppPassword && values.authentication === 'password' && (
        <Typography tag="p" textColor="neutral800">
          {t('settings.suggestion.app-password', { provider })}
        </Typography>
      )}
    </Notice>
  );
};

/** All that is left to be entered where the servers are known. */
const ShortServers = ({ onChange }: { readonly onChange: () => void }) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <Box background="neutral0" hasRadius shadow="filterShadow" padding={{ initial: 4, medium: 6 }}>
      <Flex direction="column" alignItems="flex-start" gap={5}>
        {values.authentication === 'password' && (
          <Box maxWidth="40rem" width="100%">
            <SecretField
              name="imap.secret"
              label={t('settings.server.password')}
              hint={t('wizard.servers.password-of', { name: values.imap.user })}
              required
            />
          </Box>
        )}
        <Button variant="tertiary" startIcon={<Pencil />} onClick={onChange}>
          {t('wizard.servers.change')}
        </Button>
      </Flex>
    </Box>
  );
};

const AllServers = ({ kind, stored }: Pick<WizardProps, 'kind' | 'stored'>) => {
  const t = useText();
  const { values } = useAccountForm();
  return (
    <>
      <FormSection title={t('settings.receiving.title')} description={t('settings.receiving.description')}>
        <CheckboxField name="receives" label={t('settings.receiving.on')} />
        {values.receives && <ServerFields protocol="imap" stored={stored} isNew />}
      </FormSection>
      <SendingSection stored={stored} isNew kind={kind} />
      <CertificateSection />
    </>
  );
};
