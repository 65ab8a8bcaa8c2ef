/** The inbox's own texts. Keys are checked against the English files when the code is compiled. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import type casework from '../translations/en/casework.json';
import type compose from '../translations/en/compose.json';
import type inbox from '../translations/en/inbox.json';
import type ownAccounts from '../translations/en/own-accounts.json';
import type people from '../translations/en/people.json';

export type TextKey = keyof (typeof inbox &
  typeof compose &
  typeof casework &
  typeof ownAccounts &
  typeof people);
export type TextValues = Readonly<Record<string, string | number>>;
export type Text = (key: TextKey, values?: TextValues) => string;

/** Gives a function that tells a text in the panel's language. */
export function useText(): Text {
  const { formatMessage } = useIntl();
  return useCallback(
    (key, values) => formatMessage({ id: `${PLUGIN_ID}.${key}`, defaultMessage: key }, values),
    [formatMessage],
  );
}
