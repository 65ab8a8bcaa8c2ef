/** Files of a note that is being written, by case. They live as long as the page, which is as long as a browser lends them. */
import { useCallback, useState } from 'react';

const unsaved = new Map<string, readonly File[]>();

export function useNoteFiles(caseId: string) {
  const [files, setShown] = useState<readonly File[]>(() => unsaved.get(caseId) ?? []);
  const setFiles = useCallback(
    (update: (files: readonly File[]) => readonly File[]) => {
      const updated = update(unsaved.get(caseId) ?? []);
      if (updated.length > 0) unsaved.set(caseId, updated);
      else unsaved.delete(caseId);
      setShown(updated);
    },
    [caseId],
  );
  return { files, setFiles };
}
