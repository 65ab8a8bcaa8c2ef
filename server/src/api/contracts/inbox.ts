/** Where mail goes, as the panel sees it: the inbox of each user, folders, following, and what users are told. */

import type { InboxMark } from '../../domain/inbox';
import type { NoticeKind } from '../../domain/preferences';
import type { AgentSummary, MailAddress, Page, Single, TeamSummary, Timestamp } from './common';
import type { EmailRow, OutgoingState } from './cases';

/** GET /mailroom/folders: one's own and those of the teams, in their order. */
export interface FolderSummary {
  readonly id: string;
  readonly name: string;
  /** `own`: only its owner sees it; `group`: for the mail of teams */
  readonly kind: 'own' | 'group';
  /** of a group folder; whose mail it is for */
  readonly teams: readonly TeamSummary[];
  /** whether the reading user may rename and delete it */
  readonly mayChange: boolean;
}
export type FolderList = Single<readonly FolderSummary[]>;

/** POST /mailroom/folders, PUT /mailroom/folders/:id. `teams` makes a group folder; absent or null, one's own. */
export interface FolderInput {
  readonly name: string;
  /** documentIds */
  readonly teams?: readonly string[] | null;
}

/** POST /mailroom/folders/order: these folders, in this order. */
export interface FolderOrder {
  readonly ids: readonly string[];
}

/** Lists of one's own; `folder` needs the id of an own or group folder. */
export type InboxView = 'inbox' | 'important' | 'archive' | 'trash' | 'folder';

/** GET /mailroom/inbox */
export interface ListInboxQuery {
  readonly view: InboxView;
  /** documentId */
  readonly folder?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** A mail in the reading user's inbox, or in a folder of the user's teams. */
export interface InboxRow extends EmailRow {
  readonly important: boolean;
  readonly archived: boolean;
  readonly trashed: boolean;
  /** documentId of one's own folder */
  readonly folder: string | null;
  /** the case, where the reading user may open it */
  readonly case: { readonly id: string; readonly number: number } | null;
}
export type InboxPage = Page<InboxRow>;

/** GET /mailroom/sent: what the reading user has sent, newest first; `from` is who it was sent as. */
export interface SentRow extends EmailRow {
  readonly to: readonly MailAddress[];
  readonly state: OutgoingState;
  readonly important: boolean;
  /** the case, where the reading user may open it */
  readonly case: { readonly id: string; readonly number: number } | null;
}
export type SentPage = Page<SentRow>;

/** GET /mailroom/inbox/counters: unread mail; `folders` by documentId, own and group folders. */
export interface InboxCounters {
  readonly inbox: number;
  readonly important: number;
  readonly folders: Readonly<Record<string, number>>;
  /** unread notifications */
  readonly notifications: number;
}

export type { InboxMark };

/** POST /mailroom/inbox/marks: for the acting user alone. Answers how many of the mails could be reached. */
export interface InboxMarkInput {
  /** documentIds of mails, at most 200 */
  readonly ids: readonly string[];
  readonly mark: InboxMark;
}

/**
 * POST /mailroom/inbox/moves. Into a folder of one's own: for the acting user alone. Into a group folder: for everybody,
 * by who may work on the mail. `folder: null` takes it out of one's own folder, `from: 'group'` out of the group folder.
 */
export interface InboxMoveInput {
  readonly ids: readonly string[];
  /** documentId */
  readonly folder: string | null;
  readonly from?: 'own' | 'group';
}
export interface InboxActionResult {
  readonly changed: number;
}

/** GET, POST, DELETE /mailroom/follows */
export interface RecordInput {
  /** uid, as `api::contact.contact` or `plugin::mailroom.case` */
  readonly contentType: string;
  readonly documentId: string;
}
export interface FollowState {
  readonly following: boolean;
  readonly followers: readonly AgentSummary[];
}

export type MailNotificationKind = NoticeKind;
export type MailboxNoticeKind =
  'mailbox-needs-attention' | 'mailbox-needs-authorization' | 'mailbox-silent' | 'mailbox-recovered';

/** GET /mailroom/notifications: newest first. */
export type NotificationView = {
  readonly id: string;
  readonly at: Timestamp;
  readonly read: boolean;
} & (
  | {
      readonly kind: MailNotificationKind;
      /** who did it; for mail, who wrote it; empty: Mailroom itself */
      readonly actor: string;
      readonly subject: string;
      readonly case: { readonly id: string; readonly number: number } | null;
      /** documentId; null where there is none */
      readonly email: string | null;
      /** why the user is told */
      readonly because: string | null;
    }
  | {
      readonly kind: MailboxNoticeKind;
      readonly account: { readonly id: string; readonly kind: 'group' | 'personal'; readonly name: string };
    }
  /** notifications came back from the user's address and are no longer sent there, for the reason that a server gave */
  | { readonly kind: 'mail-suspended'; readonly words: string }
);
export type NotificationPage = Page<NotificationView>;

/** POST /mailroom/notifications/read: these, or all where `ids` is absent. `read: false` marks the given ones unread. */
export interface NotificationsReadInput {
  readonly ids?: readonly string[];
  readonly read?: boolean;
}
