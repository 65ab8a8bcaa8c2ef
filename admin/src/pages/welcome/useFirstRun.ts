/** Asks how far the first run has come, while it lasts. Who has put it away is not shown it again in this browser. */
import { useCallback, useState } from 'react';
import type { FirstRun } from '../../../../server/src/api/contracts';
import { usePolling } from '../../hooks/usePolling';
import { useGetFirstRunQuery } from '../../services/welcome';
import { welcomeOf, type Welcome } from './first-run-steps';

const KEY = 'mailroom.first-run.dismissed';
/** Somebody who has just sent a test mail waits for it. */
const INTERVAL = 5_000;

const isDismissed = (): boolean => {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
};

export function useFirstRun(): {
  readonly welcome: Welcome;
  readonly firstRun: FirstRun | undefined;
  readonly dismiss: () => void;
} {
  const [dismissed, setDismissed] = useState(isDismissed);
  const [over, setOver] = useState(false);
  const { data: firstRun } = useGetFirstRunQuery(undefined, {
    ...usePolling(INTERVAL),
    skip: dismissed || over,
  });
  if (firstRun?.hasCase === true && !over) setOver(true);
  const dismiss = useCallback(() => {
    try {
      localStorage.setItem(KEY, 'true');
    } catch {
      // Without a store it is put away until the page is loaded again.
    }
    setDismissed(true);
  }, []);
  return { welcome: welcomeOf(firstRun, dismissed), firstRun, dismiss };
}
