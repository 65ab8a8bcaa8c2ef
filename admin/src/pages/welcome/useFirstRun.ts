/** Asks how far the first run has come, while it lasts. Who has put it away is not shown it again. */
import { useCallback, useState } from 'react';
import type { FirstRun } from '../../../../server/src/api/contracts';
import { choosePanel, usePanelSettings } from '../../hooks/usePanelSettings';
import { usePolling } from '../../hooks/usePolling';
import { useGetFirstRunQuery } from '../../services/welcome';
import { welcomeOf, type Welcome } from './first-run-steps';

/** Somebody who has just sent a test mail waits for it. */
const INTERVAL = 5_000;

export function useFirstRun(): {
  readonly welcome: Welcome;
  readonly firstRun: FirstRun | undefined;
  readonly dismiss: () => void;
} {
  const { guideDismissed: dismissed } = usePanelSettings();
  const [over, setOver] = useState(false);
  const { data: firstRun } = useGetFirstRunQuery(undefined, {
    ...usePolling(INTERVAL),
    skip: dismissed || over,
  });
  if (firstRun?.hasCase === true && !over) setOver(true);
  const dismiss = useCallback(() => choosePanel({ guideDismissed: true }), []);
  return { welcome: welcomeOf(firstRun, dismissed), firstRun, dismiss };
}
