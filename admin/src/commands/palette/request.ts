/** What the palette is opened with: which of its pages, and the case that it is about. */
import type { ActionCase } from '../../hooks/useCaseActions';

/** `all` holds everything; the others one choice for one case. */
export type PalettePage = 'all' | CaseChoice;
export const CASE_CHOICES = ['assign', 'tag', 'snooze', 'merge', 'status', 'priority'] as const;
export type CaseChoice = (typeof CASE_CHOICES)[number];

/** A case, and what happens after something was done to it. */
export interface PaletteTarget {
  readonly of: ActionCase;
  readonly subject: string;
  /** it may have left the list that is shown: the keyboard goes on at the next row */
  readonly onGone: () => void;
  /** it was merged into another one */
  readonly onMerged: (into: string) => void;
  /** a time of one's own is chosen in a dialog */
  readonly onChooseTime: () => void;
}

export interface PaletteRequest {
  readonly page: PalettePage;
  readonly target: PaletteTarget | null;
}
