/** What becomes of a batch of mails, as plain data: made by `decide`, stored by `commit`, in one transaction. */
import type { Classification } from './classification';
import type { Reason } from './reason';
import type { CasePriority, CaseStatus } from './case-state';
import type { Member, TurnPointer, Distribution } from './distribution';
import type { Handling } from './incoming';
import type { ParsedMessage, ParseOutcome } from './message';

/** One mail of a batch, as it came from a server. */
export interface IntakeItem {
  readonly uid: number;
  readonly size: number;
  readonly receivedAt: Date;
  /** sha256 of the stored source */
  readonly sourceHash: string;
  readonly parsed: ParseOutcome;
}

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
    }
  | { readonly kind: 'personal'; readonly id: number; readonly ownerId: number };

export interface StoredEmail {
  readonly id: number;
  readonly direction: 'in' | 'out';
  readonly messageId: string;
  readonly identityHash: string;
  readonly caseId: number | null;
}

export interface StoredCase {
  readonly id: number;
  readonly number: number;
  readonly status: CaseStatus;
  readonly assigneeId: number | null;
  readonly emailCount: number;
  readonly hasAttachments: boolean;
  readonly lastActivityAt: Date;
  readonly snippet: string;
  readonly lastCustomerMessageAt: Date | null;
  readonly closedAt: Date | null;
}

/** What is read once for a whole batch. */
export interface IntakeContext {
  readonly now: Date;
  readonly handling: Handling;
  readonly account: IntakeAccount;
  /** address keys of all mailboxes */
  readonly ownAddresses: ReadonlySet<string>;
  /** active admin users among the senders, by address key */
  readonly users: ReadonlyMap<string, number>;
  /** by identity hash */
  readonly emailsByIdentity: ReadonlyMap<string, StoredEmail>;
  /** by Message-ID */
  readonly emailsByMessageId: ReadonlyMap<string, readonly StoredEmail[]>;
  /** filed copies in this folder, by fingerprint */
  readonly copiesInFolder: ReadonlyMap<string, number>;
  readonly cases: ReadonlyMap<number, StoredCase>;
  /** `<case id>:<address key>` */
  readonly participants: ReadonlySet<string>;
  readonly lastCaseNumber: number;
  /** mail below this uid was received before `before`, it lay there before we came, and is not ours to open */
  readonly history: { readonly belowUid: number; readonly before: Date };
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
  readonly assignment: { readonly userId: number | null; readonly reason: Reason };
  assigneeId: number | null;
  status: CaseStatus;
  emailCount: number;
  hasAttachments: boolean;
  snippet: string;
  lastActivityAt: Date;
  lastCustomerMessageAt: Date | null;
  closedAt: Date | null;
}

export interface EmailDraft {
  /** null until it is stored */
  id: number | null;
  readonly message: ParsedMessage;
  readonly fingerprint: string;
  readonly identityHash: string;
  readonly classification: Classification;
  readonly signals: readonly string[];
  readonly snippet: string;
  readonly sentAt: Date;
  readonly reason: Reason;
}

export type StatusChange = { readonly from: CaseStatus; readonly to: CaseStatus };

export type Outcome =
  | {
      readonly kind: 'filed';
      readonly item: IntakeItem;
      readonly email: EmailDraft;
      readonly case: CaseDraft | null;
      readonly opensCase: boolean;
      readonly statusChange: StatusChange | null;
      /** users in whose inbox it is */
      readonly inboxOf: readonly number[];
    }
  | {
      readonly kind: 'duplicate';
      readonly item: IntakeItem;
      readonly of: { readonly stored: number } | { readonly draft: EmailDraft };
      readonly fingerprint: string;
      readonly message: ParsedMessage;
      readonly reason: Reason;
    }
  | {
      readonly kind: 'ignored';
      readonly item: IntakeItem;
      readonly fingerprint: string;
      readonly message: ParsedMessage;
      readonly reason: 'before-fetch-since';
    }
  | {
      readonly kind: 'quarantined';
      readonly item: IntakeItem;
      readonly why: Extract<ParseOutcome, { kind: 'unparsable' }>;
    };

/** A mail that becomes an email of its own. */
export type Filed = Extract<Outcome, { kind: 'filed' }>;

export interface IntakePlan {
  readonly outcomes: readonly Outcome[];
  /** opened and changed cases, in the order of their numbers */
  readonly cases: readonly CaseDraft[];
  readonly lastCaseNumber: number;
  /** null when nobody was given a turn */
  readonly pointer: TurnPointer | null;
}
