/**
 * Writing mail, as the panel sees it: drafts that are saved as one types, from whom they go, what is to be looked at before
 * they do, and sending them. A draft is its author's alone.
 */
import type { CaseStatus } from '../../domain/case-state';
import type { ComposeWarning } from '../../domain/compose-warnings';
import type { Reason } from '../../domain/reason';
import type { CaseName, TimelineEntry } from './cases';
import type { AccountSummary, MailAddress, Page, Timestamp } from './common';

export type { ComposeWarning };

export type DraftKind = 'reply' | 'reply-all' | 'forward' | 'new';
/** `scheduled`: goes out at `sendAt`; `held`: somebody else answered or noted since it was begun */
export type DraftState = 'draft' | 'scheduled' | 'held';

/** GET /mailroom/senders?case=ID: addresses from which the reading user may send, the one to begin with first. */
export interface Sender {
  readonly kind: 'group' | 'personal';
  /** documentId of the account */
  readonly accountId: string;
  readonly name: string;
  readonly address: string;
  readonly account: AccountSummary;
  readonly replyAllByDefault: boolean;
}
export type SenderReference = Pick<Sender, 'kind' | 'accountId'>;

/** POST /mailroom/drafts: begins one, or gives the one that the user has for this case and mail, or this record, already. */
export interface DraftInput {
  readonly kind: DraftKind;
  /** documentId; needed unless `kind` is `new`, or `emailId` names a mail that belongs to no case */
  readonly caseId?: string;
  /** documentId of the mail that is answered or forwarded; absent: the newest that can be answered */
  readonly emailId?: string;
  /** of a new mail: what it is written from */
  readonly record?: { readonly contentType: string; readonly documentId: string };
  readonly to?: readonly string[];
}

/** GET /mailroom/drafts/:id. Its author counts as having seen what is in the stream then, as with POST /mailroom/drafts. */
export interface DraftView {
  readonly id: string;
  readonly kind: DraftKind;
  readonly state: DraftState;
  /** what a change must name, so that nothing saved elsewhere is overwritten */
  readonly version: number;
  readonly case: CaseName | null;
  /** documentId of the mail that it answers or forwards */
  readonly answers: string | null;
  /** null: the user may send from no account */
  readonly from: SenderReference | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly subject: string;
  /** what is written, without history and signature that are added when it is begun: those stand in it and can be edited */
  readonly html: string;
  readonly files: readonly DraftFile[];
  readonly sendAt: Timestamp | null;
  /** nobody chose `sendAt`: until then sending can be undone */
  readonly undoable: boolean;
  readonly status: CaseStatus | null;
  readonly record: { readonly contentType: string; readonly documentId: string } | null;
  readonly assignToMe: boolean;
  readonly heldReason: Reason | null;
  readonly savedAt: Timestamp;
  readonly warnings: readonly ComposeWarning[];
}

export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** bytes */
  readonly size: number;
  /** shown in the text by `cid:` */
  readonly inline: boolean;
  readonly contentId: string | null;
}

/** PUT /mailroom/drafts/:id; only the given keys change. 409 with the stored draft when `version` is not the stored one. */
export interface DraftChange {
  readonly version: number;
  readonly from?: SenderReference;
  readonly to?: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly bcc?: readonly MailAddress[];
  readonly subject?: string;
  readonly html?: string;
  readonly status?: CaseStatus | null;
  readonly assignToMe?: boolean;
}

/** GET /mailroom/drafts?state=&case=: one's own, last saved first. */
export interface ListDraftsQuery {
  readonly state?: DraftState;
  /** documentId */
  readonly case?: string;
  readonly cursor?: string;
  readonly limit?: number;
}
export interface DraftRow {
  readonly id: string;
  readonly kind: DraftKind;
  readonly state: DraftState;
  readonly case: CaseName | null;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly snippet: string;
  readonly hasFiles: boolean;
  readonly sendAt: Timestamp | null;
  readonly undoable: boolean;
  readonly savedAt: Timestamp;
}
export type DraftPage = Page<DraftRow>;

/**
 * Files of a draft. POST /mailroom/drafts/:id/files: multipart, parts named `files`, field `inline` = `true` for images that
 * stand in the text; answers DraftFile[]. POST /mailroom/drafts/:id/media: files of the media library.
 * GET and DELETE /mailroom/drafts/:id/files/:file.
 */
export interface DraftMediaInput {
  /** ids of files of Strapi's media library */
  readonly files: readonly number[];
}

/** POST /mailroom/drafts/:id/template: the text of a saved reply, filled in, and not saved yet; its files are the draft's already. */
export interface DraftTemplateInput {
  /** documentId */
  readonly template: string;
}
export interface FilledTemplate {
  readonly html: string;
  readonly subject: string;
  /** placeholders that nothing is known of; they stay as they are written */
  readonly unknown: readonly string[];
  /** that the draft did not have */
  readonly files: readonly DraftFile[];
}

/** POST /mailroom/drafts/:id/send */
export interface DraftSendInput {
  readonly version: number;
  /** absent: now, after the seconds in which it can be undone */
  readonly sendAt?: Timestamp;
  /** sends although somebody else has answered or noted meanwhile */
  readonly anyway?: boolean;
}
export type DraftSendResult =
  | { readonly kind: 'scheduled'; readonly sendAt: Timestamp; readonly undoable: boolean }
  /** without seconds to undo: it is in the outbox; `entry` is null for mail of no case */
  | { readonly kind: 'queued'; readonly entry: TimelineEntry | null; readonly case: CaseName | null }
  /** what came since it was begun; nothing was sent */
  | { readonly kind: 'held'; readonly news: readonly TimelineEntry[] };
/** POST /mailroom/drafts/:id/cancel: undoes sending, or being held; answers the DraftView. 409 when it is in the outbox already. */
