/** The values of the filter's form around a component, typed, and errors of its fields as text. */
import { useField, useForm } from '@strapi/strapi/admin';
import type { FilterValues } from './filter-values';

interface FilterForm {
  readonly values: FilterValues;
  readonly set: <Field extends keyof FilterValues>(field: Field, value: FilterValues[Field]) => void;
}

export const useFilterForm = (): FilterForm => {
  const values = useForm('useFilterForm', (form) => form.values as FilterValues);
  const onChange = useForm('useFilterForm', (form) => form.onChange);
  return { values, set: (field, value) => onChange(field, value) };
};

/** The error at a path that may also hold those of its parts. */
export const useFieldError = (path: string): string | undefined => {
  const { error } = useField(path);
  return typeof error === 'string' ? error : undefined;
};
