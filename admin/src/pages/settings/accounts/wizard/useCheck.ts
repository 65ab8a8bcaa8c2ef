/** Runs the wizard's connection test for what the form holds now, and tells what is known of it. */
import { useCallback, useEffect, useRef } from 'react';
import { toConnectionTest } from '../account-input';
import type { AccountValues } from '../account-values';
import { useAccountForm } from '../useAccountForm';
import { useWatchedTest } from './useWatchedTest';
import { type Check, checkKey, currentCheck, forNewMailbox, isSameMailbox } from './wizard';
import type { WizardProps } from './wizard-props';

export function useCheck({ kind, state, dispatch, account }: WizardProps): {
  readonly check: Check;
  readonly run: () => void;
} {
  const { values, setValues } = useAccountForm();
  const watch = useWatchedTest(kind);
  const id = account?.id ?? null;
  const key = checkKey(kind, id, values);
  const check = currentCheck(state, key);
  const tested = useRef<AccountValues | null>(null);

  const run = useCallback(() => {
    const isOther = tested.current !== null && !isSameMailbox(tested.current, values);
    const asked = isOther ? forNewMailbox(values) : values;
    if (isOther) setValues(asked);
    tested.current = asked;
    dispatch({ type: 'check-begun', key });
    void watch(toConnectionTest(kind, id, asked), (step) => dispatch({ type: 'check-step', key, step })).then(
      (outcome) => {
        if (outcome.kind === 'done') dispatch({ type: 'check-done', key, result: outcome.result });
        if (outcome.kind === 'broken') dispatch({ type: 'check-broken', key, message: outcome.message });
      },
    );
  }, [values, setValues, key, kind, id, dispatch, watch]);

  // Whoever comes to this step wants to see it happen; what was tried already is not tried again.
  const untried = state.step === 'check' && check.kind === 'none';
  useEffect(() => {
    if (untried) run();
  }, [untried, run]);
  return { check, run };
}
