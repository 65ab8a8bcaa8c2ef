/** The texts of the settings pages, with ids the compiler knows. Their wording is in translations/. */
import { useCallback } from 'react';
import { type PrimitiveType, useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../pluginId';
import type { MessageId } from './message-ids';

export type Translate = (id: MessageId, values?: Readonly<Record<string, PrimitiveType>>) => string;

/** Gives `t`, which says a text in the user's language. */
export const useText = (): Translate => {
  const { formatMessage } = useIntl();
  return useCallback(
    (id, values) => formatMessage({ id: `${PLUGIN_ID}.${id}`, defaultMessage: id }, values),
    [formatMessage],
  );
};
