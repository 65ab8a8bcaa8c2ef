/** What a user may do with a mail in the own inbox, and what each of it changes there. No rows, no rights. */

export const INBOX_MARKS = [
  'read',
  'unread',
  'important',
  'not-important',
  'archive',
  'trash',
  /** out of archive and trash, back to where it was */
  'restore',
] as const;
export type InboxMark = (typeof INBOX_MARKS)[number];

export interface InboxFlags {
  readonly unread: boolean;
  readonly important: boolean;
  readonly archived: boolean;
  readonly trashed: boolean;
}

/** The flags that a mark sets; the others stay. What is thrown away or put aside needs no reading any more. */
export const FLAGS_OF_MARK: Readonly<Record<InboxMark, Partial<InboxFlags>>> = {
  read: { unread: false },
  unread: { unread: true },
  important: { important: true },
  'not-important': { important: false },
  archive: { archived: true, trashed: false, unread: false },
  trash: { trashed: true, archived: false, unread: false },
  restore: { archived: false, trashed: false },
};

/** Why a mail is in an inbox as somebody's own: reading it then needs no right over the case or account. */
export const IN_PERSON: readonly string[] = ['owner', 'addressed'];
