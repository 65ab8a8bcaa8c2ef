/** Tells the agent how something went, on the screen and to a screen reader. */
import { useMemo } from 'react';
import { useNotifyAT } from '@strapi/design-system';
import { useAPIErrorHandler, useNotification } from '@strapi/strapi/admin';
import { useText } from './useText';

type ApiFailure = Parameters<ReturnType<typeof useAPIErrorHandler>['_unstableFormatAPIError']>[0];

export interface Report {
  readonly success: (message: string) => void;
  readonly failure: (error: ApiFailure) => void;
  readonly warning: (message: string) => void;
  /** what went wrong, in words */
  readonly explain: (error: ApiFailure) => string;
}

/** The browser's own words for a server that cannot be reached differ and help nobody. */
const isUnreachable = (error: ApiFailure): boolean => error.name === 'TypeError';

export function useReport(): Report {
  const { toggleNotification } = useNotification();
  const { notifyStatus, notifyAlert } = useNotifyAT();
  const { _unstableFormatAPIError: formatError } = useAPIErrorHandler();
  const text = useText();
  return useMemo(() => {
    const explain = (error: ApiFailure): string =>
      isUnreachable(error) ? text('error.unreachable') : formatError(error);
    const show = (type: 'success' | 'warning' | 'danger', message: string): void => {
      toggleNotification({ type, message });
      (type === 'success' ? notifyStatus : notifyAlert)(message);
    };
    return {
      explain,
      success: (message) => show('success', message),
      warning: (message) => show('warning', message),
      failure: (error) => show('danger', explain(error)),
    };
  }, [toggleNotification, notifyStatus, notifyAlert, formatError, text]);
}
