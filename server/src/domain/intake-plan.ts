/** What becomes of a batch of mails, as plain data: made by `decide`, stored by `commit`, in one transaction. */
import type { AnsweringAccount, KnownRecipient } from './auto-reply';
import type { AnswerLog } from './auto-reply-log';
import type { Authentication, MailWarning, ReceivingServer } from './authentication';
import type { Classification } from './classification';
import type { Reason } from './reason';
import type { CasePriority, CaseStatus } from './case-state';
import type { Member, TurnPointer, Distribution } from './distribution';
import type { Handling } from './incoming';
import type { Address, ParsedMessage, ParseOutcome } from './message';
import type { Filter } from './filter';
import { NO_ADVICE, type DecidingExtensions, type MailAdvice } from './extension';
import type { FilterTargets } from './filters/targets';
import type { LinkDraft } from './record';
import type { TokenKeys } from './reply-token';
import type { TemplateVersion } from './template';
import type { ThreadMerge } from './thread-keys';
import type { ThreadingSettings } from './threading-settings';
import type { RowScope } from './row-scope';

/** One mail of a batch, as it came from a server. */
export interface IntakeItem {
  readonly uid: number;
  readonly size: number;
  readonly receivedAt: Date;
  /** system flags and keywords on the server */
  readonly flags: readonly string[];
  /** sha256 of the stored source */
  readonly sourceHash: string;
  /** of a source in a pack; null when it has a file of its own */
  readonly sourcePlace: string | null;
  readonly parsed: ParseOutcome;
  /** what the app's code says of it; absent: nothing */
  readonly advice?: MailAdvice;
}

/** What the app's code said of a mail; nothing of one that nobody was asked about. */
export const adviceOn = ({ advice }: Pick<IntakeItem, 'advice'>): MailAdvice => advice ?? NO_ADVICE;

/** Whose mail a mailbox's mail is. */
export type IntakeAccount =
  | {
      readonly kind: 'group';
      readonly id: number;
      readonly teamIds: readonly number[];
      readonly createCase: boolean;
      readonly distribution: Distribution;
      readonly directAssignee: Member | null;
      readonly targetTeam: {
        readonly id: number;
        readonly name: string;
        readonly members: readonly Member[];
      } | null;
      readonly pointer: TurnPointer | null;
      readonly threading: ThreadingSettings;
    }
  | {
      readonly kind: 'personal';
      readonly id: number;
      readonly ownerId: number;
      /** a folder of the owner's for what comes from this folder of the mailbox; null: the inbox */
      readonly folderId: number | null;
    };

/** What answering a group account's mail automatically needs; read for accounts that do so. */
export interface AnsweringContext {
  readonly account: AnsweringAccount;
  readonly versions: readonly TemplateVersion[];
  readonly from: Address;
  /** what customers read of the account */
  readonly accountName: string;
  /** senders and those whom they ask to answer, by address key */
  readonly recipients: ReadonlyMap<string, KnownRecipient & { readonly language: string | null }>;
  /** when the account answered, of the last hour */
  readonly answeredAt: readonly Date[];
  /** stored mails of which a copy may be here that have an answer */
  readonly answeredEmails: ReadonlySet<number>;
  /** answers that stored cases have had, by the case's id */
  readonly caseAnswers: ReadonlyMap<number, number>;
  /** names of agents, by id */
  readonly agents: ReadonlyMap<number, string>;
  /** secret of this batch, from which Message-IDs are made */
  readonly seed: string;
  /** IANA name */
  readonly timeZone: string;
}

/** An automatic answer as it will be sent; its bytes are composed after the commit. */
export interface AutomaticAnswer {
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: Address;
  readonly replyTo: readonly Address[];
  readonly to: Address;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly snippet: string;
}

/** Whether a mail was answered, and what it changes of what is remembered of addresses. */
export interface Answering {
  readonly reason: Reason;
  readonly answer: AutomaticAnswer | null;
  /** in which the answered mail is written; null: unknown, or it was not looked at */
  readonly language: string | null;
  /** by address key */
  readonly logs: ReadonlyMap<string, AnswerLog>;
}

export interface StoredEmail {
  readonly id: number;
  readonly direction: 'in' | 'out';
  readonly messageId: string;
  readonly identityHash: string;
  readonly caseId: number | null;
  /** of its conversation, see domain/thread-keys; null for mail stored before there were any */
  readonly threadHash: string | null;
  /** among ourselves */
  readonly internal: boolean;
}

/** A stored mail that names an id; of several in one case and conversation only the newest. */
export type ReferringEmail = Pick<StoredEmail, 'direction' | 'caseId' | 'threadHash' | 'internal'>;

/** A stored mail with an equal subject. */
export interface SimilarEmail {
  readonly subjectHash: string;
  /** address key */
  readonly sender: string;
  readonly sentAt: Date;
  readonly caseId: number;
}

export interface StoredCase {
  readonly id: number;
  readonly documentId: string;
  readonly number: number;
  readonly status: CaseStatus;
  readonly assigneeId: number | null;
  readonly emailCount: number;
  readonly hasAttachments: boolean;
  readonly lastActivityAt: Date;
  readonly snippet: string;
  readonly lastCustomerMessageAt: Date | null;
  readonly closedAt: Date | null;
  readonly snoozed: boolean;
}

