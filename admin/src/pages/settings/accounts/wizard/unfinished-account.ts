/** An account of the wizard that has to be stored before its end. Pure. */
import { toAccountInput } from '../account-input';
import type { AccountInput, AccountKind } from '../account-kinds';
import type { AccountValues } from '../account-values';

/** Named by its address, switched off, and doing nothing with its mail until somebody has said what. */
export const unfinishedInput = (kind: AccountKind, values: AccountValues): AccountInput =>
  toAccountInput(kind, {
    ...values,
    name: values.name.trim() === '' ? values.address : values.name,
    active: false,
    distribution: 'none',
  });
