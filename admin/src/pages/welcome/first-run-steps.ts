/** The way from nothing to the first case, as far as it has been gone. Pure. */
import type { FirstRun } from '../../../../server/src/api/contracts';

export const FIRST_STEPS = ['team', 'account', 'mail', 'case'] as const;
export type FirstStepName = (typeof FIRST_STEPS)[number];

export interface FirstStep {
  readonly name: FirstStepName;
  readonly done: boolean;
  /** the first that is not done */
  readonly isNext: boolean;
}

/** All steps in their order. */
export const firstSteps = ({ hasTeam, hasAccount, hasMail, hasCase }: FirstRun): readonly FirstStep[] => {
  const done: Readonly<Record<FirstStepName, boolean>> = {
    team: hasTeam,
    account: hasAccount,
    mail: hasMail,
    case: hasCase,
  };
  const next = FIRST_STEPS.find((name) => !done[name]);
  return FIRST_STEPS.map((name) => ({ name, done: done[name], isNext: name === next }));
};

export type Welcome =
  | { readonly kind: 'nothing' }
  /** who may set up is led */
  | { readonly kind: 'checklist'; readonly steps: readonly FirstStep[] }
  /** who may not is told whom to ask */
  | { readonly kind: 'ask'; readonly helpers: readonly string[] };

/** What the inbox shows instead of nothing, before there is a case. */
export const welcomeOf = (firstRun: FirstRun | undefined, dismissed: boolean): Welcome => {
  if (firstRun === undefined || firstRun.hasCase || dismissed) return { kind: 'nothing' };
  if (firstRun.allowed.groupAccounts) return { kind: 'checklist', steps: firstSteps(firstRun) };
  // With an account there is nothing to ask for: its mail will come.
  return firstRun.hasAccount ? { kind: 'nothing' } : { kind: 'ask', helpers: firstRun.helpers };
};
