/** Cases, their lists, their stream and what an agent may do with them, as the panel sees them. */
import type { Authentication, MailWarning } from '../../domain/authentication';
import type { CasePriority, CaseStatus, CaseType } from '../../domain/case-state';
import type { Classification } from '../../domain/classification/kinds';
import type { Invitation } from '../../domain/invitation';
import type { DangerousLink, LinkDanger } from '../../domain/link-dangers';
import type { LinkRule } from '../../domain/record';
import type { Reason, ReasonCode } from '../../domain/reason';
import type { Report } from '../../domain/report';
import type { RemovablePart } from '../../domain/retention';
import type { HoldView, TagSummary } from './case-work';
import type { AccountSummary, AgentSummary, MailAddress, Page, TeamSummary, Timestamp } from './common';

export type {
  CasePriority,
  CaseStatus,
  CaseType,
  Classification,
  DangerousLink,
  Invitation,
  LinkDanger,
  LinkRule,
  Reason,
  ReasonCode,
};

/**
 * `mine`: assigned to me and open; `team`: open cases of one team, given by `team`; both without the snoozed ones.
 * `mentions`: cases in whose notes I am mentioned, open or not.
 */
export type CaseView = 'mine' | 'unassigned' | 'mentions' | 'open' | 'closed' | 'snoozed' | 'team';
/** Of a team's cases: my open ones, the open ones of others and of nobody, or those that are not open. */
export type TeamPart = 'mine' | 'others' | 'closed';

/** `newest` activity first; `waiting`: whose customer has waited longest first, then those that no customer has written to. */
export type CaseSort = 'newest' | 'waiting';

/** GET /mailroom/cases */
export interface ListCasesQuery {
  readonly view: CaseView;
  /** newest when absent */
  readonly sort?: CaseSort;
  /** documentId, with view `team` */
  readonly team?: string;
  /** with view `team`; absent: all open cases of the team */
  readonly part?: TeamPart;
  readonly cursor?: string;
  /** 1 to 100, 25 when absent */
  readonly limit?: number;
}

export interface CaseRow {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly priority: CasePriority;
  readonly assignee: AgentSummary | null;
  readonly requester: MailAddress;
  readonly snippet: string;
  readonly emailCount: number;
  readonly hasAttachments: boolean;
  /** the newest answer could not be delivered */
  readonly deliveryProblem: boolean;
  /** mail of this case that the reading user has not opened */
  readonly unread: boolean;
  readonly teams: readonly TeamSummary[];
  readonly account: AccountSummary | null;
  readonly lastActivityAt: Timestamp;
  /** null: no customer has written */
  readonly lastCustomerMessageAt: Timestamp | null;
  /** what the reading user is writing in it, or sends later; `draft` when there is more than one kind */
  readonly writing: 'draft' | 'scheduled' | null;
  /** out of the working lists; `until` is null until the customer writes */
  readonly snoozed: { readonly until: Timestamp | null } | null;
  readonly tags: readonly TagSummary[];
}
export type CasePage = Page<CaseRow>;

/** GET /mailroom/counters: open cases per view; `teams` by documentId. */
export interface Counters {
  readonly mine: number;
  readonly unassigned: number;
  readonly open: number;
  /** counted in none of the others */
  readonly snoozed: number;
  readonly teams: Readonly<Record<string, number>>;
  /** of `teams`, those assigned to me */
  readonly ownOfTeams: Readonly<Record<string, number>>;
  /** cases that mention me and that I have not looked at since */
  readonly mentions: number;
  /** mail that I am writing */
  readonly drafts: number;
  readonly scheduled: number;
  /** unread mail that belongs to no case */
  readonly mail: number;
}

