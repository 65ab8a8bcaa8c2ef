/** Settings that are known for the address's domain, offered to be taken over with one click. */
import { Button, Flex, Typography, useNotifyAT } from '@strapi/design-system';
import { Magic } from '@strapi/icons';
import { useEffect, useState } from 'react';
import type { ServerAddress, ServerSuggestion } from '../../../../../server/src/api/contracts';
import { useGetOAuthProvidersQuery, useGetServerSuggestionQuery } from '../../../services/operations';
import { Notice } from '../components/Notice';
import { useText } from '../texts';
import { followsSuggestion, withSuggestion } from './account-values';
import { useAccountForm } from './useAccountForm';
import { looksLikeAddress } from './validate-account';

/** Milliseconds without a key before somebody is taken to have finished typing. */
const TYPING_PAUSE = 500;

const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};

export const SuggestionOffer = () => {
  const { values } = useAccountForm();
  const address = useSettled(values.address.trim());
  // Nothing is said while it is looked for or when nothing is known: the fields below can be filled in by hand.
  const { currentData: suggestion } = useGetServerSuggestionQuery(address, {
    skip: !/\.[^.\s]{2,}$/.test(address) || !looksLikeAddress(address),
  });
  return (
    <div aria-live="polite">
      {suggestion !== undefined && suggestion !== null && <Offer suggestion={suggestion} />}
    </div>
  );
};

const Offer = ({ suggestion }: { readonly suggestion: ServerSuggestion }) => {
  const t = useText();
  const { notifyStatus } = useNotifyAT();
  const { values, setValues } = useAccountForm();
  const { data: providers = [] } = useGetOAuthProvidersQuery();
  const canSignIn = providers.some(({ id, configured }) => id === suggestion.oauthProvider && configured);
  const { provider, needsAppPassword } = suggestion;
  const applied = followsSuggestion(values, suggestion);
  const apply = () => {
    setValues(withSuggestion(values, suggestion, canSignIn));
    notifyStatus(t('settings.suggestion.applied', { provider }));
  };
  return (
    <Notice
      tone={applied ? 'success' : 'info'}
      title={t(applied ? 'settings.suggestion.applied' : 'settings.suggestion.title', { provider })}
    >
      <ServerLine label={t('settings.test.server.imap')} server={suggestion.imap} />
      <ServerLine label={t('settings.test.server.smtp')} server={suggestion.smtp} />
      {needsAppPassword && (!applied || values.authentication === 'password') && (
        <Typography tag="p" textColor="neutral800">
          {t('settings.suggestion.app-password', { provider })}
        </Typography>
      )}
      {!applied && (
        <Flex paddingTop={2}>
          <Button variant="secondary" startIcon={<Magic />} onClick={apply}>
            {t('settings.suggestion.apply')}
          </Button>
        </Flex>
      )}
    </Notice>
  );
};

interface ServerLineProps {
  readonly label: string;
  readonly server: ServerAddress;
}

/** A server in one line. */
export const ServerLine = ({ label, server: { host, port, security } }: ServerLineProps) => {
  const t = useText();
  return (
    <Typography tag="p" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
      {`${label}: ${host}:${port}, ${t(`settings.security.${security}`)}`}
    </Typography>
  );
};
