/**
 * The way through the account wizard: its steps, what each needs before the next, and what is asked again when something
 * earlier changes. What the fields hold is the form's. Pure: no React, no requests.
 */
import type {
  ConnectionTestResult,
  ConnectionTestStep,
  FoundFolder,
} from '../../../../../../server/src/api/contracts';
import type { FieldError } from '../../form-errors';
import type { AccountKind } from '../account-kinds';
import { toConnectionTest } from '../account-input';
import type { AccountValues, StoredServers } from '../account-values';
import { validateAccount, validateServers } from '../validate-account';

/** What comes after them is a page of its own: the account is saved then. */
export const WIZARD_STEPS = ['address', 'servers', 'check', 'folders', 'history', 'about'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** What became of trying the servers; `key` tells for which settings. */
export type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly key: string; readonly steps: readonly ConnectionTestStep[] }
  | { readonly kind: 'done'; readonly key: string; readonly result: ConnectionTestResult }
  /** it could not be run */
  | { readonly kind: 'broken'; readonly key: string; readonly message: string };

export interface WizardState {
  readonly step: WizardStep;
  /** the name of the field that is to be corrected, where one has gone back to it */
  readonly correcting: string | null;
  readonly check: Check;
  /** the address whose settings have been looked for */
  readonly lookedUp: string;
}

export type WizardEvent =
  | { readonly type: 'go'; readonly to: WizardStep; readonly correcting?: string }
  | { readonly type: 'looked-up'; readonly address: string }
  | { readonly type: 'check-begun'; readonly key: string }
  | { readonly type: 'check-step'; readonly key: string; readonly step: ConnectionTestStep }
  | { readonly type: 'check-done'; readonly key: string; readonly result: ConnectionTestResult }
  | { readonly type: 'check-broken'; readonly key: string; readonly message: string };

export const NEW_WIZARD: WizardState = {
  step: 'address',
  correcting: null,
  check: { kind: 'none' },
  lookedUp: '',
};

export const wizardReducer = (state: WizardState, event: WizardEvent): WizardState => {
  const { check } = state;
  switch (event.type) {
    case 'go':
      return { ...state, step: event.to, correcting: event.correcting ?? null };
    case 'looked-up':
      return { ...state, lookedUp: event.address };
    case 'check-begun':
      return { ...state, check: { kind: 'running', key: event.key, steps: [] } };
    case 'check-step':
      // Of a test that has been given up for another one nothing is told any more.
      return check.kind === 'running' && check.key === event.key
        ? { ...state, check: { ...check, steps: [...check.steps, event.step] } }
        : state;
    case 'check-done':
      return isAwaited(check, event.key)
        ? { ...state, check: { kind: 'done', key: event.key, result: event.result } }
        : state;
    case 'check-broken':
      return isAwaited(check, event.key)
        ? { ...state, check: { kind: 'broken', key: event.key, message: event.message } }
        : state;
  }
};

const isAwaited = (check: Check, key: string): boolean => check.kind === 'running' && check.key === key;

/** What trying depends on: servers and secrets, not the folders that are watched there. */
export const checkKey = (kind: AccountKind, id: string | null, values: AccountValues): string => {
  const { folders: _folders, ...servers } = toConnectionTest(kind, id, values);
  return JSON.stringify(servers);
};

/** The test of exactly these settings; `none` when something was changed since. */
export const currentCheck = ({ check }: WizardState, key: string): Check =>
  check.kind !== 'none' && check.key === key ? check : { kind: 'none' };

/** Folders that the last test of this mailbox found. */
export const foundFolders = (check: Check): readonly FoundFolder[] =>
  check.kind === 'done' ? check.result.folders : [];

/** The steps that this account takes: one that only sends has no folders and no history. */
export const stepsOf = ({ receives }: AccountValues): readonly WizardStep[] =>
  receives ? WIZARD_STEPS : WIZARD_STEPS.filter((step) => step !== 'folders' && step !== 'history');

export const stepAfter = (step: WizardStep, values: AccountValues): WizardStep => {
  const steps = stepsOf(values);
  return steps[steps.indexOf(step) + 1] ?? step;
};