/** GET /mailroom/cases/:id */
export interface CaseDetail extends CaseRow {
  readonly type: CaseType;
  readonly createdAt: Timestamp;
  readonly firstResponseAt: Timestamp | null;
  readonly closedAt: Timestamp | null;
  /** null: it is not held */
  readonly held: HoldView | null;
  /** why this case has this assignee, or none */
  readonly assignmentReason: Reason | null;
  /** why mail does not reach the requester, in the words of a server; null: nothing says so */
  readonly requesterUnreachable: string | null;
  readonly links: readonly RecordLinkSummary[];
  /** the closed case that it goes on from */
  readonly previousCase: CaseName | null;
  /** where it is worked on now */
  readonly mergedInto: CaseName | null;
  /** cases that were merged into this one */
  readonly mergedCases: readonly CaseName[];
  readonly earlierCases: readonly { id: string; number: number; subject: string; status: CaseStatus }[];
  readonly allowed: {
    readonly work: boolean;
    readonly assign: boolean;
    /** and release */
    readonly hold: boolean;
    readonly delete: boolean;
    /** single mails of the case */
    readonly deleteMail: boolean;
    readonly send: SendPermission;
  };
  /** what the composer starts with */
  readonly replyDraft: {
    readonly from: MailAddress;
    readonly to: readonly MailAddress[];
    readonly cc: readonly MailAddress[];
    readonly subject: string;
  } | null;
}

export type SendPermission =
  { readonly allowed: true } | { readonly allowed: false; readonly code: SendRefusal };
/** `no-account`: the case came from no mailbox; `no-smtp`: its mailbox cannot send; `forbidden`: the role does not allow it. */
export type SendRefusal = 'no-account' | 'no-smtp' | 'not-shared' | 'forbidden';

/** A record that the reading user may read, and why a case or mail is linked to it. */
export interface RecordLinkSummary {
  /** of the link, by which it is removed */
  readonly id: string;
  readonly uid: string;
  readonly documentId: string;
  readonly label: string;
  readonly typeName: string;
  readonly rule: LinkRule;
  /** the address or number that was found; empty where the rule needs none */
  readonly matched: string;
}

/** GET /mailroom/cases/:id/timeline */
export interface TimelineQuery {
  /** `open`: of the newest mails, and of those that the reading user has not seen; `all`: to print them. Default `open` */
  readonly bodies?: 'open' | 'all';
}

/** Oldest first. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[];
}

interface TimelineEntryBase {
  readonly id: string;
  readonly at: Timestamp;
  /** null when Mailroom itself acted */
  readonly actor: AgentSummary | null;
  readonly reason: Reason | null;
}

export type TimelineEntry = TimelineEntryBase &
  (
    | { readonly kind: 'case-opened' }
    | { readonly kind: 'email-received'; readonly email: EmailView }
    | { readonly kind: 'email-sent'; readonly email: EmailView }
    /** numbers of cases; `from` is null for mail that had none */
    | { readonly kind: 'email-moved'; readonly from: number | null; readonly to: number }
    /** a mail of the case, for good */
    | { readonly kind: 'email-deleted' }
    /** `note`: among ourselves; `post`: whoever reads the case may read it, the requester too */
    | {
        readonly kind: 'note' | 'post';
        readonly text: string;
        readonly mentions: readonly AgentSummary[];
        readonly files: readonly AttachmentView[];
      }
    /** `label`: of the record; null where the reading user may not read such records */
    | { readonly kind: 'linked' | 'unlinked'; readonly label: string | null }
    | { readonly kind: 'tagged' | 'untagged'; readonly names: readonly string[] }
    | { readonly kind: 'snoozed'; readonly until: Timestamp | null }
    | { readonly kind: 'woken' }
    /** from then on nothing of it was deleted, or might be again */
    | { readonly kind: 'held' | 'released' }
    /** `number`: of the other case */
    | { readonly kind: 'merged' | 'unmerged' | 'split'; readonly number: number; readonly into: boolean }
    /** it was closed, and its customer's next mail opened that one */
    | { readonly kind: 'continued'; readonly number: number }
    /** filters that acted on a mail, by name */
    | { readonly kind: 'filtered'; readonly names: readonly string[] }
    /** an answer that Mailroom wrote, or why it wrote none */
    | { readonly kind: 'automatic-mail'; readonly email: EmailView | null }
    | { readonly kind: 'status-changed'; readonly from: CaseStatus; readonly to: CaseStatus }
    | { readonly kind: 'priority-changed'; readonly from: CasePriority; readonly to: CasePriority }
    | { readonly kind: 'type-changed'; readonly from: CaseType; readonly to: CaseType }
    | { readonly kind: 'assigned'; readonly from: AgentSummary | null; readonly to: AgentSummary | null }
    /** a mail of ours did not reach these; the report itself is an `email-received` */
    | { readonly kind: 'bounce'; readonly failed: readonly FailedRecipient[] }
  );