/** What is read once for a whole batch. */
export interface IntakeContext {
  readonly now: Date;
  readonly handling: Handling;
  /** mail of ours, from the Sent folder: written in another program, or copies of what we sent */
  readonly sent: boolean;
  readonly account: IntakeAccount;
  /** it lies in the folder for spam */
  readonly inJunk: boolean;
  /** whose words on authentication count */
  readonly receivingServer: ReceivingServer;
  /** address keys of all mailboxes */
  readonly ownAddresses: ReadonlySet<string>;
  /** active admin users among the senders, by address key */
  readonly users: ReadonlyMap<string, number>;
  /** by identity hash */
  readonly emailsByIdentity: ReadonlyMap<string, StoredEmail>;
  /** stored mails that this mailbox has had before, other than as spam: moving them about on the server says nothing new */
  readonly hadBefore: ReadonlySet<number>;
  /** by Message-ID, ours or a relay's for it */
  readonly emailsByMessageId: ReadonlyMap<string, readonly StoredEmail[]>;
  /** keys of mails that were here and that somebody deleted */
  readonly deletedIdentities: ReadonlySet<string>;
  /** stored mails by an id that they name, whether or not a mail with it was ever seen */
  readonly emailsAnswering: ReadonlyMap<string, readonly ReferringEmail[]>;
  /** newest first; only read for accounts that ask for it */
  readonly similarEmails: readonly SimilarEmail[];
  /** verify and sign reply tokens; secrets */
  readonly tokenKeys: TokenKeys;
  /** ids of cases whose numbers mails of the batch carry */
  readonly caseIdsByNumber: ReadonlyMap<number, number>;
  /** filed copies in this folder, by fingerprint */
  readonly copiesInFolder: ReadonlyMap<string, number>;
  /** by id; what was merged into another case leads to that one */
  readonly cases: ReadonlyMap<number, StoredCase>;
  /** `<case id>:<address key>` */
  readonly participants: ReadonlySet<string>;
  readonly records: KnownRecords;
  readonly people: KnownPeople;
  /** active ones of all, of the account and of users, in the order in which they are asked */
  readonly filters: readonly Filter[];
  readonly filterTargets: FilterTargets;
  /** the app's own rules and filter actions */
  readonly extensions: DecidingExtensions;
  /** null: the account answers nothing by itself */
  readonly answering: AnsweringContext | null;
  readonly lastCaseNumber: number;
}

/** Records of any content type that mails of the batch may belong to. */
export interface KnownRecords {
  /** by address key, in the order of the admin's rules; parents come after their children */
  readonly byAddress: ReadonlyMap<string, readonly LinkDraft[]>;
  /** by the mail whose subject or text names a record's number */
  readonly byNumber: ReadonlyMap<ParsedMessage, readonly LinkDraft[]>;
  /** links of stored mails, by the mail's id */
  readonly ofEmails: ReadonlyMap<number, readonly LinkDraft[]>;
  /** links of stored cases, by the case's id */
  readonly ofCases: ReadonlyMap<number, readonly LinkDraft[]>;
  /** users who follow a record or a case, by `recordKey`; only those who may read the record */
  readonly followers: ReadonlyMap<string, readonly number[]>;
}

/** Users of ours into whose inboxes mails of the batch may go. */
export interface KnownPeople {
  /** active users by address key: their own address, or that of their personal account */
  readonly byAddress: ReadonlyMap<string, readonly number[]>;
  /** which cases and which mail outside of cases each follower may read, by user */
  readonly reach: ReadonlyMap<number, { readonly cases: RowScope; readonly mail: RowScope }>;
  /** by the id of a stored case; known of the cases that follows bear upon */
  readonly teamsOfCases: ReadonlyMap<number, readonly number[]>;
}

/** A mail in one user's inbox. */
export interface InboxPlacement {
  readonly userId: number;
  readonly because: 'owner' | 'assignee' | 'addressed' | 'member' | 'follower' | 'mentioned';
  readonly unread: boolean;
  readonly important: boolean;
  readonly trashed: boolean;
  /** a folder of the user's own */
  readonly folderId: number | null;
  /** whether the user is told of it */
  readonly notify: boolean;
}

/** A case that a mail may belong to, although nothing proves it. */
export interface Suggestion {
  readonly case: CaseDraft;
  readonly reason: Reason;
}

/** A case that a batch opens or changes. Drafts are shared by the outcomes that concern them. */
export interface CaseDraft {
  /** null until it is stored */
  id: number | null;
  readonly isNew: boolean;
  readonly number: number;
  readonly subject: string;
  readonly requester: { readonly name: string; readonly address: string } | null;
  readonly teamIds: readonly number[];
  readonly priority: CasePriority;
  readonly assignment: {
    readonly userId: number | null;
    readonly reason: Reason;
    /** the team in which somebody is to be found later; absent: that of the account */
    readonly awaitingTeamId?: number | null;
  };
  assigneeId: number | null;
  status: CaseStatus;
  emailCount: number;
  hasAttachments: boolean;
  snippet: string;
  lastActivityAt: Date;
  lastCustomerMessageAt: Date | null;
  closedAt: Date | null;
  snoozed: boolean;
  /** the closed case that a new one goes on from */
  readonly previous: Pick<CaseDraft, 'id' | 'number'> | null;
}

