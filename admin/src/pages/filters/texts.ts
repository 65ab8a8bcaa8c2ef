/** The texts of the filters' pages, with ids the compiler knows. Their wording is in translations/. */
import { useCallback } from 'react';
import { type PrimitiveType, useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../pluginId';
import type messages from '../../translations/en/filters.json';

export type FilterText = (
  id: keyof typeof messages,
  values?: Readonly<Record<string, PrimitiveType>>,
) => string;

/** Gives `t`, which says a text in the user's language. */
export const useFilterText = (): FilterText => {
  const { formatMessage } = useIntl();
  return useCallback(
    (id, values) => formatMessage({ id: `${PLUGIN_ID}.${id}`, defaultMessage: id }, values),
    [formatMessage],
  );
};
