/** Rules that link mail to records, links by hand, and the mail and cases of one record, as the panel sees them. */
import type { NumberPattern, NumberPlace, RecordRuleSettings, RecordType } from '../../domain/record-rule';
import type { CaseRow, EmailDirection, EmailRow } from './cases';
import type { Page } from './common';

export type { NumberPattern, NumberPlace, RecordType };

/** POST /mailroom/record-rules, PUT /mailroom/record-rules/:id */
export type RecordRuleInput = RecordRuleSettings;

/** GET /mailroom/record-rules, in the order in which they are asked */
export interface RecordRuleDetail extends RecordRuleSettings {
  readonly id: string;
  /** of the content type; its uid when it is gone */
  readonly typeName: string;
  /** what its content type no longer offers, in words */
  readonly faults: readonly string[];
}

/** POST /mailroom/record-rules/try */
export interface PatternTrial {
  readonly pattern: string;
  readonly text: string;
}
export type PatternTrialResult =
  | { readonly kind: 'found'; readonly numbers: readonly string[] }
  | { readonly kind: 'invalid'; readonly message: string };

/** GET /mailroom/linked-types: content types with a rule whose records the reading user may read */
export interface LinkedType {
  readonly uid: string;
  readonly name: string;
}

/** GET /mailroom/records?search=…: records of linked types that the reading user may read */
export interface RecordHit {
  readonly uid: string;
  readonly documentId: string;
  readonly typeName: string;
  readonly label: string;
}

/** POST /mailroom/cases/:id/links and /mailroom/emails/:id/links */
export interface RecordLinkInput {
  readonly uid: string;
  readonly documentId: string;
}

/** GET /mailroom/records/:uid/:documentId/mails */
export interface RecordMail extends EmailRow {
  readonly direction: EmailDirection;
  readonly case: { readonly id: string; readonly number: number } | null;
}
export type RecordMailPage = Page<RecordMail>;

/** GET /mailroom/records/:uid/:documentId/cases */
export type RecordCasePage = Page<CaseRow>;

/** GET /mailroom/records/:uid/:documentId: what it is called, and how much of its mail and cases the reading user may read */
export interface RecordOverview {
  readonly label: string;
  readonly typeName: string;
  readonly cases: number;
  readonly openCases: number;
  readonly mails: number;
}

/** GET /mailroom/records/:uid/:documentId/addresses: of the record itself, in fields that the reading user may read */
export type RecordAddresses = readonly string[];

/** GET /mailroom/records/:uid/:documentId/fields: those that one line can show and that the reading user may read. */
export interface RecordField {
  readonly name: string;
  /** as Strapi names types of attributes */
  readonly type: string;
  readonly value: string | number | boolean | null;
}
