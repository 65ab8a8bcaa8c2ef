/** Downloads over the panel's own session: files of mail have no public address. */
import { useCallback, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { saveBlob } from '../utils/saveBlob';
import { useReport } from './useReport';
import { useText } from './useText';

export interface Download {
  /** the address that is being downloaded */
  readonly running: string | null;
  readonly start: (url: string, name: string) => Promise<void>;
}

export const attachmentUrl = (id: string): string => `/mailroom/attachments/${encodeURIComponent(id)}`;
export const sourceUrl = (emailId: string): string =>
  `/mailroom/emails/${encodeURIComponent(emailId)}/source`;

/** Refusals are read here, as their words are in the body; a session that has ended is renewed by the client itself. */
const isAnswer = (status: number): boolean => status !== 401;

/** Why the server gave no file; null when it did not say. */
async function serverWords(body: Blob): Promise<string | null> {
  try {
    const { error } = JSON.parse(await body.text()) as { readonly error?: { readonly message?: unknown } };
    return typeof error?.message === 'string' && error.message !== '' ? error.message : null;
  } catch {
    return null;
  }
}

export function useDownload(): Download {
  const { get } = useFetchClient();
  const { warning } = useReport();
  const text = useText();
  const [running, setRunning] = useState<string | null>(null);
  const start = useCallback(
    async (url: string, name: string) => {
      setRunning(url);
      try {
        const { data, status = 200 } = await get<Blob>(url, {
          responseType: 'blob',
          validateStatus: isAnswer,
        });
        if (status < 400) return saveBlob(data, name);
        const words = await serverWords(data);
        warning(
          words === null ? text('download.failed', { name }) : text('download.refused', { name, words }),
        );
      } catch {
        warning(text('download.failed', { name }));
      } finally {
        setRunning(null);
      }
    },
    [get, warning, text],
  );
  return { running, start };
}
