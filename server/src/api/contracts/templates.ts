/** Saved replies and automatic answers, as the panel sees them. */
import type { PlaceholderGroup, TemplateKind, TemplateVersion } from '../../domain/template';
import type { TeamSummary, Timestamp } from './common';

export type { TemplateKind, TemplateVersion };

/** GET, POST /mailroom/templates; GET, PUT, DELETE /mailroom/templates/:id */
export interface TemplateDetail {
  readonly id: string;
  readonly name: string;
  readonly kind: TemplateKind;
  /** whose members may use it; none: everybody */
  readonly teams: readonly TeamSummary[];
  /** at least one; the first is used where no other fits */
  readonly versions: readonly TemplateVersion[];
  /** of a saved reply: what a draft gets with its text. GET /mailroom/templates/:id/files/:file downloads one */
  readonly files: readonly TemplateFileView[];
  readonly updatedAt: Timestamp;
}

export interface TemplateFileView {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** bytes */
  readonly size: number;
}

/** JSON, or multipart with this as the field `data` and new files as parts named `files`. */
export interface TemplateInput {
  readonly name: string;
  readonly kind: TemplateKind;
  /** documentIds */
  readonly teams: readonly string[];
  readonly versions: readonly TemplateVersion[];
  /** ids of the files that stay; absent: all */
  readonly files?: readonly string[];
}

/** GET /mailroom/template-choices?search=&case=: saved replies that the reading user may use. */
export interface TemplateChoice {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
  /** how many it brings along */
  readonly files: number;
}

/** GET /mailroom/placeholders: what can stand between double braces. */
export interface PlaceholderChoice {
  /** as it is written, without braces */
  readonly name: string;
  readonly group: PlaceholderGroup;
}

/** POST /mailroom/templates/preview: a version filled in with a case that the user may read, or with examples. */
export interface TemplatePreviewInput extends TemplateVersion {
  /** documentId */
  readonly caseId?: string;
}
export interface TemplatePreview {
  readonly subject: string;
  readonly html: string;
  readonly unknown: readonly string[];
}
