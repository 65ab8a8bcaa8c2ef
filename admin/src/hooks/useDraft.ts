/** An agent's note for one case that is not added yet, kept in the browser while it is written. */
import { useCallback, useRef, useState } from 'react';
import { draftKey, readDraft, writeDraft, type Draft } from '../utils/drafts';

export interface DraftState {
  readonly draft: Draft;
  readonly change: (change: Partial<Draft>) => void;
}

/** The caller gives the component a `key` of the case: a draft belongs to one case for as long as it is mounted. */
export function useDraft(userId: number, caseId: string): DraftState {
  const key = draftKey(userId, caseId);
  const [draft, setDraft] = useState<Draft>(() => readDraft(localStorage, key));
  // Stored at once and not by an effect: a note may be confirmed after its case was left.
  const currentDraft = useRef(draft);
  const change = useCallback(
    (changes: Partial<Draft>) => {
      currentDraft.current = { ...currentDraft.current, ...changes };
      writeDraft(localStorage, key, currentDraft.current);
      setDraft(currentDraft.current);
    },
    [key],
  );
  return { draft, change };
}
