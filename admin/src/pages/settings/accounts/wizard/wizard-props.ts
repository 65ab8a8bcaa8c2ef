/** What every step of the account wizard is given. Types alone. */
import type { Dispatch } from 'react';
import type { AccountDetail, AccountKind } from '../account-kinds';
import type { StoredServers } from '../account-values';
import type { WizardEvent, WizardState } from './wizard';

export interface WizardProps {
  readonly kind: AccountKind;
  readonly state: WizardState;
  readonly dispatch: Dispatch<WizardEvent>;
  /** what had to be stored before the end, to sign in at a provider; null: nothing */
  readonly account: AccountDetail | null;
  readonly stored: StoredServers;
  /** an account was stored before the end */
  readonly onStored: (id: string) => void;
}
