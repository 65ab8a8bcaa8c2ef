/**
 * A note that an agent has written but not added, kept in the browser per user and case, so that a failure, a reload or
 * another case loses no text. Mail that is being written is kept by the server.
 */
export interface Draft {
  readonly note: string;
}

export const EMPTY_DRAFT: Draft = { note: '' };

/** The part of `Storage` that is needed. */
interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export const draftKey = (userId: number, caseId: string): string => `mailroom.draft.${userId}.${caseId}`;

function parseDraft(stored: string): Draft {
  const value: unknown = JSON.parse(stored);
  if (typeof value !== 'object' || value === null) return EMPTY_DRAFT;
  const { note } = value as { readonly note?: unknown };
  return { note: typeof note === 'string' ? note : '' };
}

/** The stored draft, or an empty one when there is none or it cannot be read. */
export function readDraft(storage: DraftStorage, key: string): Draft {
  try {
    const stored = storage.getItem(key);
    return stored ? parseDraft(stored) : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
}

/** Stores a draft, or forgets it when it is empty. A full or forbidden storage is no reason to stop typing. */
export function writeDraft(storage: DraftStorage, key: string, draft: Draft): void {
  try {
    if (draft.note === '') storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(draft));
  } catch {
    // The text is still on the screen.
  }
}
