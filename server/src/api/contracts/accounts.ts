/** Teams, mailboxes and their accounts as the settings pages see them. Secrets go in and never come out. */
import type {
  Authentication,
  ConnectionProblem,
  ConnectionProblemCode,
  ConnectionSecurity,
  ConnectionStepName,
  ConnectionTestResult,
  ConnectionTestStep,
  FolderUse,
  FoundFolder,
  HistorySettings as HistoryChoice,
  MailboxState,
  ReadState,
  SentSettings,
} from '../../domain/connection';
import type { AutoReplyLimits } from '../../domain/auto-reply-limits';
import type { Distribution as CaseDistribution } from '../../domain/distribution';
import type { RetentionCounts, RetentionRules, RetentionStage } from '../../domain/retention';
import type { ClosedCasePolicy, ForeignReference, ThreadingSettings } from '../../domain/threading-settings';
import type { AgentSummary, TeamSummary, Timestamp } from './common';

export type {
  Authentication,
  AutoReplyLimits,
  CaseDistribution,
  ClosedCasePolicy,
  ConnectionProblem,
  ConnectionProblemCode,
  ConnectionSecurity,
  ConnectionStepName,
  ConnectionTestResult,
  ConnectionTestStep,
  FolderUse,
  FoundFolder,
  ForeignReference,
  MailboxState,
  ReadState,
  RetentionCounts,
  RetentionRules,
  RetentionStage,
  SentSettings,
  ThreadingSettings,
};

/** What to do with mail that lay there before the first connection. */
export type HistorySettings = HistoryChoice<Timestamp>;

/** GET /mailroom/teams, POST /mailroom/teams, PUT and DELETE /mailroom/teams/:id */
export interface TeamDetail extends TeamSummary {
  readonly description: string;
  /** in the order in which round-robin goes round */
  readonly members: readonly AgentSummary[];
  /** its members follow the cases that are opened for it */
  readonly autoFollow: boolean;
  readonly openCases: number;
}
export interface TeamInput {
  readonly name: string;
  readonly color: string;
  readonly description?: string;
  /** ids of admin users, in order */
  readonly members: readonly number[];
  /** absent: as it is, of a new team: no */
  readonly autoFollow?: boolean;
}

/** One server of a mailbox. `secretSet` says whether a secret is stored; the secret itself is write-only. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly secretSet: boolean;
}
/**
 * `secret` absent keeps the stored one, which is allowed only while host, port, security and user stay the same.
 */
export interface ServerSettingsInput {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly user: string;
  readonly secret?: string;
}

export interface MailboxHealth {
  readonly state: MailboxState;
  readonly lastCheckedAt: Timestamp | null;
  readonly lastSuccessAt: Timestamp | null;
  readonly lastMailAt: Timestamp | null;
  readonly nextTryAt: Timestamp | null;
  readonly failures: number;
  readonly problem: ConnectionProblem | null;
  /** since when the server tells of new mail by itself (IMAP IDLE); null: it is asked by the clock */
  readonly pushSince: Timestamp | null;
  /** since when no mail has come for longer than `silenceAlarmHours`; null: no alarm */
  readonly silentSince: Timestamp | null;
  /** null: no history is imported, or it has not begun */
  readonly history: HistoryProgress | null;
}

/** How far the import of the mail that lay in a mailbox has come, all its folders together. */
export interface HistoryProgress {
  /** mails that were there when the import began; may shrink when they are deleted meanwhile */
  readonly total: number;
  readonly done: number;
  readonly startedAt: Timestamp;
  /** null while it goes on */
  readonly finishedAt: Timestamp | null;
  /** mails a minute since it began; null until that can be said */
  readonly perMinute: number | null;
  readonly secondsLeft: number | null;
}

/**
 * A line of the answer to those who send `Accept: application/x-ndjson`: each step when it is known, at last the result.
 */
export type ConnectionTestLine =
  { readonly step: ConnectionTestStep } | { readonly result: ConnectionTestResult };

