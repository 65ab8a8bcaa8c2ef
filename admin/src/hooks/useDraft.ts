/** An agent's unsent text for one case, kept in the browser while it is written. */
import { useCallback, useRef, useState } from 'react';
import { draftKey, EMPTY_DRAFT, readDraft, writeDraft, type Draft } from '../utils/drafts';

/** Files of unsent answers by draft; they live as long as the page, which is as long as a browser lends them. */
const unsentFiles = new Map<string, readonly File[]>();

export interface DraftState {
  readonly draft: Draft;
  readonly files: readonly File[];
  readonly change: (change: Partial<Draft>) => void;
  readonly setFiles: (update: (files: readonly File[]) => readonly File[]) => void;
  /** forgets the answer after it was sent; a note that is being written stays */
  readonly clearReply: () => void;
}

/** The caller gives the component a `key` of the case: a draft belongs to one case for as long as it is mounted. */
export function useDraft(userId: number, caseId: string): DraftState {
  const key = draftKey(userId, caseId);
  const [draft, setDraft] = useState<Draft>(() => readDraft(localStorage, key));
  const [files, setShownFiles] = useState<readonly File[]>(() => unsentFiles.get(key) ?? []);
  // Stored at once and not by an effect: an answer may be confirmed after its case was left.
  const currentDraft = useRef(draft);

  const change = useCallback(
    (changes: Partial<Draft>) => {
      currentDraft.current = { ...currentDraft.current, ...changes };
      writeDraft(localStorage, key, currentDraft.current);
      setDraft(currentDraft.current);
    },
    [key],
  );
  const setFiles = useCallback(
    (update: (files: readonly File[]) => readonly File[]) => {
      const updated = update(unsentFiles.get(key) ?? []);
      if (updated.length > 0) unsentFiles.set(key, updated);
      else unsentFiles.delete(key);
      setShownFiles(updated);
    },
    [key],
  );
  const clearReply = useCallback(() => {
    const { reply, recipients, idempotencyKey } = EMPTY_DRAFT;
    change({ reply, recipients, idempotencyKey });
    setFiles(() => []);
  }, [change, setFiles]);

  return { draft, files, change, setFiles, clearReply };
}
