/** The texts about one mail: its calendar entry, its protection, its reports and its moving. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../pluginId';
import type english from '../translations/en/mail.json';
import type { TextValues } from './useText';

export type MailText = (key: keyof typeof english, values?: TextValues) => string;

/** Gives a function that tells a text in the panel's language. */
export function useMailText(): MailText {
  const { formatMessage } = useIntl();
  return useCallback(
    (key, values) => formatMessage({ id: `${PLUGIN_ID}.${key}`, defaultMessage: key }, values),
    [formatMessage],
  );
}