/** Null at the first one. */
export const stepBefore = (step: WizardStep, values: AccountValues): WizardStep | null => {
  const steps = stepsOf(values);
  return steps[steps.indexOf(step) - 1] ?? null;
};

/** Another mailbox has other folders and other mail: what was chosen of them is asked again. */
export const forNewMailbox = (values: AccountValues): AccountValues => ({
  ...values,
  folders: ['INBOX'],
  folderMap: [],
  history: { from: 'now', since: '', opensCases: false },
  sent: { ...values.sent, folder: '' },
});

/** Whether both are the same mailbox on the same server. */
export const isSameMailbox = (before: AccountValues, after: AccountValues): boolean =>
  before.imap.host.trim().toLowerCase() === after.imap.host.trim().toLowerCase() &&
  before.imap.user.trim() === after.imap.user.trim();

/** Passwords and trust belong to the servers that they were entered for, and are asked again at others. */
export const forOtherServers = (values: AccountValues): AccountValues => ({
  ...forNewMailbox(values),
  imap: { ...values.imap, secret: '' },
  smtp: { ...values.smtp, secret: '' },
  certificateFingerprint: '',
});

const FIRST_FIELDS: Readonly<Partial<Record<WizardStep, readonly string[]>>> = {
  address: ['address', 'owner'],
  folders: ['folders'],
  history: ['history.since', 'history.from', 'history.opensCases'],
};

/** Where a field is asked for, to show an error of it there. */
export const stepOfField = (field: string): WizardStep => {
  for (const step of WIZARD_STEPS) if (FIRST_FIELDS[step]?.includes(field) === true) return step;
  return /^(imap|smtp)\.|^(receives|sends|authentication|oauthProvider|certificate)/.test(field)
    ? 'servers'
    : 'about';
};

/**
 * What keeps somebody from leaving a step forwards.
 * @param signedIn whether somebody has signed in at the provider, where there is one
 */
export const stepErrors = (
  step: WizardStep,
  kind: AccountKind,
  values: AccountValues,
  stored: StoredServers,
  signedIn = true,
): readonly FieldError[] => {
  if (step === 'servers') {
    const missing = values.authentication === 'oauth2' && !signedIn;
    return [
      ...validateServers(values, stored).filter(({ path }) => path !== 'folders'),
      ...(missing ? [{ path: 'oauthProvider', id: 'wizard.error.sign-in' } as const] : []),
    ];
  }
  // The name is asked for last, so nothing is missing before.
  return validateAccount(kind, values, stored).filter(({ path }) => stepOfField(path) === step);
};

const FIELD_OF_STEP = { dns: 'host', tcp: 'port', tls: 'security', login: 'secret' } as const;

/** The field that a failed step is most likely about; null where no field of the servers can mend it. */
export const fieldToCorrect = (
  { server, step, problem }: ConnectionTestStep,
  values: AccountValues,
): string | null => {
  if (problem === null || step === 'folder' || step === 'secret') return null;
  if (problem.code === 'throttled') return null;
  if (step === 'login' && values.authentication === 'oauth2') return 'authentication';
  const sharesSecret = server === 'smtp' && values.receives && values.sameSecret;
  // One password for both: the one that is typed is the other server's, but the user may be wrong here.
  if (step === 'login') return sharesSecret ? 'smtp.user' : `${server}.secret`;
  return `${server}.${FIELD_OF_STEP[step]}`;
};

/** Whether only sending does not work, so that one may begin with receiving. */
export const onlySendingFails = ({ steps }: ConnectionTestResult): boolean =>
  steps.some(({ server, outcome }) => server === 'smtp' && outcome === 'failed') &&
  steps.some(({ server }) => server === 'imap') &&
  steps.every(({ server, outcome }) => server === 'smtp' || outcome === 'ok');

/** Mails in the folders that are watched; null when one of them could not be counted. */
export const mailsIn = (found: readonly FoundFolder[], watched: readonly string[]): number | null => {
  let sum = 0;
  for (const path of watched) {
    const mails = found.find((folder) => folder.path === path)?.mails ?? null;
    if (mails === null) return null;
    sum += mails;
  }
  return sum;
};
