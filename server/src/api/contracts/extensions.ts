/** What code of the app adds, as the panel shows it. */
import type { Timestamp } from './common';

/** GET /mailroom/extensions: all that the app has registered, since the start of this process. */
export interface ExtensionSummary {
  readonly kind: 'distribution-rule' | 'filter-action' | 'link-resolver' | 'intake-step';
  readonly name: string;
  readonly label: string;
  readonly calls: number;
  readonly failures: number;
  /** `code`: `timeout`, `slow`, `answer` (it cannot be used), or the name of the error that was thrown */
  readonly lastFailure: { readonly at: Timestamp; readonly code: string } | null;
  /** left out for a minute, since it failed several times in a row */
  readonly paused: boolean;
}
