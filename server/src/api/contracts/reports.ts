/** Figures about the work of a time, as the panel and its CSV show them. Times are in seconds; days are of the asked time zone. */
import type { AccountSummary, TeamSummary } from './common';
import type { TagSummary } from './case-work';

/** What a report is about; only cases that the reading user may read, and may read reports of, are in it. */
export interface ReportQuery {
  /** days as 2026-01-31, both included */
  readonly from: string;
  readonly to: string;
  /** IANA name */
  readonly zone: string;
  /** documentIds */
  readonly team?: string;
  readonly account?: string;
  readonly tag?: string;
}

export type ReportDivision = 'agents' | 'teams' | 'accounts' | 'tags';
export type ReportTable = 'days' | ReportDivision;

/** GET /mailroom/reports/parts */
export interface ReportPartsQuery extends ReportQuery {
  readonly by: ReportDivision;
}

/** GET /mailroom/reports.csv: one table as a file. */
export interface ReportFileQuery extends ReportQuery {
  readonly table: ReportTable;
  /** with a byte order mark, as some spreadsheets want it; by default it is there */
  readonly mark?: boolean;
}

/** The median is the least time within which half were done, the other that of nine in ten. Null: there was nothing. */
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

/** GET /mailroom/reports */
export interface WorkReport {
  readonly days: readonly ReportDay[];
  readonly total: WorkLoad;
  /** the same of as many days directly before */
  readonly before: WorkLoad & { readonly from: string; readonly to: string };
}

/** The work of one agent, team, account or tag; null: of nobody, or of none. */
export interface ReportPart extends WorkLoad {
  readonly part: {
    /** documentId, or the number of an agent */
    readonly id: string;
    readonly name: string;
  } | null;
}

/** GET /mailroom/reports/choices: what a report can be narrowed to. */
export interface ReportChoices {
  readonly teams: readonly TeamSummary[];
  readonly accounts: readonly AccountSummary[];
  readonly tags: readonly TagSummary[];
}
