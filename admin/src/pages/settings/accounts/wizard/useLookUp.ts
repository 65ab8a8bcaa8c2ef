/** From an address to the servers of its domain, when the first step is left. */
import { useGetOAuthProvidersQuery, useLazyGetServerSuggestionQuery } from '../../../../services/operations';
import { type AccountValues, withSuggestion } from '../account-values';
import { forOtherServers } from './wizard';
import type { WizardProps } from './wizard-props';

/** Gives what looks up an address once, goes on to the next step, and answers the values for it. */
export function useLookUp(state: WizardProps['state'], dispatch: WizardProps['dispatch']) {
  const [suggest] = useLazyGetServerSuggestionQuery();
  const { data: providers = [] } = useGetOAuthProvidersQuery();
  return async (values: AccountValues): Promise<AccountValues> => {
    const address = values.address.trim();
    dispatch({ type: 'go', to: 'servers' });
    if (address === state.lookedUp) return values;
    // A look that fails is no failure of the wizard: the servers are then entered by hand.
    const suggestion = await suggest(address, true).then(({ data }) => data ?? null);
    dispatch({ type: 'looked-up', address });
    const fresh = state.lookedUp === '' ? values : forOtherServers(values);
    if (suggestion === null) return fresh;
    const canSignIn = providers.some(({ id, configured }) => id === suggestion.oauthProvider && configured);
    return withSuggestion(fresh, suggestion, canSignIn);
  };
}