export interface FailedRecipient {
  readonly address: string;
  /** status and the server's words */
  readonly words: string;
  /** true: the address is dead */
  readonly hard: boolean | null;
}

export type EmailDirection = 'in' | 'out';
export type OutgoingState =
  'draft' | 'held' | 'scheduled' | 'queued' | 'sending' | 'sent' | 'uncertain' | 'failed';

/** What a mail says. `html` is sanitized by the server; it is shown in a sandboxed frame only. */
export interface EmailBody {
  readonly text: string;
  /** stretches of `text` that are folded away, in their order; those of `html` are marked in it */
  readonly folds: readonly FoldView[];
  readonly html: string | null;
  /** links of it that a reader is warned of before they are opened */
  readonly links: readonly DangerousLink[];
}

/** One mail, for reading. */
export interface EmailView {
  readonly id: string;
  readonly direction: EmailDirection;
  /** null for incoming mail */
  readonly state: OutgoingState | null;
  readonly from: MailAddress;
  /** domain that it says it came through on its author's behalf: of a relay or a mailing list; null: none, or the author's own */
  readonly via: string | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  readonly date: Timestamp;
  /** null in a stream that leaves it out, see Timeline; GET /mailroom/emails/:id gives it */
  readonly body: EmailBody | null;
  /** the mail inside a forward, as far as the forward says; null for other mail */
  readonly forwarded: ForwardedView | null;
  readonly snippet: string;
  /** among ourselves: no customer sees it */
  readonly internal: boolean;
  /**
   * A case that it may belong to, although nothing proves it; null too where the reading user may not see that case.
   * POST /mailroom/emails/:id/move puts the mail there.
   */
  readonly suggestion: CaseSuggestion | null;
  readonly classification: Classification;
  /** what decided the classification, e.g. `Auto-Submitted: auto-replied` */
  readonly classificationSignals: readonly string[];
  /** what a server found out about the sender; `trusted`: it was our own. Null when none says anything */
  readonly authentication: Authentication | null;
  /** what a reader should be told of the sender */
  readonly warnings: readonly MailWarning[];
  /** of delivery reports, receipts and complaints */
  readonly report: Report | null;
  /** what its calendar object says; null for mail without one */
  readonly invitation: Invitation | null;
  /** what the mail says of its own protection; nobody has verified it */
  readonly signed: ProtectionWay | null;
  readonly encrypted: ProtectionWay | null;
  /** the automatic answer that it got, or why it got none; null where the account answers nothing */
  readonly autoReply: Reason | null;
  readonly bcc: readonly MailAddress[];
  /** pictures of the web in it are shown without asking; GET /mailroom/emails/:id/image?url= fetches each */
  readonly remoteImages: boolean;
  readonly attachments: readonly AttachmentView[];
  /** false too for mail that was too large to be fetched whole */
  readonly hasSource: boolean;
  /** too large to be fetched whole: headers and text are here, files are fetched when somebody asks for them */
  readonly incomplete: boolean;
  /** what was deleted of it while the mail itself was kept; null: nothing */
  readonly removed: RemovedParts | null;
  /** the server's words when a send failed or was deferred; null otherwise */
  readonly deliveryError: string | null;
  readonly nextAttemptAt: Timestamp | null;
  /** why it counts as sent although the server never confirmed it; null otherwise */
  readonly sentBecause: Reason | null;
  /** the server's words when no copy could be put into the Sent folder; null otherwise */
  readonly sentCopyError: string | null;
  readonly deliveries: readonly {
    readonly address: string;
    readonly state: 'pending' | 'accepted' | 'deferred' | 'refused' | 'bounced';
    readonly response: string;
  }[];
}

export interface RemovedParts {
  readonly parts: readonly RemovablePart[];
  readonly at: Timestamp;
  /** name of the account by whose rule; null: because a person was anonymised */
  readonly by: string | null;
}