export interface EmailDraft {
  /** null until it is stored */
  id: number | null;
  readonly message: ParsedMessage;
  readonly fingerprint: string;
  readonly identityHash: string;
  readonly classification: Classification;
  readonly signals: readonly string[];
  readonly authentication: Authentication | null;
  readonly warnings: readonly MailWarning[];
  readonly snippet: string;
  readonly sentAt: Date;
  readonly reason: Reason;
  /** among ourselves: no customer sees it, and it is no answer of a customer */
  readonly internal: boolean;
  /** key of its conversation; final when the whole batch is decided */
  threadHash: string;
}

/** What a report says of one recipient of a mail that we sent. */
export interface RecipientNews {
  /** the address that the mail was sent to, as far as it is known, first */
  readonly addressKeys: readonly string[];
  readonly address: string;
  /** status and the server's words */
  readonly words: string;
  /** the address is dead; null when the report does not tell */
  readonly hard: boolean | null;
}

/** Whom a mail that we sent did not reach, as a report says. */
export interface DeliveryNews {
  /** the mail that was sent */
  readonly emailId: number;
  readonly caseId: number | null;
  readonly failed: readonly RecipientNews[];
  /** not yet; the server goes on trying */
  readonly delayed: readonly RecipientNews[];
}

export type StatusChange = { readonly from: CaseStatus; readonly to: CaseStatus };

export type Outcome =
  | {
      readonly kind: 'filed';
      readonly item: IntakeItem;
      /** `out`: sent by us in another program */
      readonly direction: 'in' | 'out';
      readonly email: EmailDraft;
      readonly case: CaseDraft | null;
      readonly opensCase: boolean;
      readonly statusChange: StatusChange | null;
      /** its case was snoozed until a customer writes, or until later */
      readonly woken: boolean;
      readonly inboxes: readonly InboxPlacement[];
      /** null unless it reports a failure or a delay of mail that we sent */
      readonly delivery: DeliveryNews | null;
      /** a folder of teams */
      readonly groupFolderId: number | null;
      readonly links: readonly LinkDraft[];
      readonly tags: readonly string[];
      readonly suggestion: Suggestion | null;
      /** filters that matched */
      readonly filterIds: readonly number[];
      /** of those, such as colleagues may know of: filters of the account and of all */
      readonly filterNames: readonly string[];
      /** names of the app's own filter actions that it met */
      readonly customActions: readonly string[];
      /** null where the account answers nothing */
      readonly answering: Answering | null;
    }
  | {
      /** left out by a filter, or deleted before: nothing of it is kept but its place in the ledger */
      readonly kind: 'ignored';
      readonly item: IntakeItem;
      readonly fingerprint: string;
      readonly message: ParsedMessage;
      readonly filterIds: readonly number[];
      readonly reason: Reason;
    }
  | {
      readonly kind: 'duplicate';
      readonly item: IntakeItem;
      readonly of: { readonly stored: number } | { readonly draft: EmailDraft };
      /** Message-ID that a relay gave to this mail of ours */
      readonly alias: string | null;
      /** of those whom this copy reaches; who has the mail already keeps it as it is */
      readonly inboxes: readonly InboxPlacement[];
      /** what the copy makes of a mail that belonged to no case; its `email` has the id of the stored one */
      readonly adoption: Adoption | null;
      /** the stored mail's case, which the teams of this copy's account work on too */
      readonly sharedCaseId: number | null;
      readonly fingerprint: string;
      readonly message: ParsedMessage;
      readonly reason: Reason;
    }
  | {
      readonly kind: 'quarantined';
      readonly item: IntakeItem;
      readonly why: Extract<ParseOutcome, { kind: 'unparsable' }>;
    };

/** A mail that becomes an email of its own. */
export type Filed = Extract<Outcome, { kind: 'filed' }>;

/** A stored mail that gets its case from another copy of it, as if that copy had come first. */
export type Adoption = Filed & { readonly case: CaseDraft };

/** Everything of a batch that comes into a case or is filed in none: new mails, and stored ones that are adopted. */
export const placedMails = (outcomes: readonly Outcome[]): readonly Filed[] =>
  outcomes.flatMap((outcome) => {
    if (outcome.kind === 'filed') return [outcome];
    return outcome.kind === 'duplicate' ? (outcome.adoption ?? []) : [];
  });

export interface IntakePlan {
  readonly outcomes: readonly Outcome[];
  /** opened and changed cases, in the order of their numbers */
  readonly cases: readonly CaseDraft[];
  readonly lastCaseNumber: number;
  /** stored conversations that have become one */
  readonly merges: readonly ThreadMerge[];
  /** null when nobody was given a turn */
  readonly pointer: TurnPointer | null;
}
