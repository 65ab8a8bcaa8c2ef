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
  readonly updatedAt: Timestamp;
}
export interface TemplateInput {
  readonly name: string;
  readonly kind: TemplateKind;
  /** documentIds */
  readonly teams: readonly string[];
  readonly versions: readonly TemplateVersion[];
}

/** GET /mailroom/template-choices?search=&case=: saved replies that the reading user may use. */
export interface TemplateChoice {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
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
