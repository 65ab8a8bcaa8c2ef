/** Figures about the work of a time, as the panel and its CSV show them. Times are in seconds; days are of the asked time zone. */
import type { AccountSummary, AgentSummary, TeamSummary } from './common';
import type { TagSummary } from './case-work';

/** GET /mailroom/reports, and /mailroom/reports.csv with `table`: within the cases that the reading user may read. */
export interface ReportQuery {
  /** days as 2026-01-31, both included */
  readonly from: string;
  readonly to: string;
  /** IANA name */
  readonly zone: string;
  readonly team?: string;
  readonly account?: string;
  readonly tag?: string;
}

export interface Spread {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface ReportDay {
  readonly day: string;
  readonly opened: number;
  readonly closed: number;
  readonly received: number;
  readonly sent: number;
}

export interface WorkLoad {
  readonly opened: number;
  readonly closed: number;
  /** open at the end of the time */
  readonly open: number;
  readonly answers: number;
  readonly firstResponse: Spread;
  readonly resolution: Spread;
}

export interface WorkReport {
  readonly days: readonly ReportDay[];
  readonly total: WorkLoad;
  readonly agents: readonly (WorkLoad & { readonly agent: AgentSummary | null })[];
  readonly teams: readonly (WorkLoad & { readonly team: TeamSummary | null })[];
  readonly accounts: readonly (WorkLoad & { readonly account: AccountSummary | null })[];
  readonly tags: readonly (WorkLoad & { readonly tag: TagSummary })[];
}