export type ProtectionWay = 'pgp' | 'smime';

/** GET /mailroom/case-names?search=: cases that the reading user may work on, by number or words of the subject. */
export type CaseName = Pick<CaseRow, 'id' | 'number' | 'subject' | 'status'>;

export interface CaseSuggestion {
  readonly case: CaseName;
  readonly reason: Reason;
}

/** POST /mailroom/emails/:id/move: into another case, with its entry in the stream. Moving it back undoes it. */
export interface EmailMove {
  /** documentId */
  readonly caseId: string;
}

export interface FoldView {
  readonly kind: 'quote' | 'signature' | 'forward';
  /** UTF-16 units of `text` */
  readonly start: number;
  readonly end: number;
}

/** What somebody's mail program wrote above a forwarded mail; nothing of it is proved. */
export interface ForwardedView {
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string | null;
  /** as written, in the forwarder's language */
  readonly date: string | null;
}

export interface AttachmentView {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** bytes */
  readonly size: number;
  /** shown inside the HTML by its cid, not listed as a file */
  readonly inline: boolean;
  readonly contentId: string | null;
  /** false: still on the mail server, and fetched by GET /mailroom/attachments/:id, which may take a while */
  readonly available: boolean;
  /** it was deleted: neither here nor on the mail server */
  readonly deleted: boolean;
}

/**
 * POST /mailroom/cases/:id/replies, multipart/form-data.
 * Field `data` is this object as JSON; each file is a part named `files`.
 */
export interface ReplyInput {
  readonly text: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  /** made by the client once per answer; a repeat returns the first result */
  readonly idempotencyKey: string;
  /** what the case becomes once the answer is queued; unchanged when absent */
  readonly status?: CaseStatus;
}

/**
 * POST /mailroom/cases, multipart/form-data as answers are: opens a case with a first mail of ours, and gives its CaseName.
 * Ids are documentIds.
 */
export interface NewCaseInput {
  /** one of GET /mailroom/sending-accounts */
  readonly groupAccountId: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** made by the client once per mail; a repeat returns the first case */
  readonly idempotencyKey: string;
  /** where it is written from; linked to the case */
  readonly record?: { readonly contentType: string; readonly documentId: string };
  /** true unless given; false: to whom the account distributes it */
  readonly assignToMe?: boolean;
}

/** GET /mailroom/sending-accounts: group accounts from which the reading user may open cases. */
export type SendingAccount = AccountSummary;

/** POST /mailroom/cases/:id/notes, as JSON, or as multipart/form-data with it in `data` and files in parts named `files` */
export interface NoteInput {
  readonly text: string;
  /** ids of admin users who are told, and follow */
  readonly mentions?: readonly number[];
  /** true: whoever reads the case may read it, the requester too */
  readonly post?: boolean;
}

/** PUT /mailroom/cases/:id; only the given keys change. `assignee: null` takes the assignee away. */
export interface CaseChange {
  readonly status?: CaseStatus;
  readonly priority?: CasePriority;
  readonly type?: CaseType;
  readonly assignee?: number | null;
}

/**
 * GET /mailroom/emails: mail that belongs to no case. `personal`: of my own accounts; `team`: of my teams' group accounts.
 * GET /mailroom/emails/:id gives an EmailView with `reason`.
 */
export interface ListEmailsQuery {
  readonly view: 'personal' | 'team';
  readonly cursor?: string;
  readonly limit?: number;
}
export interface EmailRow {
  readonly id: string;
  readonly from: MailAddress;
  readonly subject: string;
  readonly snippet: string;
  readonly date: Timestamp;
  readonly unread: boolean;
  readonly hasAttachments: boolean;
  readonly classification: Classification;
  readonly account: AccountSummary | null;
}
export type EmailPage = Page<EmailRow>;
export interface EmailDetail extends EmailView {
  readonly body: EmailBody;
  /** where the reading user may open it */
  readonly case: { readonly id: string; readonly number: number } | null;
  readonly account: AccountSummary | null;
  readonly reason: Reason | null;
  readonly allowed: { readonly delete: boolean };
}
