/** Who reads in the panel, and what that user may do and should look at. */
import type { MailboxState } from '../../domain/connection';
import type { AccountSummary, AgentSummary, TeamSummary, Timestamp } from './common';
import type { PanelPreferences } from './preferences';

/** GET /mailroom/me: what the reading user is and may do. */
export interface Me {
  readonly agent: AgentSummary;
  /** whose cases the user can list */
  readonly teams: readonly TeamSummary[];
  /** ids of the teams that the user belongs to */
  readonly memberOf: readonly string[];
  readonly personalAccounts: readonly AccountSummary[];
  readonly allowed: {
    readonly readCases: boolean;
    readonly workCases: boolean;
    readonly assignCases: boolean;
    readonly deleteCases: boolean;
    readonly readReports: boolean;
    readonly readMail: boolean;
    readonly ownFilters: boolean;
    /** accounts of the user's own */
    readonly ownAccounts: boolean;
    /** and so the folders that they share */
    readonly manageTeams: boolean;
  };
  /** changed by PUT /mailroom/preferences */
  readonly panel: PanelPreferences;
  /** how many accounts the user may set up; null: any number */
  readonly ownAccountLimit: number | null;
  /** what who manages accounts should look at; empty for everybody else */
  readonly attention: {
    readonly accounts: readonly AccountAttention[];
  };
}

/** An account whose mail does not come in, or may not. */
export interface AccountAttention {
  readonly id: string;
  readonly kind: 'group' | 'personal';
  readonly name: string;
  readonly state: MailboxState;
  readonly silentSince: Timestamp | null;
}
