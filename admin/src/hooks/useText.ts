/** The inbox's own texts. Keys are checked against the English files when the code is compiled. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import type casework from '../translations/en/casework.json';
import type commands from '../translations/en/commands.json';
import type compose from '../translations/en/compose.json';
import type inbox from '../translations/en/inbox.json';
import type keeping from '../translations/en/keeping.json';
import type lists from '../translations/en/lists.json';
import type live from '../translations/en/live.json';
import type ownAccounts from '../translations/en/own-accounts.json';
import type people from '../translations/en/people.json';
import type reading from '../translations/en/reading.json';
import type reports from '../translations/en/reports.json';
import type search from '../translations/en/search.json';
import type welcome from '../translations/en/welcome.json';

export type TextKey = keyof (typeof inbox &
  typeof compose &
  typeof casework &
  typeof ownAccounts &
  typeof people &
  typeof commands &
  typeof keeping &
  typeof lists &
  typeof live &
  typeof reading &
  typeof reports &
  typeof search &
  typeof welcome);
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
