/** The files of a draft: sent to the server as they are chosen, and the pictures in the text for showing. */
import { useEffect, useMemo, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import {
  draftFileUrl,
  useAddDraftFilesMutation,
  useAddDraftMediaMutation,
  useDeleteDraftFileMutation,
} from '../services/drafts';
import { normalizeContentId } from '../utils/mailBody';
import { readAsDataUrl } from '../utils/saveBlob';
import type { DraftEditor } from './useDraftEditor';
import { useReport } from './useReport';
import type { DraftFile } from '../../../server/src/api/contracts';

/** A file that is on its way to the server. */
export interface Upload {
  readonly key: number;
  readonly name: string;
}

let uploads = 0;

const withAdded = (present: readonly DraftFile[], added: readonly DraftFile[]): readonly DraftFile[] => [
  ...present,
  ...added.filter(({ id }) => present.every((one) => one.id !== id)),
];

const isPicture = ({ type }: File): boolean => /^image\/(png|jpe?g|gif|webp)$/.test(type);

export function useDraftFiles({ id, changeFiles }: Pick<DraftEditor, 'id' | 'changeFiles'>) {
  const report = useReport();
  const [upload] = useAddDraftFilesMutation();
  const [addMedia] = useAddDraftMediaMutation();
  const [remove] = useDeleteDraftFileMutation();
  const [running, setRunning] = useState<readonly Upload[]>([]);

  const send = async (files: readonly File[], inline: boolean): Promise<readonly DraftFile[]> => {
    const added = files.map(({ name }): Upload => ({ key: (uploads += 1), name }));
    setRunning((current) => [...current, ...added]);
    const result = await upload({ id, files, inline });
    setRunning((current) => current.filter((one) => !added.includes(one)));
    if ('error' in result) {
      report.failure(result.error);
      return [];
    }
    changeFiles((present) => withAdded(present, result.data));
    return result.data;
  };

  return {
    running,
    /** @returns the pictures among them that are to be shown in the text, stored already */
    addPasted: async (files: readonly File[]): Promise<readonly DraftFile[]> => {
      const pictures = files.filter(isPicture);
      const others = files.filter((file) => !isPicture(file));
      if (others.length > 0) await send(others, false);
      return pictures.length > 0 ? send(pictures, true) : [];
    },
    add: async (files: readonly File[]): Promise<void> => void (await send(files, false)),
    addFromLibrary: async (files: readonly number[]): Promise<void> => {
      const result = await addMedia({ id, input: { files } });
      if ('error' in result) return report.failure(result.error);
      changeFiles((present) => withAdded(present, result.data));
    },
    remove: async (file: DraftFile): Promise<void> => {
      const result = await remove({ id, file: file.id });
      if ('error' in result) return report.failure(result.error);
      changeFiles((present) => present.filter((one) => one.id !== file.id));
    },
  };
}

/** `data:` URLs of a draft's pictures by normalized Content-ID; one that cannot be had is left out. */
export function useDraftImages(id: string, files: readonly DraftFile[]): ReadonlyMap<string, string> {
  const { get } = useFetchClient();
  const [images, setImages] = useState<ReadonlyMap<string, string>>(new Map());
  const identity = files.map((file) => file.id).join();
  const wanted = useMemo(() => files.filter((file) => file.contentId !== null), [identity]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (wanted.length === 0) return;
    const abort = new AbortController();
    const load = async (file: DraftFile) => {
      const { data } = await get<Blob>(draftFileUrl(id, file.id), {
        responseType: 'blob',
        signal: abort.signal,
      });
      const url = await readAsDataUrl(new Blob([data], { type: file.type }));
      return [normalizeContentId(file.contentId ?? ''), url] as const;
    };
    void Promise.allSettled(wanted.map(load)).then((results) => {
      if (abort.signal.aborted) return;
      setImages(new Map(results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))));
    });
    return () => abort.abort();
  }, [wanted, get, id]);
  return images;
}
