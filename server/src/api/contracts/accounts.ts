/** Teams, mailboxes and their accounts as the settings pages see them. Secrets go in and never come out. */
import type {
  ConnectionProblem,
  ConnectionProblemCode,
  ConnectionSecurity,
  ConnectionStepName,
  ConnectionTestResult,
  ConnectionTestStep,
  MailboxState,
} from '../../domain/connection';
import type { Distribution as CaseDistribution } from '../../domain/distribution';
import type { AgentSummary, TeamSummary, Timestamp } from './common';

export type {
  CaseDistribution,
  ConnectionProblem,
  ConnectionProblemCode,
  ConnectionSecurity,
  ConnectionStepName,
  ConnectionTestResult,
  ConnectionTestStep,
  MailboxState,
};

/** GET /mailroom/teams, POST /mailroom/teams, PUT and DELETE /mailroom/teams/:id */
export interface TeamDetail extends TeamSummary {
  readonly description: string;
  /** in the order in which round-robin goes round */
  readonly members: readonly AgentSummary[];
  readonly openCases: number;
}
export interface TeamInput {
  readonly name: string;
  readonly color: string;
  readonly description?: string;
  /** ids of admin users, in order */
  readonly members: readonly number[];
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
}

/** POST /mailroom/connection-tests: one step after the other; after the first failure of a server the rest is `skipped`. */
export interface ConnectionTestInput {
  /** test a stored mailbox with its stored secrets where they are not given and nothing else of the server changed */
  readonly groupAccount?: string;
  readonly personalAccount?: string;
  readonly imap?: ServerSettingsInput;
  readonly smtp?: ServerSettingsInput;
  readonly folders?: readonly string[];
  readonly certificateAuthority?: string;
}
interface AccountBase {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly active: boolean;
  readonly imap: ServerSettings | null;
  readonly smtp: ServerSettings | null;
  readonly folders: readonly string[];
  /** null: only mail that comes after the first connection */
  readonly fetchSince: Timestamp | null;
  /** PEM, may be empty */
  readonly certificateAuthority: string;
  readonly markAsRead: boolean;
  readonly fromName: string;
  readonly signature: string;
  readonly health: MailboxHealth;
}
interface AccountInputBase {
  readonly name: string;
  readonly address: string;
  readonly active: boolean;
  readonly imap: ServerSettingsInput | null;
  readonly smtp: ServerSettingsInput | null;
  readonly folders: readonly string[];
  readonly fetchSince: Timestamp | null;
  readonly certificateAuthority?: string;
  readonly markAsRead: boolean;
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
}
export interface GroupAccountInput extends AccountInputBase {
  readonly teams: readonly string[];
  readonly shared: boolean;
  readonly createCase: boolean;
  readonly distribution: CaseDistribution;
  /** required with `direct-assignment` */
  readonly directAssignee: number | null;
  /** required with `round-robin` and `least-busy` */
  readonly targetTeam: string | null;
}

/** The same under /mailroom/personal-accounts. */
export interface PersonalAccountDetail extends AccountBase {
  readonly owner: AgentSummary;
}
export interface PersonalAccountInput extends AccountInputBase {
  readonly owner: number;
}

/** GET /mailroom/quarantine: mail that could not be handled, newest first; GET /mailroom/quarantine/:id/source downloads it. */
export interface QuarantinedMail {
  readonly id: string;
  readonly accountName: string;
  readonly folder: string;
  readonly uid: number;
  readonly reason: string;
  readonly subject: string;
  readonly from: string;
  /** bytes */
  readonly size: number;
  readonly tries: number;
  readonly quarantinedAt: Timestamp;
}
