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

export function useDownload(): Download {
  const { get } = useFetchClient();
  const { warning } = useReport();
  const text = useText();
  const [running, setRunning] = useState<string | null>(null);
  const start = useCallback(
    async (url: string, name: string) => {
      setRunning(url);
      try {
        const { data } = await get(url, { responseType: 'blob' });
        saveBlob(data, name);
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
