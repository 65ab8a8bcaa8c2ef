/**
 * What an agent has written but not sent, kept in the browser per user and case, so that a failed send, a reload or
 * another case loses no text. Files are not kept here: a browser cannot store them as text.
 */
export type ComposerMode = 'reply' | 'note';

export interface Draft {
  readonly mode: ComposerMode;
  readonly reply: string;
  readonly note: string;
  /** what the recipient fields hold; null while they are as the server proposed them */
  readonly recipients: { readonly to: string; readonly cc: string } | null;
  /** names the answer until it is sent, so that a second try cannot send it twice */
  readonly idempotencyKey: string | null;
}

export const EMPTY_DRAFT: Draft = {
  mode: 'reply',
  reply: '',
  note: '',
  recipients: null,
  idempotencyKey: null,
};

/** The part of `Storage` that is needed. */
interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Whether there is anything in it that somebody would miss. */
const isEmptyDraft = (draft: Draft): boolean =>
  draft.reply === '' && draft.note === '' && draft.recipients === null && draft.idempotencyKey === null;

export const draftKey = (userId: number, caseId: string): string => `mailroom.draft.${userId}.${caseId}`;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function parseDraft(stored: string): Draft {
  const value: unknown = JSON.parse(stored);
  if (typeof value !== 'object' || value === null) return EMPTY_DRAFT;
  const fields = value as Partial<Record<keyof Draft, unknown>>;
  const recipients = fields.recipients as { to?: unknown; cc?: unknown } | null | undefined;
  return {
    mode: fields.mode === 'note' ? 'note' : 'reply',
    reply: text(fields.reply),
    note: text(fields.note),
    recipients: recipients ? { to: text(recipients.to), cc: text(recipients.cc) } : null,
    idempotencyKey: text(fields.idempotencyKey) || null,
  };
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
    if (isEmptyDraft(draft)) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(draft));
  } catch {
    // The text is still on the screen.
  }
}