/** POST /mailroom/connection-tests: one step after the other; after the first failure of a server the rest is `skipped`. */
export interface ConnectionTestInput {
  /** test a stored mailbox with its stored secrets where they are not given and nothing else of the server changed */
  readonly groupAccount?: string;
  readonly personalAccount?: string;
  readonly imap?: ServerSettingsInput;
  readonly smtp?: ServerSettingsInput;
  readonly folders?: readonly string[];
  readonly certificateAuthority?: string;
  readonly certificateFingerprint?: string;
  readonly authentication?: Authentication;
  readonly oauthProvider?: string | null;
}
interface AccountBase {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly active: boolean;
  readonly authentication: Authentication;
  readonly oauthProvider: string | null;
  /** since when somebody has signed in at the provider; null: nobody has, or with a password */
  readonly authorizedAt: Timestamp | null;
  readonly imap: ServerSettings | null;
  readonly smtp: ServerSettings | null;
  readonly folders: readonly string[];
  readonly readState: ReadState;
  readonly push: boolean;
  readonly history: HistorySettings;
  readonly sent: SentSettings;
  /** PEM, may be empty */
  readonly certificateAuthority: string;
  /** sha256 of the one certificate that is trusted, lower-case hex without separators; empty: trust is by authority */
  readonly certificateFingerprint: string;
  /** null: no alarm */
  readonly silenceAlarmHours: number | null;
  readonly fromName: string;
  readonly signature: string;
  readonly health: MailboxHealth;
}
interface AccountInputBase {
  readonly name: string;
  readonly address: string;
  readonly active: boolean;
  readonly authentication: Authentication;
  /** required with `oauth2`; the secrets of the servers are then not used */
  readonly oauthProvider: string | null;
  readonly imap: ServerSettingsInput | null;
  readonly smtp: ServerSettingsInput | null;
  readonly folders: readonly string[];
  readonly readState: ReadState;
  readonly push: boolean;
  /** changing it later begins the import then; what has been imported stays */
  readonly history: HistorySettings;
  readonly sent: SentSettings;
  readonly certificateAuthority?: string;
  /** sha256 in hex, with or without colons */
  readonly certificateFingerprint?: string;
  readonly silenceAlarmHours: number | null;
  readonly fromName: string;
  readonly signature: string;
}

/** GET, POST /mailroom/group-accounts; GET, PUT, DELETE /mailroom/group-accounts/:id; POST /mailroom/group-accounts/:id/fetch */
export interface GroupAccountDetail extends AccountBase {
  readonly teams: readonly TeamSummary[];
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  readonly directAssignee: AgentSummary | null;
  readonly targetTeam: TeamSummary | null;
  readonly threading: ThreadingSettings;
  readonly retention: RetentionRules;
  /** notifications to users are sent from here */
  readonly sendsNotifications: boolean;
  readonly autoReply: AutoReply;
}
/** Whether an account answers by itself; `template` is an automatic answer's. */
export interface AutoReply {
  readonly active: boolean;
  readonly template: { readonly id: string; readonly name: string } | null;
  readonly limits: AutoReplyLimits;
}
export interface AutoReplyInput {
  readonly active: boolean;
  /** documentId; required when it is active */
  readonly template: string | null;
  readonly limits: AutoReplyLimits;
}
export interface GroupAccountInput extends AccountInputBase {
  readonly teams: readonly string[];
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  /** required with `direct-assignment` */
  readonly directAssignee: number | null;
  /** required with `round-robin`, `least-busy` and `custom:…` */
  readonly targetTeam: string | null;
  /** absent: as stored; of a new account: none of it */
  readonly threading?: ThreadingSettings;
  /** absent: as stored; of a new account: everything is kept */
  readonly retention?: RetentionRules;
  /** absent: as stored; of a new account: off */
  readonly autoReply?: AutoReplyInput;
  /** true: from here and from no other account; absent: as it is, of a new account: no */
  readonly sendsNotifications?: boolean;
}

/** POST /mailroom/group-accounts/:id/retention-preview with RetentionRules: what they would delete of the mail that is here. */
export interface RetentionPreview {
  /** in the next run */
  readonly now: RetentionCounts;
  /** within a month after it */
  readonly nextMonth: RetentionCounts;
  /** there is more than was counted */
  readonly more: boolean;
  /** mails that are due within the same time, and stay because their cases are held */
  readonly held: number;
}

/** GET /mailroom/group-accounts/:id/retention-runs?cursor=&limit=: runs in which its rules deleted anything, newest first. */
export interface RetentionRun {
  readonly id: string;
  readonly at: Timestamp;
  readonly counts: RetentionCounts;
}

/** The same under /mailroom/personal-accounts. */
export interface PersonalAccountDetail extends AccountBase {
  readonly owner: AgentSummary;
}
export interface PersonalAccountInput extends AccountInputBase {
  readonly owner: number;
}

/** Mail of a folder of the mailbox goes into a folder of the owner's. */
export interface FolderMapping {
  /** path on the server */
  readonly path: string;
  /** documentId */
  readonly folder: string;
}

/**
 * The same under /mailroom/my-accounts, for what the user has set up for themselves. POST /mailroom/my-accounts/:id/authorization
 * and /imports are those of other accounts; GET /mailroom/my-imports lists the imports into all of them.
 */
export interface OwnAccountDetail extends AccountBase {
  /** documentId of an own folder for what comes in; null: the inbox */
  readonly folder: string | null;
  readonly folderMap: readonly FolderMapping[];
}
export interface OwnAccountInput extends AccountInputBase {
  readonly folder: string | null;
  readonly folderMap: readonly FolderMapping[];
}

/** POST /mailroom/my-accounts/connection-tests; `account` is one of the user's own. */
export type OwnConnectionTestInput = Omit<ConnectionTestInput, 'groupAccount' | 'personalAccount'> & {
  readonly account?: string;
};
