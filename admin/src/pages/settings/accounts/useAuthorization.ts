/**
 * Signing in at a provider: opens its page in a window of its own and watches the account until the provider has led
 * back. What happens in that window is the provider's and the server's.
 */
import { useEffect, useRef, useState } from 'react';
import { useReport } from '../../../hooks/useReport';
import { useGetAccountQuery, type AccountRef } from '../../../services/settings';
import { useStartAuthorizationMutation } from '../../../services/operations';
import { useText } from '../texts';

const WATCH_INTERVAL = 2_000;
const NO_ACCOUNT: AccountRef = { kind: 'own', id: '' };
const WINDOW = 'popup,width=560,height=720';

export type AuthorizationState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  /** `url` can be opened by hand where the browser let no window open */
  | { readonly kind: 'waiting'; readonly url: string; readonly blocked: boolean; readonly closed: boolean }
  | { readonly kind: 'done' };

/** Makes the account that is to be signed in where there is none yet; null: it could not be made, and that was said. */
type Prepare = () => Promise<AccountRef | null>;

export interface Authorization {
  readonly state: AuthorizationState;
  /** must be called in a click: browsers open windows for nothing else */
  readonly start: (prepare?: Prepare) => Promise<void>;
  readonly cancel: () => void;
}

/**
 * @param account null while it is not stored yet
 * @param authorizedAt since when the account has been authorized, as it is known now
 */
export function useAuthorization(account: AccountRef | null, authorizedAt: string | null): Authorization {
  const t = useText();
  const report = useReport();
  const [begin] = useStartAuthorizationMutation();
  const [state, setState] = useState<AuthorizationState>({ kind: 'idle' });
  const before = useRef(authorizedAt);
  const popup = useRef<Window | null>(null);
  const waiting = state.kind === 'waiting';
  const { data } = useGetAccountQuery(account ?? NO_ACCOUNT, {
    skip: !waiting || account === null,
    pollingInterval: WATCH_INTERVAL,
  });

  const cancel = () => {
    popup.current?.close();
    setState({ kind: 'idle' });
  };

  const start = async (prepare: Prepare = () => Promise.resolve(account)) => {
    before.current = authorizedAt;
    // Opened before the request: after it, it would no longer count as the click's.
    popup.current = window.open('', 'mailroom-sign-in', WINDOW);
    setState({ kind: 'starting' });
    const prepared = await prepare();
    if (prepared === null) return cancel();
    const answer = await begin(prepared);
    if ('error' in answer) {
      cancel();
      report.failure(answer.error);
      return;
    }
    const { url } = answer.data;
    if (popup.current !== null) popup.current.location.href = url;
    setState({ kind: 'waiting', url, blocked: popup.current === null, closed: false });
  };

  useEffect(() => {
    if (!waiting || data === undefined || data.authorizedAt === before.current) return;
    popup.current?.close();
    setState({ kind: 'done' });
    report.success(t('settings.authorization.done'));
  }, [waiting, data, report, t]);

  useEffect(() => {
    if (!waiting || popup.current === null) return;
    const timer = setInterval(() => {
      if (popup.current?.closed) setState((now) => (now.kind === 'waiting' ? { ...now, closed: true } : now));
    }, 1_000);
    return () => clearInterval(timer);
  }, [waiting]);

  return { state, start, cancel };
}
