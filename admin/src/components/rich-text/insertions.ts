/** What can be put into the text by `/`: found as its name is typed, and fetched when it is chosen. */

export interface Insertion {
  readonly id: string;
  readonly name: string;
  /** said beside the name; empty: nothing */
  readonly hint: string;
}

export interface Insertions {
  /** names the list for screen readers */
  readonly label: string;
  /** said when nothing is found */
  readonly empty: string;
  readonly search: (words: string) => Promise<readonly Insertion[]>;
  /** @returns the HTML; null: it cannot be had, and the author was told */
  readonly insert: (id: string) => Promise<string | null>;
}
