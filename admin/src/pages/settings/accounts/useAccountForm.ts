/** The values of the account form around a component, typed. */
import { useForm } from '@strapi/strapi/admin';
import type { AccountValues } from './account-values';

interface AccountForm {
  readonly values: AccountValues;
  readonly setValues: (values: AccountValues) => void;
}

export const useAccountForm = (): AccountForm => ({
  values: useForm('useAccountForm', (form) => form.values as AccountValues),
  setValues: useForm('useAccountForm', (form) => form.setValues),
});
